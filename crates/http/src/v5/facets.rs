//! How often values occur in all that a list matches: `facets[]=attributes.brand`. Ours alone.

use std::collections::BTreeSet;

use model::attribute::{self, AttributeType};
use model::problem::Problem;
use model::query::{AttributeName, Facet};
use model::schema::Schema;
use model::value::Value;
use serde::Serialize;

use super::filter;
use super::negotiate::Format;
use super::values::{Printer, Shown};
use super::view::Asked;
use crate::params::bad;

#[derive(Serialize)]
struct FacetOut<'a> {
    attribute: &'a str,
    locale: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'a str>,
    values: Vec<CountOut<'a>>,
    missing: u64,
    more: bool,
}

#[derive(Serialize)]
struct CountOut<'a> {
    value: Shown<'a>,
    count: u64,
}

/// The attributes whose values a request wants counted. Errors: `Malformed` for what is no attribute,
/// and in formats that have no place for counts.
pub fn read(asked: &Asked) -> Result<Vec<AttributeName>, Problem> {
    let of = |text: &str| {
        filter::attribute(text).ok_or_else(|| bad("facets[]", "attributes.{code} or attributes.{code}.{locale}", text))
    };
    let facets: Vec<_> = asked.params.all("facets").map(of).collect::<Result<_, _>>()?;
    if !facets.is_empty() && asked.view.format != Format::Ld {
        return Err(bad("facets[]", "Accept: application/ld+json", asked.view.format.content_type()));
    }
    Ok(facets)
}

/// The predefined values that facets name, by attribute and code.
pub fn named(facets: &[Facet], schema: &Schema) -> BTreeSet<(String, String)> {
    let mut named = BTreeSet::new();
    for facet in facets {
        let Some(kind) = kind(schema, facet) else { continue };
        let codes = facet.counts.iter().flat_map(|(value, _)| attribute::codes(value, kind));
        named.extend(codes.map(|code| (facet.of.code.clone(), code.clone())));
    }
    named
}

/// Prints facets, as JSON. One whose attribute is gone by now is left out.
pub fn print(printer: Printer<'_>, facets: &[Facet]) -> serde_json::Result<String> {
    let out: Vec<_> = facets.iter().filter_map(|facet| shown(printer, facet)).collect();
    serde_json::to_string(&out)
}

/// The type that the values of a facet have: it counts each code of a list by itself.
fn kind(schema: &Schema, facet: &Facet) -> Option<AttributeType> {
    match schema.attribute(&facet.of.code)?.kind {
        AttributeType::Multiselect => Some(AttributeType::Select),
        kind => Some(kind),
    }
}

fn shown<'a>(printer: Printer<'a>, facet: &'a Facet) -> Option<FacetOut<'a>> {
    let code = facet.of.code.as_str();
    let kind = kind(printer.schema, facet)?;
    let attribute = printer.schema.attribute(code)?;
    let part = facet.of.part.as_deref();
    let counted = attribute.is_localizable.then(|| part.unwrap_or(printer.schema.default_locale()));
    let only = attribute.constraints.currencies.first().map(String::as_str);
    let count = |(value, count): &'a (Value, u64)| CountOut { value: printer.value(code, kind, value), count: *count };
    Some(FacetOut {
        attribute: code,
        locale: counted,
        currency: (kind == AttributeType::Price).then(|| part.or(only)).flatten(),
        values: facet.counts.iter().map(count).collect(),
        missing: facet.missing,
        more: facet.more,
    })
}
