//! `/variants` (v4.md 6), and variants inside their documents.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use model::body::Body as Values;
use model::command::PutObject;
use model::inheritance;
use model::object::{Object, ObjectKind};
use model::problem::Problem;
use model::query::{Condition, Filter, Sheet, SortBy};
use model::schema::{Attribute, Definition, DefinitionKind, Schema};
use model::value::Stored;
use serde::Serialize;
use serde_json::Value;

use super::asked::Asked;
use super::body::Body;
use super::envelope::escaped;
use super::fields::Fields;
use super::filter;
use super::medias::{LinkedMedia, medias, targets};
use super::objects::{self, Objects, Writable};
use super::path::At;
use super::printer::{Printer, Stamps};
use crate::AppState;
use crate::errors::Refusal;

/// The resource.
pub struct Variants;

/// What is printed beside a variant.
struct Wish {
    medias: bool,
    media_fields: bool,
}

#[derive(Serialize)]
struct VariantOut<'a> {
    id: i64,
    code: &'a str,
    name: String,
    active: bool,
    document_code: Option<&'a str>,
    position: i64,
    fields: Fields<'a>,
    inherited_fields: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    medias: Option<Vec<LinkedMedia<'a>>>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

/// A variant inside its document.
#[derive(Serialize)]
pub struct VariantPart<'a> {
    id: i64,
    code: &'a str,
    name: String,
    active: bool,
    position: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Fields<'a>>,
}

impl<'a> VariantPart<'a> {
    /// With its values, if any are to be seen.
    pub fn of(
        printer: Printer<'a>,
        (variant, set): (&'a Object, Option<i64>),
        values: Option<&'a Values>,
        links: &'a [Arc<Object>],
    ) -> Self {
        Self {
            id: variant.id,
            code: &variant.code,
            name: printer.name(variant),
            active: variant.active,
            position: variant.sequence,
            fields: values.map(|body| Fields { printer, object: variant, set, body, links }),
        }
    }
}

/// What is seen of a variant's values: those that it inherits, and what languages fall back to.
pub fn seen(printer: Printer<'_>, variant: &Object, document: Option<&Object>) -> Values {
    let inherited = document.map(|document| inheritance::inherited(&variant.body, &document.body, printer.schema));
    inheritance::with_fallbacks(inherited.as_ref().unwrap_or(&variant.body), printer.schema)
}

impl Objects for Variants {
    fn kind(&self) -> ObjectKind {
        ObjectKind::Variant
    }

    fn path(&self) -> &'static str {
        "/variants"
    }

    fn options(&self) -> &'static [&'static str] {
        &["document_code", "document_type_code", "medias_included", "media_fields_included"]
    }

    fn wish(&self, asked: &Asked) -> Result<Box<dyn objects::Wish>, Problem> {
        Ok(Box::new(Wish {
            medias: asked.switch("medias_included", true)?,
            media_fields: asked.switch("media_fields_included", false)?,
        }))
    }

    fn filters(&self, asked: &Asked) -> Result<Vec<Filter>, Problem> {
        let of_document = asked.text("document_code").map(|code| Filter::Is(Condition::Parent(vec![code.to_owned()])));
        Ok(of_document.into_iter().chain(filter::of_type(asked)).collect())
    }

    fn order(&self, asked: &Asked) -> SortBy {
        if asked.text("document_code").is_some() { SortBy::Sequence } else { SortBy::Number }
    }
}

impl objects::Wish for Wish {
    fn others(&self, sheet: &Sheet) -> Vec<i64> {
        targets(&sheet.links).chain(targets(&sheet.beside)).collect()
    }

    fn print(&self, printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let document = sheet.ancestors.first().map(Arc::as_ref);
        let body = seen(printer, object, document);
        // Its own links rule over those that show through.
        let links: Vec<_> = sheet.links.iter().chain(&sheet.beside).cloned().collect();
        serde_json::to_vec(&VariantOut {
            id: object.id,
            code: &object.code,
            name: printer.name(object),
            active: object.active,
            document_code: object.parent.as_ref().map(|parent| parent.code.as_str()),
            position: object.sequence,
            fields: Fields {
                printer,
                object,
                set: document.and_then(|document| document.set),
                body: &body,
                links: &links,
            },
            inherited_fields: inherited(printer, object, &body),
            medias: self.medias.then(|| medias(printer, self.media_fields, &sheet.links)),
            stamps: Stamps::of(object),
        })
    }
}

impl Writable for Variants {
    fn required(&self) -> &'static [&'static str] {
        &["code", "document_code"]
    }

    fn put(&self, body: &mut Body, _schema: &Schema, put: &mut PutObject) {
        put.parent = body.reference("document_code");
        put.sequence = body.position(1);
    }

    fn told(&self, object: &Object, _schema: &Schema) -> Vec<(&'static str, Value)> {
        let document = object.parent.as_ref().map(|parent| parent.code.as_str());
        vec![("active", object.active.into()), ("document_code", document.into())]
    }
}

/// The attributes whose value in the language isn't its own.
fn inherited<'a>(printer: Printer<'a>, own: &Object, seen: &Values) -> Vec<&'a str> {
    let held = |stored: Option<&Stored>| match stored {
        Some(Stored::Localised(values)) => values.contains_key(printer.culture),
        Some(Stored::Plain(_)) => true,
        None => false,
    };
    let attribute = |code: &String| printer.schema.definition(DefinitionKind::Attribute, code);
    let codes = seen.0.keys().filter(|code| held(seen.0.get(*code)) && !held(own.body.0.get(*code)));
    let is_inherited = |own: &&'a Arc<Definition>| own.says::<Attribute>().is_some_and(|own| own.is_inherited);
    codes.filter_map(attribute).filter(is_inherited).map(|own| own.code.as_str()).collect()
}

/// The variants of one document: E1.
pub async fn of_document(
    State(state): State<AppState>,
    asked: Asked,
    At([code, _]): At<2>,
) -> Result<Response, Refusal> {
    state.app.head(&asked.actor.rights, ObjectKind::Document, &code).await?;
    let path = format!("/documents/{}/variants", escaped(&code));
    let own = vec![Filter::Is(Condition::Parent(vec![code]))];
    objects::page(&Variants, &state, &asked, &path, (own, SortBy::Sequence)).await
}
