//! `/document-types`, `/link-types`, `/attribute-groups`, `/cultures` (v4.md 12, 13, 15).

use model::command::{AttributeGroupFields, DefinitionFields, DocumentTypeFields, LinkTypeFields, LocaleFields, Patch};
use model::object::ObjectKind;
use model::schema::{Attribute, AttributeGroup, Definition, DefinitionKind, DocumentType, LinkType, Locale, Schema};
use serde_json::{Value, json};

use super::body::Body;
use super::definitions::{Call, Definitions, label};
use super::kinds;
use super::printer::{Moment, Printer};

/// `/document-types`.
pub struct DocumentTypes;

/// `/link-types`.
pub struct LinkTypes;

/// `/attribute-groups`.
pub struct AttributeGroups;

/// `/cultures`.
pub struct Cultures;

impl Definitions for DocumentTypes {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::DocumentType
    }

    fn path(&self) -> &'static str {
        "/document-types"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code", "name"]
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[("titleAttribute", "title_attribute_code"), ("hasVariants", "has_variants")]
    }

    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields {
        DefinitionFields::DocumentType(DocumentTypeFields {
            name: label(body.text("name"), call.culture),
            description: label(body.text("description"), call.culture),
            is_active: body.switch("active"),
            has_variants: body.switch("has_variants"),
            title_attribute: body.reference("title_attribute_code"),
            sequence: body.integer("position"),
        })
    }

    fn row(&self, printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(own) = definition.says::<DocumentType>() else { return Value::Null };
        json!({
            "id": definition.id,
            "code": definition.code,
            "name": printer.label_or(&own.name, &definition.code),
            "has_variants": own.has_variants,
            "title_attribute_code": own.title_attribute,
            "attributes": attributes(printer.schema, |attribute| attribute.document_type.as_ref() == Some(&definition.code)),
            "created_at": Moment(definition.created.at),
            "updated_at": Moment(definition.updated.at),
        })
    }
}

impl Definitions for LinkTypes {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::LinkType
    }

    fn path(&self) -> &'static str {
        "/link-types"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code", "name", "origin_type", "target_type"]
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("originType", "origin_type"),
            ("targetType", "target_type"),
            ("originDocumentTypes", "origin_document_type_codes"),
            ("targetDocumentTypes", "target_document_type_codes"),
            ("priority", "position"),
        ]
    }

    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields {
        DefinitionFields::LinkType(LinkTypeFields {
            name: label(body.text("name"), call.culture),
            origin_type: kinds::taken(body, "origin_type", &LinkType::ORIGINS),
            target_type: kinds::taken(body, "target_type", &LinkType::TARGETS),
            origin_document_types: body.references("origin_document_type_codes"),
            target_document_types: body.references("target_document_type_codes"),
            priority: body.integer("position"),
            is_active: body.switch("active"),
        })
    }

    fn row(&self, printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(own) = definition.says::<LinkType>() else { return Value::Null };
        json!({
            "id": definition.id,
            "code": definition.code,
            "name": printer.label_or(&own.name, &definition.code),
            "origin_type": kinds::name(own.origin_type),
            "origin_document_type_codes": own.origin_document_types,
            "target_type": kinds::name(own.target_type),
            "target_document_type_codes": own.target_document_types,
            "reciprocal": false,
            "inheritance": false,
            "max": null,
            "position": own.priority,
        })
    }
}

/// The levels by their names, from the highest on (v4.md 12).
const LEVELS: [&str; 3] = ["tab", "category", "section"];

impl Definitions for AttributeGroups {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::AttributeGroup
    }

    fn path(&self) -> &'static str {
        "/attribute-groups"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code", "name", "level"]
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[("objectType", "object_type")]
    }

    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields {
        DefinitionFields::AttributeGroup(AttributeGroupFields {
            name: label(body.text("name"), call.culture),
            level: level(body),
            parent: body.reference("parent_code"),
            object_type: kinds::taken(body, "object_type", &ObjectKind::ALL),
            document_type: body.reference("document_type_code"),
            sequence: body.integer("position"),
        })
    }

    fn row(&self, printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(own) = definition.says::<AttributeGroup>() else { return Value::Null };
        json!({
            "id": definition.id,
            "code": definition.code,
            "name": printer.label_or(&own.name, &definition.code),
            "level": usize::from(own.level).checked_sub(1).and_then(|level| LEVELS.get(level)),
            "parent_code": own.parent,
            "object_type": kinds::name(own.object_type),
            "document_type_code": own.document_type,
            "position": own.sequence,
            "attributes": attributes(printer.schema, |attribute| attribute.section.as_ref() == Some(&definition.code)),
        })
    }
}

/// The number of the level that is named.
fn level(body: &mut Body) -> Patch<i64> {
    let name = match body.text("level") {
        Patch::Value(name) => name,
        Patch::Null => return Patch::Null,
        Patch::Absent => return Patch::Absent,
    };
    if let Some((_, number)) = LEVELS.iter().zip(1..).find(|(level, _)| **level == name) {
        return Patch::Value(number);
    }
    let got: String = name.chars().take(60).collect();
    body.refuse("level", "unknown_level", format!("Expected tab, category or section; got \"{got}\"."));
    Patch::Absent
}

/// The codes of the attributes that stand somewhere.
fn attributes(schema: &Schema, stands: impl Fn(&Attribute) -> bool) -> Vec<&str> {
    let all = schema.all(DefinitionKind::Attribute);
    let own = all.filter(|definition| definition.says::<Attribute>().is_some_and(&stands));
    own.map(|definition| definition.code.as_str()).collect()
}

impl Definitions for Cultures {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::Locale
    }

    fn path(&self) -> &'static str {
        "/cultures"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code"]
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[("isDefault", "default"), ("fallback", "fallback_code")]
    }

    fn put(&self, body: &mut Body, _call: &Call<'_>) -> DefinitionFields {
        DefinitionFields::Locale(LocaleFields {
            name: body.text("name"),
            is_data: Patch::Absent,
            is_interface: Patch::Absent,
            is_default: body.switch("default"),
            is_active: body.switch("active"),
            fallback: body.reference("fallback_code"),
        })
    }

    fn row(&self, _printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(own) = definition.says::<Locale>() else { return Value::Null };
        json!({
            "id": definition.id,
            "code": definition.code,
            "name": own.name,
            "active": own.is_active,
            "default": own.is_default,
            "fallback_code": own.fallback,
        })
    }
}
