//! Who loads what just now: what several miss at once, one of them loads, and the others wait for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::atom::{Atom, Axis, Keys, Set};
use super::column::Column;
use super::thing::Thing;
use super::tree::Tree;

/// What may be long to load.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Wanted {
    Set(Atom),
    Column(Axis),
    Keys(i64),
    Tree,
}

/// A thing that one loads for all.
pub(super) trait Loaded: Thing {
    fn wanted(name: &Self::Name) -> Wanted;
}

impl Loaded for Set {
    fn wanted(name: &Atom) -> Wanted {
        Wanted::Set(name.clone())
    }
}

impl Loaded for Column {
    fn wanted(name: &Axis) -> Wanted {
        Wanted::Column(name.clone())
    }
}

impl Loaded for Keys {
    fn wanted(name: &i64) -> Wanted {
        Wanted::Keys(*name)
    }
}

impl Loaded for Tree {
    fn wanted((): &()) -> Wanted {
        Wanted::Tree
    }
}

/// What is claimed, each with the end of its claim.
#[derive(Default)]
pub(super) struct Loading(Mutex<HashMap<Wanted, Ended>>);

/// Tells, by an error, that a claim has ended.
type Ended = watch::Receiver<()>;

/// The right to load something, until it is dropped.
pub(super) struct Claim {
    loading: Arc<Loading>,
    wanted: Vec<Wanted>,
    /// Dropped last, when nothing is claimed any more.
    _end: watch::Sender<()>,
}

impl Loading {
    /// Claims all of these, or none and tells when to come again.
    pub fn claim(self: &Arc<Self>, wanted: Vec<Wanted>) -> Result<Claim, Ended> {
        let mut claimed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ended) = wanted.iter().find_map(|wanted| claimed.get(wanted)) {
            return Err(ended.clone());
        }
        let (end, ended) = watch::channel(());
        claimed.extend(wanted.iter().map(|wanted| (wanted.clone(), ended.clone())));
        Ok(Claim { loading: Arc::clone(self), wanted, _end: end })
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut claimed = self.loading.0.lock().unwrap_or_else(PoisonError::into_inner);
        for wanted in &self.wanted {
            claimed.remove(wanted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_of_one_until_it_ends() {
        let loading = Arc::new(Loading::default());
        let (one, two, three) = (Wanted::Keys(1), Wanted::Keys(2), Wanted::Keys(3));
        let first = loading.claim(vec![one.clone(), two.clone()]).ok().unwrap();
        let ended = loading.claim(vec![three.clone(), two.clone()]).err().unwrap();
        assert!(ended.has_changed().is_ok(), "it lasts");
        let second = loading.claim(vec![three]).expect("nothing was claimed of what couldn't be as a whole");
        drop(first);
        assert!(ended.has_changed().is_err(), "it has ended");
        assert!(loading.claim(vec![one, two]).is_ok());
        drop(second);
        assert!(loading.0.lock().unwrap().is_empty());
    }
}
