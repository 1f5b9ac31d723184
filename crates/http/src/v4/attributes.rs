//! `/eav-attributes` (v4.md 11).

use model::attribute::AttributeType;
use model::command::{AttributeFields, DefinitionFields};
use model::schema::{Attribute, AttributeSet, Definition, DefinitionKind, MeasureFamily};
use serde_json::{Value, json};

use super::asked::Asked;
use super::body::Body;
use super::definitions::{Call, Definitions, label};
use super::kinds;
use super::printer::{Moment, Printer};

/// The resource.
pub struct Attributes;

impl Definitions for Attributes {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::Attribute
    }

    fn path(&self) -> &'static str {
        "/eav-attributes"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code", "type", "object_type", "name"]
    }

    fn is_listed(&self, asked: &Asked, definition: &Definition) -> bool {
        let Some(attribute) = definition.says::<Attribute>() else { return false };
        let assists = asked.text("assist").is_none_or(|assist| assist == "0" || assist == "false");
        let is = |name: &str, holds: &dyn Fn(&str) -> bool| asked.text(name).is_none_or(holds);
        let codes = asked.codes("codes");
        (assists || attribute.kind.is_list())
            && is("document_type_code", &|code| attribute.document_type.as_deref() == Some(code))
            && is("object_type", &|name| kinds::name(attribute.object_type) == name)
            && is("type", &|name| AttributeType::from_name(name) == Some(attribute.kind))
            && is("attribute_set_code", &|code| {
                asked.schema.get::<AttributeSet>(code).is_some_and(|(_, set)| set.lists(&definition.code))
            })
            && (codes.is_empty() || codes.contains(&definition.code))
    }

    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields {
        DefinitionFields::Attribute(Box::new(AttributeFields {
            object_type: body.text("object_type").map(kinds::read),
            document_type: body.reference("document_type_code"),
            link_type: body.reference("link_type_code"),
            kind: body.text("type"),
            name: label(body.text("name"), call.culture),
            description: label(body.text("description"), call.culture),
            is_localizable: body.switch("localized"),
            is_inherited: body.switch("inheritable"),
            is_required: body.switch("required"),
            is_unique: body.switch("unique"),
            is_read_only: body.switch("read_only"),
            section: body.reference("attribute_group_code"),
            sequence: body.integer("position"),
            constraints: body.input("constraints"),
            measure_family: body.reference("measure_family_code"),
            default_value: body.input("default_value"),
            keeps_type: true,
            ..AttributeFields::default()
        }))
    }

    fn row(&self, printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(attribute) = definition.says::<Attribute>() else { return Value::Null };
        let family = attribute.measure_family.as_deref();
        let unit = family.and_then(|code| printer.schema.get::<MeasureFamily>(code));
        let all = printer.schema.all(DefinitionKind::AttributeSet);
        let lists = |set: &&std::sync::Arc<Definition>| {
            set.says::<AttributeSet>().is_some_and(|own| own.lists(&definition.code))
        };
        let sets: Vec<&str> = all.filter(lists).map(|set| set.code.as_str()).collect();
        json!({
            "id": definition.id,
            "code": definition.code,
            "name": printer.label_or(&attribute.name, &definition.code),
            "type": type_name(attribute.kind),
            "object_type": kinds::name(attribute.object_type),
            "document_type_code": attribute.document_type,
            "link_type_code": attribute.link_type,
            "attribute_sets": sets,
            "attribute_group_code": attribute.section,
            "localized": attribute.is_localizable,
            "required": attribute.is_required,
            "inheritable": attribute.is_inherited,
            "unique": attribute.is_unique,
            "multiple": attribute.kind == AttributeType::Multiselect,
            "read_only": attribute.is_read_only,
            "unit": unit.map(|(_, family)| family.base_unit.as_str()),
            "position": attribute.sequence,
            "description": printer.label(&attribute.description),
            "created_at": Moment(definition.created.at),
            "updated_at": Moment(definition.updated.at),
        })
    }
}

/// v4's word for a type.
fn type_name(kind: AttributeType) -> &'static str {
    if kind == AttributeType::Multiline { "textarea" } else { kind.name() }
}
