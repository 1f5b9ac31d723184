//! The moment of which one asks what was then: `asOf`.

use model::moment::{self, EXPECTED};
use model::problem::{Field, Problem, Violation};

use super::shape::Fields;
use crate::params::{Params, bad};

/// The name of the parameter, and of the property.
pub const AS_OF: &str = "asOf";

/// The moment that a query names. Errors: `Malformed`.
pub fn as_of(params: &Params) -> Result<Option<i64>, Problem> {
    named(AS_OF, params)
}

/// The moment that a parameter of that name is. Errors: `Malformed`.
pub fn named(name: &str, params: &Params) -> Result<Option<i64>, Problem> {
    let Some(text) = params.get(name) else { return Ok(None) };
    moment::read(text).map(Some).ok_or_else(|| bad(name, EXPECTED, text))
}

/// The moment that a body names; one that can't be read is a violation.
pub fn in_body(body: &mut Fields) -> Option<i64> {
    let text = body.text(AS_OF);
    let text = text.value()?;
    let moment = moment::read(text);
    if moment.is_none() {
        let message = format!("This value should be {EXPECTED}; got \"{text}\".");
        body.violate(Violation::new(Field::Property(AS_OF), "bad_moment", message));
    }
    Some(moment.unwrap_or_default())
}

/// Errors: `Malformed` if a moment is named where only what is there now can be shown.
pub fn refuse(params: &Params) -> Result<(), Problem> {
    let expected = "nothing: only documents, variants, classifications, assets and links are shown as they stood";
    params.get(AS_OF).map_or(Ok(()), |text| Err(bad(AS_OF, expected, text)))
}
