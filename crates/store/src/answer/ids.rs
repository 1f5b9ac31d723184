//! Numbers of objects in a row.

/// Numbers: of half the size where all are below 2^32.
#[derive(Debug, Clone)]
pub(super) enum Ids {
    Short(Vec<u32>),
    Long(Vec<u64>),
}

/// Runs a piece of code on the list, whichever it is.
macro_rules! each {
    ($ids:expr, $list:ident => $code:expr) => {
        match $ids {
            Ids::Short($list) => $code,
            Ids::Long($list) => $code,
        }
    };
}

impl Ids {
    /// These, in as much memory as they need.
    pub fn of(ids: &[u64]) -> Self {
        let short: Result<Vec<_>, _> = ids.iter().map(|id| u32::try_from(*id)).collect();
        short.map_or_else(|_| Self::Long(ids.to_vec()), |short| Self::Short(short.into_boxed_slice().into_vec()))
    }

    pub fn len(&self) -> usize {
        each!(self, ids => ids.len())
    }

    pub fn get(&self, at: usize) -> Option<u64> {
        match self {
            Self::Short(ids) => ids.get(at).copied().map(u64::from),
            Self::Long(ids) => ids.get(at).copied(),
        }
    }

    pub fn insert(&mut self, at: usize, id: u64) {
        match (&mut *self, u32::try_from(id)) {
            (Self::Short(ids), Ok(id)) => ids.insert(at, id),
            (Self::Long(ids), _) => ids.insert(at, id),
            (Self::Short(ids), Err(_)) => {
                let mut long: Vec<_> = ids.iter().copied().map(u64::from).collect();
                long.insert(at, id);
                *self = Self::Long(long);
            }
        }
    }

    pub fn remove(&mut self, at: usize) {
        each!(self, ids => drop(ids.remove(at)));
    }

    /// Takes off all from a place on.
    pub fn split_off(&mut self, at: usize) -> Self {
        match self {
            Self::Short(ids) => Self::Short(ids.split_off(at)),
            Self::Long(ids) => Self::Long(ids.split_off(at)),
        }
    }

    /// The first place, among those sorted by it, for which it doesn't hold.
    pub fn partition_point(&self, holds: impl Fn(u64) -> bool) -> usize {
        match self {
            Self::Short(ids) => ids.partition_point(|id| holds(u64::from(*id))),
            Self::Long(ids) => ids.partition_point(|id| holds(*id)),
        }
    }

    /// About how many bytes they are.
    pub fn weight(&self) -> usize {
        each!(self, ids => size_of_val(ids.as_slice()))
    }
}
