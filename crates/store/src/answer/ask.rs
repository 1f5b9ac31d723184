//! A question and its answer, all of one moment.

use std::collections::HashMap;
use std::sync::Arc;

use model::object::ObjectKind;
use model::query::{Expr, Head, Heads, Leaf, Question, SortKey, Start};
use model::schema::Schema;

use super::narrow::Window;
use super::search::{Ranks, ranked, search};
use super::{Atom, Engine, Moment, Set, cursor, evaluate, facets, select};
use crate::conn::Conn;
use crate::definitions::Revisions;
use crate::objects::heads;
use crate::{Error, page, round};

/// What comes of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Its answer.
    Heads(Heads),
    /// It was asked by a schema that isn't the one of these revisions: ask again.
    Outdated(Revisions),
}

/// Answers a question that was made by `schema`; `conn` is a snapshot in which nothing was read yet.
pub async fn ask(
    conn: &mut Conn<'_>,
    engine: &Arc<Engine>,
    question: &Question,
    schema: &Arc<Schema>,
) -> Result<Answer, Error> {
    let mut moment = engine.at(conn, schema).await?;
    if moment.revisions != Revisions::of(schema) {
        return Ok(Answer::Outdated(moment.revisions));
    }
    let answer = if is_straight(question) {
        straight(conn, &mut moment, question).await?
    } else {
        Asking { conn, moment: &mut moment, question }.answer(schema).await?
    };
    Ok(Answer::Heads(answer))
}

/// Rows that a statement passes over in no time.
const PASSED: u32 = 1_000;

/// Whether one statement answers it: there is nothing to weigh, and its index has the order.
fn is_straight(question: &Question) -> bool {
    let is_plain = question.search.is_none() && question.facets.is_empty() && question.nodes.is_none();
    let is_wide = question.wanted == Expr::ALWAYS || matches!(question.wanted, Expr::Is(Leaf::Parent(_)));
    let is_indexed = match question.kind {
        ObjectKind::Document | ObjectKind::Variant | ObjectKind::Asset => question.order == [SortKey::Code(false)],
        ObjectKind::Classification | ObjectKind::Link => {
            question.order == [SortKey::Sequence(false), SortKey::Code(false)]
        }
    };
    let is_near = match question.start {
        Start::After(_) => true,
        Start::Page(page) => page.saturating_mul(question.limit) <= PASSED,
        Start::Offset(passed) => passed <= u64::from(PASSED),
    };
    is_plain && is_wide && is_indexed && is_near
}

async fn straight(conn: &mut Conn<'_>, moment: &mut Moment, question: &Question) -> Result<Heads, Error> {
    let [page, total] = heads::statements(question);
    let is_counted = total.is_some();
    let [page, total] = round::run(conn, [page, total]).await?;
    let total = if is_counted {
        page::total(&total)?
    } else {
        let all = moment.sets(conn, &[Atom::Kind(question.kind)]).await?;
        all.first().map_or(0, |all| all.len())
    };
    heads::read(question, page, total)
}

/// The numbers of all that a question wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbers {
    /// All of them, ascending.
    All(Vec<i64>),
    /// It was asked by a schema that isn't the one of these revisions: ask again.
    Outdated(Revisions),
}

/// The same for the numbers of all, whatever page the question is about.
pub async fn numbers(
    conn: &mut Conn<'_>,
    engine: &Arc<Engine>,
    question: &Question,
    schema: &Arc<Schema>,
) -> Result<Numbers, Error> {
    let mut moment = engine.at(conn, schema).await?;
    if moment.revisions != Revisions::of(schema) {
        return Ok(Numbers::Outdated(moment.revisions));
    }
    let (found, _) = Asking { conn, moment: &mut moment, question }.found(schema).await?;
    Ok(Numbers::All(found.iter().map(u64::cast_signed).collect()))
}

struct Asking<'a, 'c> {
    conn: &'a mut Conn<'c>,
    moment: &'a mut Moment,
    question: &'a Question,
}

impl Asking<'_, '_> {
    /// All that match, and how well they do.
    async fn found(&mut self, schema: &Schema) -> Result<(Arc<Set>, Ranks), Error> {
        let question = self.question;
        let mut found = evaluate::wanted(self.conn, self.moment, question).await?;
        let mut ranks = Ranks::default();
        if let Some(asked) = &question.search {
            ranks = search(self.conn, self.moment, schema, question.kind, asked).await?;
            for rank in &mut ranks {
                *rank &= &*found;
            }
            found = Arc::new(ranks.iter().fold(Set::new(), |found, rank| found | rank));
        }
        Ok((found, ranks))
    }

    async fn answer(&mut self, schema: &Schema) -> Result<Heads, Error> {
        let question = self.question;
        let (found, ranks) = self.found(schema).await?;
        let (ids, next) = match question.limit {
            0 => (Vec::new(), None),
            _ if question.order.is_empty() => self.by_rank(&ranks),
            _ => match question.order[..] {
                [SortKey::Number(descending)] => self.by_number(&found, descending),
                _ => self.in_order(&found).await?,
            },
        };
        let mut counts = Vec::with_capacity(question.facets.len());
        for field in &question.facets {
            counts.push(facets::count(self.conn, self.moment, field, &found).await?);
        }
        Ok(Heads { heads: self.heads(ids).await?, total: found.len(), next, facets: counts })
    }

    fn by_rank(&self, ranks: &Ranks) -> (Vec<u64>, Option<String>) {
        let after = if let Start::After(key) = &self.question.start { key.as_str() } else { "" };
        let after = after.split_once(page::SEPARATOR);
        let after = after.and_then(|(rank, id)| Some((rank.parse().ok()?, id.parse().ok()?)));
        let mut page = ranked(ranks, after, self.passed(), self.limit() + 1);
        let more = page.len() > self.limit();
        page.truncate(self.limit());
        let next = page.last().filter(|_| more).map(|(rank, id)| page::key(&[&rank.to_string(), &id.to_string()]));
        (page.into_iter().map(|(_, id)| id).collect(), next)
    }

    /// Sets are in this order, so nothing is sorted.
    fn by_number(&self, found: &Set, descending: bool) -> (Vec<u64>, Option<String>) {
        let after = if let Start::After(key) = &self.question.start { key.parse().ok() } else { None };
        let passed = match after {
            None => self.passed() as u64,
            Some(last) if descending => found.len() - found.rank(u64::saturating_sub(last, 1)),
            Some(last) => found.rank(last),
        };
        let all = found.len();
        let end = passed.saturating_add(u64::from(self.question.limit)).min(all);
        let at = |place: u64| found.select(if descending { all - 1 - place } else { place });
        let ids: Vec<u64> = (passed..end).filter_map(at).collect();
        let next = ids.last().filter(|_| end < all).map(u64::to_string);
        (ids, next)
    }

    async fn in_order(&mut self, found: &Set) -> Result<(Vec<u64>, Option<String>), Error> {
        let levels = select::levels(self.conn, self.moment, self.question.kind, &self.question.order, found).await?;
        let after = if let Start::After(key) = &self.question.start { cursor::read(key, &levels) } else { None };
        let window = Window { after: after.as_ref(), skip: self.passed(), take: self.limit() + 1 };
        let mut ids = select::page(self.conn, self.moment, &levels, found, window).await?;
        let more = ids.len() > self.limit();
        ids.truncate(self.limit());
        let next = match ids.last() {
            Some(last) if more => Some(cursor::write(self.conn, *last, &levels).await?),
            _ => None,
        };
        Ok((ids, next))
    }

    fn limit(&self) -> usize {
        self.question.limit as usize
    }

    fn passed(&self) -> usize {
        usize::try_from(page::offset(&self.question.start, self.question.limit)).unwrap_or(usize::MAX)
    }

    async fn heads(&mut self, ids: Vec<u64>) -> Result<Vec<Head>, Error> {
        let ids: Vec<i64> = ids.into_iter().map(u64::cast_signed).collect();
        let [rows] = round::run(self.conn, [heads::by_id(ids.clone())]).await?;
        let mut found = HashMap::with_capacity(rows.len());
        for row in &rows {
            let head = heads::head(row)?;
            found.insert(head.id, head);
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }
}
