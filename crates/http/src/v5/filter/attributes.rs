//! The filters of lists of attributes (v5.md 3.1).

use model::index::has_words;
use model::problem::Problem;
use model::schema::{Attribute, Definition, Schema};

use super::names::{FilterName, Takes, name};
use super::term::Term;
use crate::params::Params;

/// What lists of attributes are filtered by.
pub const NAMES: &[FilterName] = &[
    name("id", Takes::Ids, "It has this id."),
    name("objectType", Takes::Ids, "Objects of this kind have it."),
    name("documentType.id", Takes::Ids, "It belongs to this document type."),
    name("type", Takes::Ids, "It is of this type."),
    name("isLocalizable", Takes::Switch, "It has a value for each locale, or one for all."),
    name("section.id", Takes::Ids, "It stands in this section."),
    name("attributeSets.id", Takes::Ids, "This attribute set lists it, for documents or for variants."),
    name("search", Takes::Text, "It has these words, or parts of words, in its id or a name."),
];

/// The filters among the parameters. Errors: `Malformed`.
pub fn read(params: &Params) -> Result<Vec<Term>, Problem> {
    let mut terms = Term::all(params);
    terms.retain(|term| NAMES.iter().any(|filter| filter.name == term.name));
    for term in &terms {
        term.plain()?;
        if term.name == "isLocalizable" {
            term.switches()?;
        }
    }
    Ok(terms)
}

/// Whether a filter holds for an attribute.
pub fn holds(term: &Term, definition: &Definition, schema: &Schema) -> bool {
    let Some(attribute) = definition.says::<Attribute>() else { return false };
    let is_one = |own: &str| term.values.iter().any(|value| value == own);
    let is_in = |own: &Option<String>| own.as_deref().is_some_and(is_one);
    match term.name.as_str() {
        "id" => is_one(&definition.code),
        "objectType" => is_one(attribute.object_type.name()),
        "documentType.id" => is_in(&attribute.document_type),
        "type" => is_one(attribute.kind.name()),
        "isLocalizable" => term.switches().is_ok_and(|switches| switches.contains(&attribute.is_localizable)),
        "section.id" => is_in(&attribute.section),
        "search" => {
            let told = std::iter::once(&definition.code).chain(attribute.name.values());
            term.values.iter().all(|asked| has_words(told.clone().map(String::as_str), asked))
        }
        _ => {
            let document_type = attribute.document_type.as_deref().into_iter();
            let mut sets = document_type.flat_map(|code| schema.sets_of(code));
            sets.any(|(set, own)| is_one(&set.code) && own.lists(&definition.code))
        }
    }
}
