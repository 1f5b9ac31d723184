//! `/attribute-sets` (v4.md 12).

use model::command::{AttributeSetFields, DefinitionFields};
use model::schema::{AttributeSet, Definition, DefinitionKind};
use serde_json::{Value, json};

use super::body::Body;
use super::definitions::{Call, Definitions, label};
use super::printer::{Moment, Printer};

/// The resource.
pub struct AttributeSets;

impl Definitions for AttributeSets {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::AttributeSet
    }

    fn path(&self) -> &'static str {
        "/attribute-sets"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code", "name", "document_type_code"]
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[("variantAttributes", "variant_attributes"), ("isDefault", "default")]
    }

    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields {
        DefinitionFields::AttributeSet(AttributeSetFields {
            name: label(body.text("name"), call.culture),
            document_type: body.reference("document_type_code"),
            attributes: body.references("attributes"),
            variant_attributes: body.references("variant_attributes"),
            is_default: body.switch("default"),
        })
    }

    fn row(&self, printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(own) = definition.says::<AttributeSet>() else { return Value::Null };
        json!({
            "id": definition.id,
            "code": definition.code,
            "name": printer.label_or(&own.name, &definition.code),
            "document_type_code": own.document_type,
            "attributes": own.attributes,
            "variant_attributes": own.variant_attributes,
            "default": own.is_default,
            "created_at": Moment(definition.created.at),
            "updated_at": Moment(definition.updated.at),
        })
    }
}
