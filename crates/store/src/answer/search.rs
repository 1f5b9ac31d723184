//! What is found by its words, by the beginning of its code or, if nothing is, by a part of its name.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::index::{self, entries, fold, names};
use model::object::{Object, ObjectKind};
use model::query::Search;
use model::schema::Schema;
use roaring::MultiOps;

use super::judge::after_prefix;
use super::rows::PART;
use super::slice::{begun, numbers};
use super::{Atom, Axis, Moment, Set, load};
use crate::conn::{Conn, Row, Statement};
use crate::gather::{Gathered, by_id};
use crate::{Error, round};

const BEGINS: &str = "SELECT {numbers id} FROM objects
    WHERE kind = $1 AND code >= $2 AND code < $3";

const IS: &str = "SELECT {numbers id} FROM objects WHERE kind = $1 AND code = $2";

/// What is found, the best first; no object is in two of them: the one with that code, those whose code begins so,
/// those with all words in the title, the others.
pub(super) type Ranks = [Set; 4];

/// What is found among the objects of a kind.
pub(super) async fn search(
    conn: &mut Conn<'_>,
    moment: &mut Moment,
    schema: &Schema,
    kind: ObjectKind,
    search: &Search,
) -> Result<Ranks, Error> {
    let words = atoms(&search.words, "");
    let titled = atoms(&search.words, "=");
    let all = [vec![Atom::Kind(kind)], words, titled].concat();
    let sets = moment.sets(conn, &all).await?;
    let Some((of_kind, by_word)) = sets.split_first() else { return Ok(Ranks::default()) };
    let (by_word, by_title) = by_word.split_at(search.words.len());
    let mut worded = common(of_kind, by_word);
    let mut titled = common(&worded, by_title);
    if !search.hidden.is_empty() {
        (worded, titled) = visible(conn, schema, search, &worded).await?;
    }
    let (is, begins) = by_code(conn, moment, kind, &search.text).await?;
    let mut found = worded | &begins;
    if found.is_empty() {
        found = by_part(conn, moment, schema, of_kind, search).await?;
    }
    let titled = (titled & &found) - &begins;
    let others = found - &begins - &titled;
    Ok([is.clone(), begins - is, titled, others])
}

fn atoms(words: &[String], mark: &str) -> Vec<Atom> {
    let token = |word: &String| -> Arc<str> { format!("{mark}{word}").into() };
    let Some((last, others)) = words.split_last() else { return Vec::new() };
    others.iter().map(|word| Atom::Word(token(word))).chain([Atom::Prefix(token(last))]).collect()
}

/// The members of all sets; of none: nothing.
fn common(within: &Set, sets: &[Arc<Set>]) -> Set {
    if sets.is_empty() {
        return Set::new();
    }
    let mut sets: Vec<&Set> = sets.iter().map(|set| &**set).chain([within]).collect();
    sets.sort_by_key(|set| set.len());
    sets.intersection()
}

/// The one with that code, and those whose code begins so.
async fn by_code(conn: &mut Conn<'_>, moment: &mut Moment, kind: ObjectKind, text: &str) -> Result<(Set, Set), Error> {
    let kept = moment.kept_column(&Axis::Code(kind));
    let parameters = |text: &str| vec![kind.name().into(), text.into()];
    let is = Some(Statement::new(IS, parameters(text)));
    let end = after_prefix(text).filter(|_| kept.is_none());
    let begins = end.map(|end| Statement::new(BEGINS, [parameters(text), vec![end.into()]].concat()));
    let is_read = begins.is_some();
    let [is, begins] = round::run(conn, [is, begins]).await?;
    let one = |rows: Vec<Row>| rows.first().map_or(Ok(Set::new()), |row| load::set(row, 0));
    let begins = match kept {
        None if is_read => one(begins)?,
        Some(column) => numbers(&column, begun(&column, text)),
        None => {
            let column = moment.column(conn, &Axis::Code(kind)).await?;
            numbers(&column, begun(&column, text))
        }
    };
    Ok((one(is)?, begins))
}

/// Those whose code or title, folded, has the text in it, one of at least three characters.
async fn by_part(
    conn: &mut Conn<'_>,
    moment: &mut Moment,
    schema: &Schema,
    of_kind: &Set,
    search: &Search,
) -> Result<Set, Error> {
    let text = fold(&search.text);
    let triples = index::triples(&text).into_iter().map(|triple| Atom::Word(format!("#{triple}").into()));
    let sets = moment.sets(conn, &triples.collect::<Vec<_>>()).await?;
    let has_it = |object: &Object| names(object, schema).iter().any(|name| name.contains(&text));
    let mut found = Set::new();
    look(conn, &common(of_kind, &sets), &search.hidden, |object| {
        if has_it(object) {
            found.insert(object.id.cast_unsigned());
        }
    })
    .await?;
    Ok(found)
}

/// Those that have the words in what the reader may see, and those that have them in its title.
async fn visible(conn: &mut Conn<'_>, schema: &Schema, search: &Search, ids: &Set) -> Result<(Set, Set), Error> {
    let (mut worded, mut titled) = (Set::new(), Set::new());
    look(conn, ids, &search.hidden, |object| {
        let entries = entries(object, schema);
        let tokens: BTreeSet<&str> = entries.words.values().flat_map(|words| words.split(' ')).collect();
        if has_all(&tokens, &search.words, "") {
            worded.insert(object.id.cast_unsigned());
        }
        if has_all(&tokens, &search.words, "=") {
            titled.insert(object.id.cast_unsigned());
        }
    })
    .await?;
    Ok((worded, titled))
}

fn has_all(tokens: &BTreeSet<&str>, words: &[String], mark: &str) -> bool {
    let Some((last, others)) = words.split_last() else { return false };
    let last = format!("{mark}{last}");
    others.iter().all(|word| tokens.contains(format!("{mark}{word}").as_str()))
        && tokens.range(last.as_str()..).next().is_some_and(|token| token.starts_with(&last))
}

/// Shows the objects, without what is hidden.
async fn look(conn: &mut Conn<'_>, ids: &Set, hidden: &[String], mut see: impl FnMut(&Object)) -> Result<(), Error> {
    let ids: Vec<i64> = ids.iter().map(u64::cast_signed).collect();
    for part in ids.chunks(PART) {
        let [rows] = round::run(conn, [by_id(part.to_vec())]).await?;
        let mut objects = Gathered::default();
        objects.add(&rows)?;
        for mut object in objects.into_all() {
            object.body.0.retain(|code, _| !hidden.contains(code));
            see(&object);
        }
    }
    Ok(())
}

/// The part of what is found from there on: after a rank and number, or so many passed over; with the ranks.
pub(super) fn ranked(ranks: &Ranks, after: Option<(usize, u64)>, skip: usize, take: usize) -> Vec<(usize, u64)> {
    let mut skip = skip as u64;
    let mut page = Vec::new();
    for (rank, set) in ranks.iter().enumerate() {
        let mut ids = set.iter();
        match after {
            Some((passed, _)) if rank < passed => continue,
            Some((here, id)) if rank == here => ids.advance_to(id.saturating_add(1)),
            _ if set.len() <= skip => {
                skip -= set.len();
                continue;
            }
            _ => {
                ids.advance_to(set.select(skip).unwrap_or_default());
                skip = 0;
            }
        }
        page.extend(ids.take(take - page.len()).map(|id| (rank, id)));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_follow_each_other() {
        let set = |ids: &[u64]| ids.iter().copied().collect::<Set>();
        let ranks = [set(&[7]), set(&[]), set(&[1, 9]), set(&[2, 3, 8])];
        let all = [(0, 7), (2, 1), (2, 9), (3, 2), (3, 3), (3, 8)];
        for skip in 0..8 {
            for take in 0..8 {
                let expected: Vec<_> = all.iter().copied().skip(skip).take(take).collect();
                assert_eq!(ranked(&ranks, None, skip, take), expected);
                let after = skip.checked_sub(1).and_then(|last| all.get(last)).copied();
                if after.is_some() {
                    assert_eq!(ranked(&ranks, after, 0, take), expected);
                }
            }
        }
    }
}
