//! Notes of a piece of work that may not fit in memory: a database file of their own, which only this process sees and
//! which is gone with it. What fits in a small cache never reaches the disk.

use rusqlite::{Connection, OptionalExtension as _, ToSql, params};

use crate::Error;

const MAKE: &str = "PRAGMA cache_size = -16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE notes (key BLOB NOT NULL UNIQUE, value BLOB NOT NULL)";

const PUT: &str =
    "INSERT INTO notes (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

const GET: &str = "SELECT value FROM notes WHERE key = ?1";

const KEYS: &str = "SELECT key FROM notes WHERE key >= ?1 AND key < ?2 ORDER BY key";

const LAST_KEYS: &str = "SELECT key FROM notes WHERE key >= ?1 ORDER BY key";

/// Notes by key.
pub struct Scratch(Connection);

impl Scratch {
    /// No notes yet.
    pub fn new() -> Result<Self, Error> {
        // SQLite deletes a database without a name as soon as it is closed.
        let conn = Connection::open("")?;
        conn.execute_batch(MAKE)?;
        Ok(Self(conn))
    }

    /// Writes many at once. Errors: the notes are of no use any more.
    pub fn all(&mut self, notes: impl FnOnce(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        self.0.execute_batch("BEGIN")?;
        notes(self)?;
        Ok(self.0.execute_batch("COMMIT")?)
    }

    /// Writes a note, in the place of one of the same key.
    pub fn put(&mut self, key: &[u8], value: &[u8]) -> Result<(), Error> {
        self.0.prepare_cached(PUT)?.execute(params![key, value])?;
        Ok(())
    }

    /// The note of that key.
    pub fn get(&mut self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.0.prepare_cached(GET)?.query_row([key], |row| row.get(0)).optional()?)
    }

    /// The keys that begin so, in order.
    pub fn keys(&mut self, prefix: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
        match after(prefix) {
            Some(after) => self.read(KEYS, params![prefix, after]),
            None => self.read(LAST_KEYS, params![prefix]),
        }
    }

    fn read(&mut self, sql: &str, params: &[&dyn ToSql]) -> Result<Vec<Vec<u8>>, Error> {
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map(params, |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The first key after all that begin so; `None`: there is none.
fn after(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|byte| *byte < u8::MAX)?;
    let mut after = prefix[..=last].to_vec();
    after[last] += 1;
    Some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_found_by_key_and_by_its_beginning() {
        let mut notes = Scratch::new().unwrap();
        notes
            .all(|notes| {
                for key in [b"a\0b".as_slice(), b"a", b"b", b"a\xff", b"a\xff\xff1", b"b0"] {
                    notes.put(key, key)?;
                }
                notes.put(b"a", b"other")
            })
            .unwrap();
        assert_eq!(notes.get(b"a").unwrap(), Some(b"other".to_vec()));
        assert_eq!(notes.get(b"a\0").unwrap(), None);
        assert_eq!(
            notes.keys(b"a").unwrap(),
            [b"a".to_vec(), b"a\0b".to_vec(), b"a\xff".to_vec(), b"a\xff\xff1".to_vec()]
        );
        assert_eq!(notes.keys(b"a\xff").unwrap().len(), 2);
        assert_eq!(notes.keys(b"").unwrap().len(), 6);
        assert!(notes.keys(b"c").unwrap().is_empty());
    }
}
