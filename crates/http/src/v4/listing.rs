//! Lists in pages: E1 (v4.md 2).

use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use model::problem::Problem;
use model::query::Start;
use serde::Serialize;

use super::asked::{Asked, CULTURE};
use super::envelope::{escaped, json};
use crate::errors::Refusal;
use crate::params::bad;

/// Members of a page where nothing is said.
const LIMIT: u32 = 20;
/// Most members of a page.
const MAX_LIMIT: u32 = 200;
/// Options of every list; after its own, unless it has them elsewhere.
const SHARED: [&str; 7] = ["codes", "active", "created_at", "updated_at", "fields", "sort", "dir"];

/// The part of a list that is asked for.
pub struct Page {
    number: u32,
    /// Members of a page.
    pub limit: u32,
}

impl Page {
    /// Errors: `Malformed` for what is no whole number from 1.
    pub fn read(asked: &Asked) -> Result<Self, Problem> {
        let from_one = |name, default| match asked.params.number(name, u64::from(default))? {
            0 => Err(bad(name, "a whole number from 1", "0")),
            number => Ok(u32::try_from(number).unwrap_or(u32::MAX)),
        };
        Ok(Self { number: from_one("page", 1)?, limit: from_one("limit", LIMIT)?.min(MAX_LIMIT) })
    }

    /// Where it begins.
    pub fn start(&self) -> Start {
        Start::Page(self.number)
    }

    /// The answer. `path`: from the resource on; `always`: options that every link names, with what they are unless
    /// the request says otherwise; `options`: those of its own that a link names if the request did.
    pub fn answer(
        &self,
        asked: &Asked,
        path: &str,
        (always, options): (&[(&'static str, &'static str)], &[&'static str]),
        members: &[Bytes],
        total: u64,
    ) -> Result<Response, Refusal> {
        let rest = rest(asked, always, options)?;
        let last = total.div_ceil(u64::from(self.limit)).max(1);
        let at = |page: u64| format!("{}{path}?page={page}&limit={}{rest}", asked.base, self.limit);
        let page = u64::from(self.number);
        let links = Links {
            first: at(1),
            previous: (page > 1).then(|| at(last.min(page - 1))),
            next: (page < last).then(|| at(page + 1)),
            last: at(last),
        };
        let links = serde_json::to_string(&links).map_err(|error| Refusal::Internal(Box::new(error)))?;
        let mut body = format!("{{\"links\":{links},\"success\":true,\"total\":{total},\"response\":[");
        for (position, member) in members.iter().enumerate() {
            if position > 0 {
                body.push(',');
            }
            body.push_str(&String::from_utf8_lossy(member));
        }
        body.push_str("]}");
        Ok(json(StatusCode::OK, body))
    }
}

#[derive(Serialize)]
struct Links {
    first: String,
    previous: Option<String>,
    next: Option<String>,
    last: String,
}

fn add(query: &mut String, name: &str, value: &str) {
    query.extend(["&", name, "=", &escaped(value)]);
}

/// What follows page and limit in a link.
fn rest(asked: &Asked, always: &[(&'static str, &'static str)], options: &[&'static str]) -> Result<String, Problem> {
    let mut rest = format!("&{CULTURE}={}", escaped(&asked.culture()?));
    for (name, default) in always {
        let given = rest.len();
        // A switch is printed as it is documented, however it was sent.
        add_given(&mut rest, asked, name, if default.is_empty() { as_it_is } else { as_digit });
        if rest.len() == given {
            add(&mut rest, name, default);
        }
    }
    let shared = SHARED.iter().filter(|name| !options.contains(name));
    for name in options.iter().chain(shared) {
        add_given(&mut rest, asked, name, as_it_is);
    }
    Ok(rest)
}

/// An option as the request has it, in brackets or without.
fn add_given(query: &mut String, asked: &Asked, name: &str, print: fn(&str) -> &str) {
    for (key, value) in asked.params.pairs() {
        let Some(part) = key.strip_prefix(name) else { continue };
        let inner = part.strip_prefix('[').and_then(|part| part.strip_suffix(']'));
        match inner {
            None if part.is_empty() => add(query, name, print(value)),
            Some(inner) => add(query, &format!("{name}[{}]", escaped(inner)), print(value)),
            None => {}
        }
    }
}

fn as_it_is(value: &str) -> &str {
    value
}

fn as_digit(value: &str) -> &str {
    match value {
        "true" => "1",
        "false" => "0",
        other => other,
    }
}
