//! `/api/attributes` (v5.md 3.1).

use model::attribute::{AttributeType, Pattern};
use model::command::{Action, AttributeFields, DefinitionFields, Patch, PutDefinition};
use model::object::ObjectKind;
use model::problem::{Field, Problem};
use model::schema::{Constraints, Definition, DefinitionKind, Spec};
use serde::Serialize;

use super::definitions::mismatch;
use super::jsonld::{ATTRIBUTE, Class, DOCUMENT_TYPE, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Exact, Names, Printer, Stamps};

/// The resource.
pub struct Attributes;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AttributeOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    legacy_id: i64,
    object_type: ObjectKind,
    document_type: Option<Reference<'a>>,
    link_type: (),
    r#type: AttributeType,
    name: Names<'a>,
    description: Names<'a>,
    is_localizable: bool,
    is_inherited: bool,
    is_required: bool,
    is_unique: bool,
    is_read_only: bool,
    is_hidden: bool,
    is_filterable: bool,
    is_searchable: bool,
    section: (),
    sequence: i64,
    default_value: (),
    constraints: ConstraintsOut<'a>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ConstraintsOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_value: Option<Exact<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_value: Option<Exact<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    regex: Option<&'a str>,
}

impl Resource for Attributes {
    type Thing = Definition;

    const CLASS: Class = ATTRIBUTE;
    const KIND: DefinitionKind = DefinitionKind::Attribute;

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = AttributeFields {
            object_type: body.text("objectType"),
            document_type: document_type(body),
            kind: body.text("type"),
            name: body.labels("name"),
            description: body.labels("description"),
            is_localizable: body.switch("isLocalizable"),
            is_inherited: body.switch("isInherited"),
            is_required: body.switch("isRequired"),
            is_unique: body.switch("isUnique"),
            is_read_only: body.switch("isReadOnly"),
            is_hidden: body.switch("isHidden"),
            is_filterable: body.switch("isFilterable"),
            is_searchable: body.switch("isSearchable"),
            sequence: body.integer("sequence"),
            constraints: body.input("constraints"),
        };
        body.unsupported(&["linkType", "section", "defaultValue"]);
        let fields = DefinitionFields::Attribute(Box::new(fields));
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let Spec::Attribute(attribute) = &definition.spec else { return Err(mismatch(definition)) };
        serde_json::to_vec(&AttributeOut {
            this: printer.reference(ATTRIBUTE, definition.code.as_str()),
            legacy_id: definition.id,
            object_type: attribute.object_type,
            document_type: attribute.document_type.as_ref().map(|code| printer.reference(DOCUMENT_TYPE, code.as_str())),
            link_type: (),
            r#type: attribute.kind,
            name: printer.labels(&attribute.name),
            description: printer.labels(&attribute.description),
            is_localizable: attribute.is_localizable,
            is_inherited: attribute.is_inherited,
            is_required: attribute.is_required,
            is_unique: attribute.is_unique,
            is_read_only: attribute.is_read_only,
            is_hidden: attribute.is_hidden,
            is_filterable: attribute.is_filterable,
            is_searchable: attribute.is_searchable,
            section: (),
            sequence: attribute.sequence,
            default_value: (),
            constraints: ConstraintsOut::of(&attribute.constraints),
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}

/// `documentTypeCode` is the property's former name.
fn document_type(body: &mut Fields) -> Patch<String> {
    let former = body.text("documentTypeCode");
    match body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType) {
        Patch::Absent => former,
        named => named,
    }
}

impl<'a> ConstraintsOut<'a> {
    fn of(constraints: &'a Constraints) -> Self {
        Self {
            max_length: constraints.max_length,
            min_value: constraints.min_value.as_deref().map(Exact),
            max_value: constraints.max_value.as_deref().map(Exact),
            decimals: constraints.decimals,
            regex: constraints.regex.as_ref().map(Pattern::text),
        }
    }
}
