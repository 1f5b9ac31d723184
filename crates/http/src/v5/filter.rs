//! Which members of a list are wanted: the filters of a query string (v5.md 1.9, part 2).
//!
//! Different filters must all match, of the repeats of one any. Names that the list doesn't know
//! are ignored, as API Platform does; unknown operators and attributes are refused.

pub mod attributes;
mod condition;
mod groups;
pub mod moment;
pub mod names;
mod term;
mod test;
pub mod webhooks;

use model::object::ObjectKind;
use model::problem::Problem;
use model::query::{AttributeName, CompletenessName, Filter};

use crate::params::Params;
use term::Term;

pub use groups::of as of_json;
pub use test::OPERATORS;

/// What a query string wants of a list of that kind. Errors: `Malformed`.
pub fn read(kind: ObjectKind, params: &Params) -> Result<Filter, Problem> {
    let mut all = Vec::new();
    for term in Term::all(params) {
        all.extend(condition::of(kind, &term)?);
    }
    let groups: Vec<_> = params.all("filter").map(|text| groups::read(kind, text)).collect::<Result<_, _>>()?;
    if !groups.is_empty() {
        all.push(Filter::Any(groups));
    }
    Ok(if all.len() == 1 { all.remove(0) } else { Filter::All(all) })
}

/// Errors: `Malformed` for a parameter that is neither a filter of lists of that kind nor one of `others`: what is
/// written shouldn't be more than was meant.
pub fn check_known(kind: ObjectKind, params: &Params, others: &[&str]) -> Result<(), Problem> {
    for term in Term::all(params).iter().filter(|term| !others.contains(&term.name.as_str())) {
        if condition::of(kind, term)?.is_none() {
            return Err(term.bad(&format!("a filter or one of {}", others.join(", ")), &term.name));
        }
    }
    Ok(())
}

/// The attribute, and the locale or currency if there is one, that a filter, an order or a facet names:
/// `attributes.{code}`, `attributes.{code}.{locale}`, `attributes.{code}.{currency}`.
pub fn attribute(name: &str) -> Option<AttributeName> {
    let path = name.strip_prefix("attributes.")?;
    let (code, part) = path.split_once('.').map_or((path, None), |(code, part)| (code, Some(part.to_owned())));
    Some(AttributeName { code: code.to_owned(), part })
}

/// The indicator and the locale that a filter or an order names: `completeness[{indicator}][{locale}]`.
pub fn completeness(name: &str) -> Option<CompletenessName> {
    let (indicator, locale) = name.strip_prefix("completeness[")?.strip_suffix(']')?.split_once("][")?;
    Some(CompletenessName { indicator: indicator.to_owned(), locale: locale.to_owned() })
}

#[cfg(test)]
mod tests;
