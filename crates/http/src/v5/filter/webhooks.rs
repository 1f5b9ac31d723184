//! The filters of lists of webhooks (v5.md 4.1).

use model::problem::Problem;
use model::schema::{Definition, Webhook};

use super::names::{FilterName, Takes, name};
use super::term::Term;
use crate::params::Params;

/// What lists of webhooks are filtered by.
pub const NAMES: &[FilterName] = &[
    name("id", Takes::Ids, "It has this id."),
    name("name", Takes::Text, "It has exactly this name."),
    name("active", Takes::Switch, "It is active, or isn't."),
];

/// The filters among the parameters. Errors: `Malformed`.
pub fn read(params: &Params) -> Result<Vec<Term>, Problem> {
    let mut terms = Term::all(params);
    terms.retain(|term| NAMES.iter().any(|filter| filter.name == term.name));
    for term in &terms {
        term.plain()?;
        if term.name == "active" {
            term.switches()?;
        }
    }
    Ok(terms)
}

/// Whether a filter holds for a webhook.
pub fn holds(term: &Term, definition: &Definition) -> bool {
    let Some(webhook) = definition.says::<Webhook>() else { return false };
    match term.name.as_str() {
        "id" => term.values.contains(&definition.code),
        "name" => term.values.contains(&webhook.name),
        _ => term.switches().is_ok_and(|switches| switches.contains(&webhook.is_active)),
    }
}
