//! `/completeness`, and completeness on documents (v4.md 4.4, 14).

use model::command::{CompletenessSettingFields, DefinitionFields};
use model::completeness::Completeness;
use model::query::{CompletenessName, Condition, Filter, Test};
use model::schema::{CompletenessSetting, Definition, DefinitionKind};
use serde::Serialize;
use serde_json::{Value, json};

use super::asked::Asked;
use super::body::Body;
use super::definitions::{Call, Definitions, label};
use super::filter::nothing;
use super::printer::Printer;

/// The resource.
pub struct CompletenessSettings;

impl Definitions for CompletenessSettings {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::CompletenessSetting
    }

    fn path(&self) -> &'static str {
        "/completeness"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code", "name", "document_type_code"]
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[("linkTypes", "link_types")]
    }

    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields {
        DefinitionFields::CompletenessSetting(CompletenessSettingFields {
            name: label(body.text("name"), call.culture),
            color: body.text("color"),
            document_type: body.reference("document_type_code"),
            attributes: body.references("attributes"),
            link_types: body.references("link_types"),
        })
    }

    fn row(&self, printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(own) = definition.says::<CompletenessSetting>() else { return Value::Null };
        json!({
            "id": definition.id,
            "code": definition.code,
            "name": printer.label_or(&own.name, &definition.code),
            "document_type_code": own.document_type,
            "attributes": own.attributes,
            "link_types": own.link_types,
        })
    }
}

/// How complete a document is by one indicator.
#[derive(Serialize)]
pub struct Complete<'a> {
    code: &'a str,
    name: &'a str,
    ratio: usize,
}

impl<'a> Complete<'a> {
    /// By all indicators, in the language.
    pub fn all(printer: Printer<'a>, completeness: &'a [Completeness]) -> Vec<Self> {
        let own = completeness.iter().filter(|own| own.locale.code == printer.culture);
        let ratio = |own: &'a Completeness| {
            let code = own.indicator.code.as_str();
            let name = own.indicator.says::<CompletenessSetting>().map(|setting| printer.label_or(&setting.name, code));
            Self { code, name: name.unwrap_or(code), ratio: own.value }
        };
        own.map(ratio).collect()
    }
}

/// `completeness_codes[]`: complete by all of these, in the language.
pub fn filters(asked: &Asked) -> Result<Vec<Filter>, model::problem::Problem> {
    let locale = asked.culture()?;
    let complete = |indicator: String| {
        if asked.schema.get::<CompletenessSetting>(&indicator).is_none() {
            return nothing();
        }
        let of = CompletenessName { indicator, locale: locale.clone() };
        Filter::Is(Condition::Completeness { of, test: Test::Equals(vec!["100".to_owned()]) })
    };
    Ok(asked.codes("completeness_codes").into_iter().map(complete).collect())
}
