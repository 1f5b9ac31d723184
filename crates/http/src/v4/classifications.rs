//! `/classifications`, as they are written (v4.md 9); read they are [`trees`].

use model::attribute::AttributeType;
use model::command::{Action, AttributeFields, DefinitionFields, Patch, PutDefinition, PutMode, PutObject};
use model::inheritance;
use model::object::{CLASSIFICATION_NAME, Object, ObjectKind};
use model::problem::Problem;
use model::query::{Condition, Filter, Sheet};
use model::schema::{Catalog, Schema};
use serde::Serialize;
use serde_json::Value;

use super::asked::Asked;
use super::body::Body;
use super::catalog_views::in_any_case;
use super::definitions::label;
use super::fields::Fields;
use super::objects::{self, Objects, Writable};
use super::printer::{Printer, Stamps};
use super::trees;

/// The code by which every tree's top is called.
pub const ROOT: &str = "root";

/// Keys of every classification, the attributes behind them, and what these are called and made of.
const OWN: [(&str, &str, &str, AttributeType); 2] = [
    ("name", CLASSIFICATION_NAME, "Name", AttributeType::Text),
    ("description", "classification_description", "Description", AttributeType::Multiline),
];

/// The resource, in its flat form.
pub struct Classifications;

#[derive(Serialize)]
struct ClassificationOut<'a> {
    id: i64,
    code: &'a str,
    name: String,
    level: usize,
    parent_code: Option<&'a str>,
    catalog_code: Option<&'a str>,
    position: i64,
    active: bool,
    fields: Fields<'a>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Objects for Classifications {
    fn kind(&self) -> ObjectKind {
        ObjectKind::Classification
    }

    fn path(&self) -> &'static str {
        "/classifications"
    }

    fn options(&self) -> &'static [&'static str] {
        &["flat", "catalog_code"]
    }

    fn wish(&self, _asked: &Asked) -> Result<Box<dyn objects::Wish>, Problem> {
        Ok(Box::new(Classifications))
    }

    fn filters(&self, asked: &Asked) -> Result<Vec<Filter>, Problem> {
        let Some(code) = asked.text("catalog_code") else { return Ok(Vec::new()) };
        let (catalog, _) = in_any_case(&asked.schema, code)?;
        Ok(vec![Filter::Is(Condition::Catalog(vec![catalog.code.clone()]))])
    }
}

impl objects::Wish for Classifications {
    fn print(&self, printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let body = inheritance::with_fallbacks(&object.body, printer.schema);
        // The parent of a node of level 1 is called as every root is.
        let parent = object.parent.as_ref().map(|parent| parent.code.as_str());
        let parent = parent.map(|code| if sheet.ancestors.len() == 1 { ROOT } else { code });
        serde_json::to_vec(&ClassificationOut {
            id: object.id,
            code: Printer::code(object),
            name: printer.name(object),
            level: sheet.ancestors.len(),
            parent_code: parent,
            catalog_code: printer.catalog(object),
            position: object.sequence,
            active: object.active,
            fields: Fields { printer, object, set: None, body: &body, links: &[] },
            stamps: Stamps::of(object),
        })
    }
}

impl Writable for Classifications {
    fn required(&self) -> &'static [&'static str] {
        &["code", "parent_code"]
    }

    fn target(&self, asked: &Asked, body: &Body, code: String) -> Result<String, Problem> {
        trees::stored(asked, body.peek("catalog_code"), code)
    }

    /// The attributes behind `name` and `description`, where there are none yet.
    fn brings(&self, body: &Body, schema: &Schema) -> Vec<Action> {
        let unknown = |key: &str, code: &str| {
            body.says(key) && schema.attribute(key).is_none() && schema.attribute(code).is_none()
        };
        let missing = OWN.iter().filter(|(key, code, ..)| unknown(key, code));
        missing.map(|(_, code, name, kind)| new_attribute(code, name, *kind, schema.default_locale())).collect()
    }

    /// `name` and `description` are attributes of their own, and catalogs are called in any case.
    fn put(&self, body: &mut Body, schema: &Schema, put: &mut PutObject) {
        for (key, attribute, ..) in OWN {
            if schema.attribute(key).is_none() {
                body.rename(key, attribute);
            }
        }
        if let Some(Ok((catalog, _))) = body.peek("catalog_code").map(|code| in_any_case(schema, code)) {
            body.replace("catalog_code", catalog.code.clone());
        }
        put.parent = body.reference("parent_code");
        put.catalogs = body.references("catalog_code");
        put.sequence = body.position(0);
    }

    fn told(&self, object: &Object, schema: &Schema) -> Vec<(&'static str, Value)> {
        let catalog = schema.by_id(object.type_id).and_then(|definition| definition.says::<Catalog>());
        let called = |code| if catalog.is_some_and(|own| own.root == code) { ROOT } else { code };
        vec![("parent_code", object.parent.as_ref().map(|parent| called(parent.code.as_str())).into())]
    }
}

fn new_attribute(code: &str, name: &str, kind: AttributeType, locale: &str) -> Action {
    let fields = AttributeFields {
        object_type: Patch::Value(ObjectKind::Classification.name().to_owned()),
        kind: Patch::Value(kind.name().to_owned()),
        name: label(Patch::Value(name.to_owned()), locale),
        is_localizable: Patch::Value(true),
        ..AttributeFields::default()
    };
    let fields = DefinitionFields::Attribute(Box::new(fields));
    Action::PutDefinition(PutDefinition { code: code.to_owned(), mode: PutMode::Upsert, body_code: None, fields })
}
