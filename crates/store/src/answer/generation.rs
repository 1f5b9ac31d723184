//! Which commits a snapshot sees.

/// The transactions that a snapshot sees, in PostgreSQL's form `xmin:xmax:xip`. On SQLite, where one
/// follows the other, a change's `seq` stands for its transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Generation {
    /// As the database says it.
    pub text: String,
    /// What has this number or a later one isn't seen,
    end: i64,
    /// nor are these before it, sorted.
    open: Vec<i64>,
}

impl Generation {
    /// Reads the database's form. `None`: it is another.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':').skip(1);
        let end = parts.next()?.parse().ok()?;
        let open = parts.next()?.split(',').filter(|part| !part.is_empty());
        Some(Self { text: text.to_owned(), end, open: open.map(str::parse).collect::<Result<_, _>>().ok()? })
    }

    /// Whether it sees all that `other` sees. Of two snapshots of a database at least one does.
    pub fn includes(&self, other: &Self) -> bool {
        let hidden = |number: &&i64| **number < other.end;
        self.end >= other.end && self.open.iter().filter(hidden).all(|number| other.open.binary_search(number).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_more_the_later_it_is() {
        let at = |text| Generation::parse(text).unwrap();
        let same = at("10:20:10,15");
        assert!(same.includes(&same));
        assert!(at("10:20:15").includes(&same) && !same.includes(&at("10:20:15")));
        assert!(at("10:21:10,15,20").includes(&same));
        assert!(at("21:21:").includes(&at("20:20:")) && !at("20:20:").includes(&at("21:21:")));
        assert!(!at("12:30:12").includes(&at("13:13:")));
        assert_eq!(Generation::parse("12"), None);
        assert_eq!(Generation::parse("1:2:x"), None);
    }
}
