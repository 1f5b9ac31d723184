//! `/api/predefined-values` (v5.md 3.4): addressed by `attribute={attribute};code={code}`.

use app::Failure;
use app::items::{Family, Item};
use futures_util::FutureExt;
use model::changes::Entity;
use model::command::{Action, OnUse, Patch, PutValue};
use model::problem::{Field, Problem, Violation};
use model::query::{Start, Subject, ValuePage, ValueQuery};
use model::schema::PredefinedValue;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::collection::{Answering, Chunk, Collection, Reading, Served, Terms, other_family};
use super::describe::schema_of;
use super::filter::names::{FilterName, Takes};
use super::jsonld::{ATTRIBUTE, Class, PREDEFINED_VALUE, Reference};
use super::resource::{Reach, Resource, Thing, Wish};
use super::shape::Fields;
use super::values::{Names, Printer, Stamps};
use super::view::Asked;
use crate::AppState;

/// The resource.
pub struct PredefinedValues;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct PredefinedValueOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// The attribute whose list it is in.
    attribute: Reference<'a>,
    /// Its code in that list.
    code: &'a str,
    /// Its name by locale.
    name: Names<'a>,
    /// Its place in the list.
    sequence: i64,
    /// Whether it is in use.
    is_active: bool,
    /// Values of its attributes.
    attributes: serde_json::Value,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for PredefinedValues {
    type Thing = PredefinedValue;

    const CLASS: Class = PREDEFINED_VALUE;
    const KIND: () = ();
    const OWNER: &'static str = "attribute.id";
    // Either `id`, or `attribute` and `code`.
    const REQUIRED: &'static [&'static str] = &[];
    const FIXED: &'static [&'static str] = &["id", "attribute", "code"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (attribute, code) = identity(wish, body)?;
        let put = PutValue {
            attribute,
            code,
            mode: wish.mode,
            body_code: None,
            name: body.labels("name"),
            sequence: body.integer("sequence"),
            active: body.switch("isActive"),
        };
        body.unsupported(&["attributes"]);
        Ok(Action::PutValue(put))
    }

    fn printed() -> schemars::Schema {
        schema_of::<PredefinedValueOut<'_>>()
    }

    fn print(printer: Printer<'_>, value: &PredefinedValue) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&PredefinedValueOut {
            this: printer.reference(PREDEFINED_VALUE, composite(&value.attribute, &value.code)),
            legacy_id: value.id,
            attribute: printer.reference(ATTRIBUTE, value.attribute.as_str()),
            code: &value.code,
            name: printer.labels(&value.labels),
            sequence: value.sequence,
            is_active: value.active,
            attributes: json!({}),
            stamps: Stamps::new(&value.created, &value.updated),
        })
    }
}

/// The id of a value of an attribute.
pub fn composite(attribute: &str, code: &str) -> String {
    format!("attribute={attribute};code={code}")
}

/// The attribute and the code in an id.
fn parts(id: &str) -> Option<(&str, &str)> {
    id.strip_prefix("attribute=")?.split_once(";code=")
}

/// Attribute and code: the path's, else those of `attribute` and `code`, else those of `id`.
/// What is missing is left to the core; what says otherwise than the rest is refused.
fn identity(wish: &Wish<'_>, body: &mut Fields) -> Result<(String, String), Problem> {
    let own = |(attribute, code): (&str, &str)| (attribute.to_owned(), code.to_owned());
    let id = body.text("id");
    let attribute = body.reference("attribute", ATTRIBUTE, Field::Owner);
    let code = body.text("code");
    let named = match (wish.id, id.value()) {
        (Some(path), _) => Some(parts(path).map(own).ok_or_else(|| missing(path))?),
        (None, Some(id)) => parts(id).map(own),
        (None, None) => None,
    };
    let mut differs = |said: Option<&String>, known: &str, field| {
        if let Some(said) = said.filter(|said| *said != known) {
            body.violate(Violation::new(field, "different", format!("Expected \"{known}\"; got \"{said}\".")));
        }
    };
    let Some((known_attribute, known_code)) = named else {
        if let Patch::Value(id) = &id {
            body.violate(Violation::new(Field::Code, "bad_code", malformed(id)));
        }
        return Ok((attribute.value().cloned().unwrap_or_default(), code.value().cloned().unwrap_or_default()));
    };
    differs(id.value(), &composite(&known_attribute, &known_code), Field::Code);
    differs(attribute.value(), &known_attribute, Field::Owner);
    differs(code.value(), &known_code, Field::Property("code"));
    Ok((known_attribute, known_code))
}

fn malformed(id: &str) -> String {
    format!("Expected attribute=ATTRIBUTE;code=CODE; got \"{id}\".")
}

fn missing(id: &str) -> Problem {
    Problem::not_found("predefined value", id)
}

impl Thing for PredefinedValue {
    type Kind = ();

    fn of(item: Item<'_>) -> Option<&Self> {
        match item {
            Item::Value(own) => Some(own),
            _ => None,
        }
    }

    fn rev(&self) -> i64 {
        self.rev
    }
}

impl Collection for Served<PredefinedValue> {
    fn terms(&self) -> &Terms {
        &self.terms
    }

    fn family(&self) -> Family {
        Family::Values
    }

    fn filters(&self) -> Vec<FilterName> {
        vec![FilterName { name: "attribute.id", takes: Takes::Ids, words: "It is in the list of this attribute." }]
    }

    fn has_history(&self) -> bool {
        true
    }

    fn subject(&self, id: &str) -> Option<Subject> {
        parts(id).map(|(attribute, code)| Subject::Value { attribute: attribute.into(), code: code.into() })
    }

    fn delete(&self, id: &str, _reach: Reach) -> Result<Action, Problem> {
        let (attribute, code) = parts(id).ok_or_else(|| missing(id))?;
        Ok(Action::DeleteValue { attribute: attribute.into(), code: code.into(), on_use: OnUse::Clear })
    }

    fn print(&self, printer: Printer<'_>, item: Item<'_>) -> Result<Vec<u8>, Failure> {
        printer.item(self, item)
    }

    fn one<'a>(&'static self, state: &'a AppState, asked: &'a Asked, id: &'a str) -> Answering<'a> {
        async move {
            let (attribute, code) = parts(id).ok_or_else(|| missing(id))?;
            let value = state.app.value(&asked.actor.rights, attribute, code).await?;
            self.plain(state, asked, &value).await
        }
        .boxed()
    }

    fn written<'a>(&'static self, state: &'a AppState, asked: &'a Asked, entity: Entity) -> Answering<'a> {
        async move {
            let Entity::Value(value) = entity else { return Err(other_family(&entity)) };
            self.plain(state, asked, &value).await
        }
        .boxed()
    }

    fn chunk<'a>(&'static self, state: &'a AppState, asked: &'a Asked, start: Start, limit: u32) -> Reading<'a> {
        async move {
            let query = ValueQuery {
                attributes: asked.params.all(self.terms.owner).map(str::to_owned).collect(),
                start,
                limit,
                rights: asked.actor.rights.clone(),
            };
            let (ValuePage { values, total, next }, schema) = state.app.values(query).await?;
            Ok(Chunk { members: self.print_plain(asked, &schema, values.iter())?, total: Some(total), next })
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests;
