//! Paging: what part of a list is asked for, and the links to its neighbours (v5.md 1.8).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::problem::Problem;
use model::query::{DEFAULT_LIMIT, MAX_LIMIT, Start};

use super::jsonld::Class;
use crate::cache::fingerprint;
use crate::params::{Params, bad, name_of};

/// The part of a list that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// `pagination=false`: everything, without pages.
    pub all: bool,
    /// Members of a page; 0 asks for the total alone.
    pub limit: u32,
    /// The number of the page, from 1; with a cursor only a name that `next` links count on.
    pub page: u32,
    /// The decoded cursor, which rules over `page`.
    pub after: Option<String>,
    /// Tells the list and its order from others: a cursor of another one leads nowhere here.
    order: [u8; 4],
}

impl Paging {
    /// Errors: `Malformed` for a limit, page, cursor or switch that makes no sense.
    pub fn read(class: Class, params: &Params) -> Result<Self, Problem> {
        let limit = params.number("limit", u64::from(DEFAULT_LIMIT))?.min(u64::from(MAX_LIMIT));
        let page = number(params)?;
        let order = order(class, params);
        Ok(Self {
            all: !params.switch("pagination", true)?,
            limit: u32::try_from(limit).unwrap_or(MAX_LIMIT),
            page,
            after: params.get("cursor").map(|text| read_cursor(text, order)).transpose()?,
            order,
        })
    }

    /// The number of a page, from 1, and its members, of a list without cursors: as many as `most`, unless fewer are asked
    /// for. Errors: `Malformed`.
    pub fn plain(params: &Params, most: u32) -> Result<(u32, u32), Problem> {
        let limit = params.number("limit", u64::from(most))?.min(u64::from(most));
        let page = number(params)?;
        Ok((page, u32::try_from(limit).unwrap_or(most)))
    }

    /// Where the page begins.
    pub fn start(&self) -> Start {
        match &self.after {
            Some(key) => Start::After(key.clone()),
            None => Start::Page(self.page),
        }
    }
}

/// The number of the page that is asked for.
fn number(params: &Params) -> Result<u32, Problem> {
    match params.number("page", 1)? {
        0 => Err(bad("page", "a whole number from 1", "0")),
        page => Ok(u32::try_from(page).unwrap_or(u32::MAX)),
    }
}

/// What was asked for the order: without an order, the words of a search make it.
fn order(class: Class, params: &Params) -> [u8; 4] {
    let keys: Vec<_> = params.pairs().filter(|(name, _)| name.starts_with("order[")).collect();
    let search = params.get("search").filter(|_| keys.is_empty());
    let [a, b, c, d, ..] = fingerprint(&(class.path, keys, search));
    [a, b, c, d]
}

/// A cursor is the mark of the order and a key; "" is before all.
fn read_cursor(text: &str, order: [u8; 4]) -> Result<String, Problem> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let key = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| {
        let key = bytes.strip_prefix(&order)?;
        String::from_utf8(key.to_vec()).ok()
    });
    let expected = "a cursor from a next link of this list in this order, or nothing";
    key.filter(|key| !key.contains('\0')).ok_or_else(|| bad("cursor", expected, text))
}

fn write_cursor(key: &str, order: [u8; 4]) -> String {
    URL_SAFE_NO_PAD.encode([&order, key.as_bytes()].concat())
}

/// The addresses of a page and its neighbours: paths from the host's root that keep all other parameters.
#[derive(Debug, Clone)]
pub struct Links {
    /// The page itself.
    pub this: String,
    /// The first page; absent where no page has members.
    pub first: Option<String>,
    /// The last page, likewise.
    pub last: Option<String>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after, if more follows: by number and, ruling, by cursor.
    pub next: Option<String>,
}

impl Links {
    /// Where the total isn't counted, no page is the last, and none is known to be before. `query` is the raw query string of the request, `next` the key of the page's last member if more follow.
    pub fn new(path: &str, query: &str, paging: &Paging, total: Option<u64>, next: Option<&str>) -> Self {
        let kept: Vec<&str> = query
            .split('&')
            .filter(|part| !part.is_empty() && !matches!(name_of(part).as_str(), "page" | "cursor"))
            .collect();
        let base = if kept.is_empty() { format!("{path}?") } else { format!("{path}?{}&", kept.join("&")) };
        let at = |page: u64| format!("{base}page={page}");
        let cursor = |key: &str| if key.is_empty() { String::new() } else { write_cursor(key, paging.order) };
        let page = u64::from(paging.page);
        let has_pages = paging.limit > 0;
        let last = total.filter(|_| has_pages).map(|total| total.div_ceil(u64::from(paging.limit)).max(1));
        Self {
            this: match &paging.after {
                Some(key) => format!("{}&cursor={}", at(page), cursor(key)),
                None => at(page),
            },
            first: has_pages.then(|| at(1)),
            last: last.map(at),
            previous: last.filter(|_| page > 1).map(|last| at(last.min(page - 1))),
            next: next.map(|key| format!("{}&cursor={}", at(page + 1), cursor(key))),
        }
    }

    /// The value of a `Link` header (RFC 8288).
    pub fn header(&self) -> String {
        let named = [("first", &self.first), ("prev", &self.previous), ("next", &self.next), ("last", &self.last)];
        let links = named.iter().filter_map(|(rel, link)| Some(format!("<{}>; rel=\"{rel}\"", link.as_ref()?)));
        links.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests;
