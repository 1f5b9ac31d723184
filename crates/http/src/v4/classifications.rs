//! `/classifications`, as they are written (v4.md 9); read they are [trees](super::trees).

use model::command::PutObject;
use model::inheritance;
use model::object::{Object, ObjectKind};
use model::problem::Problem;
use model::query::{Condition, Filter, Sheet};
use model::schema::Schema;
use serde::Serialize;
use serde_json::Value;

use super::asked::Asked;
use super::body::Body;
use super::catalog_views::in_any_case;
use super::fields::Fields;
use super::objects::{self, Objects, Writable};
use super::printer::{Printer, Stamps};

/// The code by which every tree's top is called.
pub const ROOT: &str = "root";

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
            code: if parent.is_none() { ROOT } else { &object.code },
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

    /// `name` and `description` are attributes of their own, and catalogs are called in any case.
    fn put(&self, body: &mut Body, schema: &Schema, put: &mut PutObject) {
        for (key, attribute) in [("name", "classification_name"), ("description", "classification_description")] {
            if schema.attribute(key).is_none() {
                body.rename(key, attribute);
            }
        }
        if let Some(Ok((catalog, _))) = body.peek("catalog_code").map(|code| in_any_case(schema, code)) {
            body.replace("catalog_code", catalog.code.clone());
        }
        put.parent = body.reference("parent_code");
        put.catalogs = body.references("catalog_code");
        put.sequence = body.integer("position");
    }

    fn told(&self, object: &Object, _schema: &Schema) -> Vec<(&'static str, Value)> {
        vec![("parent_code", object.parent.as_ref().map(|parent| parent.code.as_str()).into())]
    }
}
