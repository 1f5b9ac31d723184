//! What an export is about, noted in one snapshot: all of it is as of that moment.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, Write as _};
use std::marker::PhantomData;
use std::sync::Arc;

use model::key_value::{KeyValue, VERSION};
use model::permission::Rights;
use model::query::{KeyValueQuery, NamedValues, Query, Question, Sheet, Start, ValueQuery};
use model::schema::{PredefinedValue, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::answer::Engine;
use store::conn::Conn;
use store::scratch::Scratch;
use store::{definitions, history, key_values, values};

use super::picked::{self, Picked};
use super::stood::Stood;
use crate::past::printed;
use crate::{App, Failure};

/// Things that are noted at once.
pub(super) const PAGE: u32 = 10_000;

/// What a part of an export asks for.
#[derive(Clone)]
pub(super) enum Asked {
    /// Objects.
    Objects(Box<Query>),
    /// Objects as they stood at a moment.
    Stood(Box<Query>, i64),
    /// Predefined values of these attributes; of none: all.
    Values(Vec<String>),
    /// Key-values.
    Pairs(KeyValueQuery),
    /// All definitions of a kind, so many: they stand in the schema.
    Definitions(usize),
}

/// The same as it was found.
pub(super) enum Noted {
    /// Objects, and the question that asked for them.
    Objects(Box<Query>, Picked),
    /// Objects as they stood: history tells of them, so nothing needs to be noted.
    Stood(Stood),
    /// Predefined values.
    Values(Kept<PredefinedValue>),
    /// Key-values.
    Pairs(Kept<KeyValue>),
    /// All definitions of a kind, so many.
    Definitions(usize),
}

impl Noted {
    /// How many things it is.
    pub fn total(&self) -> u64 {
        match self {
            Self::Objects(_, picked) => picked.total,
            Self::Stood(stood) => stood.total,
            Self::Values(values) => values.total,
            Self::Pairs(pairs) => pairs.total,
            Self::Definitions(total) => *total as u64,
        }
    }
}

/// Notes all that is asked for, as of now, and the lists that objects name values of. `None`: the definitions are others by
/// now.
pub(super) async fn all(
    app: &App,
    asked: Vec<Asked>,
    schema: &Arc<Schema>,
) -> Result<Option<(Vec<Noted>, Lists)>, Failure> {
    for asked in &asked {
        if let Asked::Objects(query) = asked {
            Question::of(query, schema)?;
        }
    }
    let (engine, schema) = (Arc::clone(app.store.engine()), Arc::clone(schema));
    let work = async move |conn: &mut Conn<'_>| {
        let seen = definitions::revisions(conn).await?;
        if (seen.rules, seen.labels) != (schema.rules, schema.labels) {
            return Ok(None);
        }
        let moment = history::latest(conn).await?.unwrap_or_else(|| conn.now());
        let (lists, values) = note_values(conn, &asked).await?;
        let mut values = Some(values);
        let mut noted = Vec::with_capacity(asked.len());
        for asked in asked {
            let Some(one) = note(conn, (&engine, moment), asked, &mut values, &schema).await? else { return Ok(None) };
            noted.push(one);
        }
        Ok(Some((noted, lists)))
    };
    Ok(app.store.long_snapshot(work).await?)
}

async fn note(
    conn: &mut Conn<'_>,
    (engine, moment): (&Arc<Engine>, i64),
    asked: Asked,
    values: &mut Option<Kept<PredefinedValue>>,
    schema: &Arc<Schema>,
) -> Result<Option<Noted>, store::Error> {
    Ok(Some(match asked {
        Asked::Objects(query) => {
            let Some(picked) = picked::noted(conn, (engine, moment), Query::clone(&query), schema).await? else {
                return Ok(None);
            };
            Noted::Objects(query, picked)
        }
        Asked::Stood(query, moment) => Noted::Stood(Stood::begin(conn, *query, moment).await?),
        Asked::Values(_) => {
            let twice = || store::Error::Bug("two parts of an export are the predefined values".into());
            Noted::Values(values.take().ok_or_else(twice)?)
        }
        Asked::Pairs(mut query) => {
            let mut kept = Keeper::new()?;
            loop {
                let mut page = key_values::page(conn, &query).await?;
                // The program's own, which no import could write.
                page.pairs.retain(|pair| pair.code != VERSION);
                kept.all(&page.pairs)?;
                let Some(next) = page.next else { break };
                query.start = Start::After(next);
            }
            Noted::Pairs(kept.done()?)
        }
        Asked::Definitions(total) => Noted::Definitions(total),
    }))
}

/// Notes the predefined values for all who ask for them: in lists, where objects name them, and one by one, where they
/// are to be written themselves.
async fn note_values(conn: &mut Conn<'_>, asked: &[Asked]) -> Result<(Lists, Kept<PredefinedValue>), store::Error> {
    let are_named = asked.iter().any(|asked| matches!(asked, Asked::Objects(_) | Asked::Stood(..)));
    let written = asked.iter().find_map(|asked| match asked {
        Asked::Values(attributes) => Some(attributes),
        _ => None,
    });
    let (mut lists, mut keeper) = (Lists(Scratch::new()?), Keeper::new()?);
    let (start, rights) = (Start::After(String::new()), Rights::READ);
    let mut query = ValueQuery { attributes: Vec::new(), start, limit: PAGE, rights };
    while are_named || written.is_some() {
        let page = values::page(conn, &query).await?;
        if are_named {
            lists.note(&page.values)?;
        }
        if let Some(attributes) = written {
            let is_wanted =
                |value: &&Arc<PredefinedValue>| attributes.is_empty() || attributes.contains(&value.attribute);
            keeper.all(page.values.iter().filter(is_wanted))?;
        }
        let Some(next) = page.next else { break };
        query.start = Start::After(next);
    }
    Ok((lists, keeper.done()?))
}

/// The predefined values of the moment, by attribute and code.
pub(super) struct Lists(Scratch);

impl Lists {
    fn note(&mut self, values: &[Arc<PredefinedValue>]) -> Result<(), store::Error> {
        self.0.all(|notes| {
            values.iter().try_for_each(|value| {
                let text = serde_json::to_vec(value.as_ref()).map_err(full)?;
                notes.put(&key(&value.attribute, &value.code), &text)
            })
        })
    }

    /// Those that objects name.
    pub fn named(&mut self, sheets: &[Sheet], schema: &Schema) -> Result<NamedValues, Failure> {
        let mut named = NamedValues::new();
        for (attribute, code) in values::named_by(sheets.iter().flat_map(printed), schema) {
            if let Some(text) = self.0.get(&key(&attribute, &code))? {
                let value = serde_json::from_slice(&text).map_err(io::Error::from)?;
                named.insert((attribute, code), Arc::new(value));
            }
        }
        Ok(named)
    }
}

/// No code has a zero in it.
fn key(attribute: &str, code: &str) -> Vec<u8> {
    format!("{attribute}\0{code}").into_bytes()
}

/// Things on their way into a temporary file.
struct Keeper {
    out: BufWriter<File>,
    total: u64,
}

impl Keeper {
    fn new() -> Result<Self, store::Error> {
        Ok(Self { out: BufWriter::new(tempfile::tempfile().map_err(full)?), total: 0 })
    }

    fn all<'a, T: Serialize + 'a>(&mut self, things: impl IntoIterator<Item = &'a Arc<T>>) -> Result<(), store::Error> {
        for thing in things {
            serde_json::to_writer(&mut self.out, thing.as_ref()).map_err(full)?;
            self.out.write_all(b"\n").map_err(full)?;
            self.total += 1;
        }
        Ok(())
    }

    fn done<T>(self) -> Result<Kept<T>, store::Error> {
        let mut file = self.out.into_inner().map_err(full)?;
        file.rewind().map_err(full)?;
        Ok(Kept { lines: BufReader::new(file), total: self.total, of: PhantomData })
    }
}

/// A temporary file that can't be written.
pub(super) fn full(error: impl Into<io::Error>) -> store::Error {
    let error: io::Error = error.into();
    store::Error::Unavailable(format!("no room for a temporary file: {error}"))
}

/// Things in a temporary file.
pub(super) struct Kept<T> {
    lines: BufReader<File>,
    total: u64,
    of: PhantomData<T>,
}

impl<T: DeserializeOwned> Kept<T> {
    /// The next, up to so many.
    pub fn next(&mut self, most: usize) -> io::Result<Vec<T>> {
        let mut things = Vec::new();
        let mut line = String::new();
        while things.len() < most && self.lines.read_line(&mut line)? > 0 {
            things.push(serde_json::from_str(&line)?);
            line.clear();
        }
        Ok(things)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let mut keeper = Keeper::new().unwrap();
        let texts = ["a", "two\nlines", ""].map(|text| Arc::new(text.to_owned()));
        keeper.all(&texts).unwrap();
        let mut kept: Kept<String> = keeper.done().unwrap();
        assert_eq!(kept.total, 3);
        assert_eq!(kept.next(2).unwrap(), ["a", "two\nlines"]);
        assert_eq!(kept.next(2).unwrap(), [""]);
        assert!(kept.next(2).unwrap().is_empty());
    }
}
