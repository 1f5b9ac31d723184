//! `/api/tags` (v5.md 3.10).

use model::command::{Action, DefinitionFields, PutDefinition, TagFields};
use model::problem::{Field, Problem};
use model::schema::{Definition, DefinitionKind, Operator, Rule, Tag};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::value::RawValue;

use super::definitions::{Changing, mismatch};
use super::describe::{one_of, schema_of};
use super::jsonld::{ATTRIBUTE, Class, DOCUMENT_TYPE, Reference, TAG};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Names, Printer, Stamps};

/// The resource.
pub struct Tags;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct TagOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name by interface locale.
    name: Names<'a>,
    /// What it means.
    description: Option<&'a str>,
    /// The type of the documents that may have it.
    document_type: Reference<'a>,
    /// Its colour, as `#RRGGBB`.
    color: &'a str,
    /// Whether new documents have it that say nothing of tags.
    is_default: bool,
    /// What must hold for a document to have it, all of them; none: it is written by hand.
    rules: Vec<RuleOut<'a>>,
    /// While documents are made to follow a change, how many do.
    #[serde(skip_serializing_if = "Option::is_none")]
    changing: Option<Changing>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

#[derive(Serialize, JsonSchema)]
struct RuleOut<'a> {
    /// The attribute whose values are looked at.
    attribute: Reference<'a>,
    /// The locale in which they are; none: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<&'a str>,
    /// How they compare, as in the filter of that name.
    #[schemars(schema_with = "operators")]
    operator: Operator,
    /// With what: one, or a list of some for `in` and of two for `between`.
    #[schemars(with = "serde_json::Value")]
    value: &'a RawValue,
}

fn operators(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&Operator::ALL.iter().map(|operator| operator.name()).collect::<Vec<_>>())
}

impl Resource for Tags {
    type Thing = Definition;

    const CLASS: Class = TAG;
    const KIND: DefinitionKind = DefinitionKind::Tag;
    const REQUIRED: &'static [&'static str] = &["id", "name", "documentType", "color"];
    const FIXED: &'static [&'static str] = &["id", "documentType"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::Tag(TagFields {
            name: body.labels("name"),
            description: body.text("description"),
            document_type: body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType),
            color: body.text("color"),
            is_default: body.switch("isDefault"),
            rules: body.input("rules"),
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<TagOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let tag: &Tag = definition.says().ok_or_else(|| mismatch(definition))?;
        serde_json::to_vec(&TagOut {
            this: printer.reference(TAG, definition.code.as_str()),
            legacy_id: definition.id,
            name: printer.labels(&tag.name),
            description: tag.description.as_deref(),
            document_type: printer.reference(DOCUMENT_TYPE, tag.document_type.as_str()),
            color: &tag.color,
            is_default: tag.is_default,
            rules: tag.rules.iter().map(|rule| RuleOut::of(printer, rule)).collect::<serde_json::Result<_>>()?,
            changing: Changing::of(printer.schema, definition),
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}

impl<'a> RuleOut<'a> {
    fn of(printer: Printer<'a>, rule: &'a Rule) -> serde_json::Result<Self> {
        Ok(Self {
            attribute: printer.reference(ATTRIBUTE, rule.attribute.as_str()),
            locale: rule.locale.as_deref(),
            operator: rule.operator,
            value: serde_json::from_str(&rule.value)?,
        })
    }
}
