//! In which order a list comes: `order[field]=asc|desc`, several in the order given (v5.md 1.9).

use model::file::Fact;
use model::object::ObjectKind;
use model::problem::Problem;
use model::query::{Sort, SortBy};

use super::filter::{attribute, completeness};
use crate::params::{Params, bad};

/// What a query string asks for; empty: the list's own order. Unknown fields are ignored; of the repeats
/// of one the last says the direction. Errors: `Malformed` for what is no direction.
pub fn read(kind: ObjectKind, params: &Params) -> Result<Vec<Sort>, Problem> {
    let order = directions(params, |field| sort_by(kind, field))?;
    Ok(order.into_iter().map(|(by, descending)| Sort { by, descending }).collect())
}

/// What is to be compared, in turn, and whether from the last to the first; `by` knows the fields.
pub fn directions<B: PartialEq>(params: &Params, by: impl Fn(&str) -> Option<B>) -> Result<Vec<(B, bool)>, Problem> {
    let mut order: Vec<(B, bool)> = Vec::new();
    for (key, value) in params.pairs() {
        let field = key.strip_prefix("order[").and_then(|rest| rest.strip_suffix(']'));
        let Some(by) = field.and_then(&by) else { continue };
        let descending = match value.to_ascii_lowercase().as_str() {
            "asc" => false,
            "desc" => true,
            _ => return Err(bad(key, "asc or desc", value)),
        };
        match order.iter_mut().find(|(known, _)| *known == by) {
            Some((_, direction)) => *direction = descending,
            None => order.push((by, descending)),
        }
    }
    Ok(order)
}

fn sort_by(kind: ObjectKind, field: &str) -> Option<SortBy> {
    match field {
        "id" => Some(SortBy::Code),
        "dateCreated" => Some(SortBy::Created),
        "dateModified" => Some(SortBy::Updated),
        "sequence" if !matches!(kind, ObjectKind::Document | ObjectKind::Asset) => Some(SortBy::Sequence),
        _ if kind == ObjectKind::Document && field.starts_with("completeness[") => {
            completeness(field).map(SortBy::Completeness)
        }
        _ => match Fact::from_property(field).filter(|_| kind == ObjectKind::Asset) {
            Some(fact) => Some(SortBy::File(fact)),
            None => attribute(field).map(SortBy::Attribute),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_keep_their_order() {
        let name = |code: &str, part: Option<&str>| {
            SortBy::Attribute(model::query::AttributeName { code: code.into(), part: part.map(str::to_owned) })
        };
        let web = model::query::CompletenessName { indicator: "web".into(), locale: "en_GB".into() };
        let cases = [
            ("", vec![]),
            ("order[dateCreated]=asc&order[id]=desc", vec![(SortBy::Created, false), (SortBy::Code, true)]),
            ("order%5Battributes.name.fr_FR%5D=DESC", vec![(name("name", Some("fr_FR")), true)]),
            (
                "order[attributes.w]=asc&order[id]=asc&order[attributes.w]=desc",
                vec![(name("w", None), true), (SortBy::Code, false)],
            ),
            ("order[sequence]=asc&order[colour]=upwards&order=id", vec![]),
            ("order[completeness[web][en_GB]]=desc", vec![(SortBy::Completeness(web), true)]),
        ];
        for (query, expected) in cases {
            let order = read(ObjectKind::Document, &Params::parse(query).unwrap()).unwrap();
            let found: Vec<_> = order.into_iter().map(|sort| (sort.by, sort.descending)).collect();
            assert_eq!(found, expected, "{query}");
        }
        let problem = read(ObjectKind::Variant, &Params::parse("order[id]=up").unwrap()).unwrap_err();
        assert_eq!(problem.message, "Query parameter order[id]: expected asc or desc; got \"up\".");
    }
}
