//! Asking, and holding the answer against the truth.

use app::{App, Failure};
use model::problem::Kind;
use model::query::{Heads, Query, Start};

use super::draw::Draw;
use super::truth::{Answer, Truth};

/// Steps of a walk at most: where it would take more, its pages are larger.
const STEPS: usize = 6;

/// Asks for the first page, for pages at any depth, for the total alone, and walks by cursor. Panics with the
/// query, what was expected and what came.
pub async fn check(app: &App, truth: &Truth, query: &Query, draw: &mut Draw, about: &str) {
    let Some(expected) = truth.answer(query) else { return refused(app, query, about).await };
    let case = Case { truth, query, expected: &expected, about };
    let pages = expected.ids.len().div_ceil(query.limit as usize);
    let deep = draw.below(pages + 2) + 1;
    let limits = if draw.one_in(4) { [query.limit, 0] } else { [query.limit, query.limit] };
    for (page, limit) in [1, deep].into_iter().zip(limits) {
        let start = Start::Page(u32::try_from(page).unwrap());
        let from = ((page - 1) * limit as usize).min(expected.ids.len());
        case.hold(from, limit, &ask(app, &Query { start, limit, ..query.clone() }).await);
    }
    if draw.one_in(4) {
        case.walk(app).await;
    }
}

/// Holds one answer against the truth of its moment.
pub fn hold(truth: &Truth, query: &Query, heads: Heads, about: &str) {
    let expected = truth.answer(query).expect("a good query");
    let from = match query.start {
        Start::Page(page) => (page as usize - 1) * query.limit as usize,
        Start::After(_) | Start::Offset(_) => panic!("a page by its number"),
    };
    let from = from.min(expected.ids.len());
    Case { truth, query, expected: &expected, about }.hold(from, query.limit, &Ok(heads));
}

pub async fn ask(app: &App, query: &Query) -> Result<Heads, Failure> {
    Ok(app.heads(query.clone()).await?.0)
}

async fn refused(app: &App, query: &Query, about: &str) {
    match ask(app, query).await {
        Err(Failure::Problem(problem)) => assert_eq!(problem.kind, Kind::Malformed, "{about}: {query:?}"),
        other => panic!("{about}: {query:?}\nexpected a refusal; got {other:?}"),
    }
}

struct Case<'a> {
    truth: &'a Truth,
    query: &'a Query,
    expected: &'a Answer,
    about: &'a str,
}

impl Case<'_> {
    async fn walk(&self, app: &App) {
        let least = u32::try_from(self.expected.ids.len().div_ceil(STEPS)).unwrap();
        let limit = self.query.limit.max(least);
        let (mut from, mut next) = (0, Some(String::new()));
        while let Some(key) = next {
            let heads = ask(app, &Query { start: Start::After(key), limit, ..self.query.clone() }).await;
            self.hold(from, limit, &heads);
            from += limit as usize;
            next = heads.unwrap().next;
        }
        assert!(from >= self.expected.ids.len(), "{}: the walk ends at {from}: {:?}", self.about, self.query);
    }

    /// Holds one page against the truth.
    fn hold(&self, from: usize, limit: u32, answer: &Result<Heads, Failure>) {
        let Self { truth, query, expected, about } = self;
        let rest = &expected.ids[from..];
        let wanted = &rest[..rest.len().min(limit as usize)];
        let place = format!("{about}: {query:?}\nfrom {from}, limit {limit}");
        let heads = answer.as_ref().unwrap_or_else(|failure| panic!("{place}: {failure:?}"));
        let found: Vec<i64> = heads.heads.iter().map(|head| head.id).collect();
        let (wanted_codes, found_codes) = (truth.codes(wanted), truth.codes(&found));
        assert!(found == wanted, "{place}\nexpected {wanted_codes:?}\nfound    {found_codes:?}");
        assert!(heads.heads.iter().map(|head| head.code.as_str()).eq(found_codes), "{place}: other codes");
        assert_eq!(heads.total, expected.ids.len() as u64, "{place}: the total");
        assert_eq!(heads.next.is_some(), limit > 0 && rest.len() > wanted.len(), "{place}: what follows");
        let facets: Vec<_> = heads.facets.iter().map(|facet| truth.told(facet)).collect();
        assert_eq!(expected.facets, facets, "{place}: expected and found facets");
        assert!(heads.facets.iter().map(|facet| &facet.of).eq(&query.facets), "{place}: other facets");
    }
}
