//! `/documents` (v4.md 5).

use std::sync::Arc;

use model::body::Body as Values;
use model::command::PutObject;
use model::inheritance;
use model::object::{Object, ObjectKind, ObjectRef};
use model::problem::Problem;
use model::query::{Condition, Filter, Sheet};
use model::schema::Schema;
use serde::Serialize;
use serde_json::Value;

use super::asked::Asked;
use super::body::Body;
use super::completeness::{self, Complete};
use super::fields::Fields;
use super::filter;
use super::medias::{LinkedMedia, medias, targets};
use super::objects::{self, Objects, Writable};
use super::printer::{Printer, Stamps};
use super::tags::{self, TagOut};
use super::variants::{VariantPart, seen};

/// The resource.
pub struct Documents;

/// What is printed beside a document.
#[expect(clippy::struct_excessive_bools, reason = "the switches of v4.md 5.1")]
struct Wish {
    parents: bool,
    targets: bool,
    medias: bool,
    media_fields: bool,
    variants: bool,
    variant_fields: bool,
}

#[derive(Serialize)]
struct DocumentOut<'a> {
    id: i64,
    code: &'a str,
    name: String,
    active: bool,
    document_type_code: &'a str,
    attribute_set_code: Option<&'a str>,
    attribute_set: Option<SetOut<'a>>,
    classifications: Vec<Classified<'a>>,
    fields: Fields<'a>,
    inherited_fields: [&'a str; 0],
    completeness: Vec<Complete<'a>>,
    tags: Vec<TagOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    medias: Option<Vec<LinkedMedia<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variants: Option<Vec<VariantPart<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_documents: Option<Vec<DocumentPart<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_documents: Option<Vec<DocumentPart<'a>>>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

#[derive(Serialize)]
struct SetOut<'a> {
    id: i64,
    code: &'a str,
    name: &'a str,
}

impl<'a> SetOut<'a> {
    fn of(printer: Printer<'a>, id: i64) -> Option<Self> {
        let (set, code) = (printer.schema.attribute_set(id)?, printer.schema.code_of(id));
        Some(Self { id, code, name: printer.label_or(&set.name, code) })
    }
}

#[derive(Serialize)]
pub struct Classified<'a> {
    code: &'a str,
    name: String,
    catalog_code: Option<&'a str>,
}

#[derive(Serialize)]
struct DocumentPart<'a> {
    code: &'a str,
    name: String,
    document_type_code: &'a str,
    link_type_code: &'a str,
    sequence: i64,
}

impl Objects for Documents {
    fn kind(&self) -> ObjectKind {
        ObjectKind::Document
    }

    fn path(&self) -> &'static str {
        "/documents"
    }

    fn always(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("document_type_code", ""),
            ("parent_documents", "0"),
            ("target_documents", "0"),
            ("medias_included", "1"),
            ("media_fields_included", "0"),
        ]
    }

    fn options(&self) -> &'static [&'static str] {
        &[
            "variants_included",
            "variant_fields_included",
            "codes",
            "completeness_codes",
            "tag_codes",
            "classification_code",
            "recursive",
            "attribute_set_code",
        ]
    }

    fn wish(&self, asked: &Asked) -> Result<Box<dyn objects::Wish>, Problem> {
        Ok(Box::new(Wish {
            parents: asked.switch("parent_documents", false)?,
            targets: asked.switch("target_documents", false)?,
            medias: asked.switch("medias_included", true)?,
            media_fields: asked.switch("media_fields_included", false)?,
            variants: asked.switch("variants_included", true)?,
            variant_fields: asked.switch("variant_fields_included", true)?,
        }))
    }

    fn filters(&self, asked: &Asked) -> Result<Vec<Filter>, Problem> {
        let mut all: Vec<_> = filter::of_type(asked).into_iter().collect();
        all.extend(filter::classified(asked)?);
        all.extend(asked.text("attribute_set_code").map(|code| Filter::Is(Condition::Set(vec![code.to_owned()]))));
        all.extend(completeness::filters(asked)?);
        all.extend(tags::filter(asked));
        Ok(all)
    }
}

impl objects::Wish for Wish {
    fn others(&self, sheet: &Sheet) -> Vec<i64> {
        let placed = sheet.object.placements.iter().map(|node| node.id);
        let below = if self.variants { sheet.beside.as_slice() } else { &[] };
        let parents = if self.parents { sheet.leading.as_slice() } else { &[] };
        let parents = parents.iter().filter_map(|link| Some(link.parent.as_ref()?.id));
        placed.chain(targets(&sheet.links)).chain(targets(below)).chain(parents).collect()
    }

    fn print(&self, printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let body = inheritance::with_fallbacks(&object.body, printer.schema);
        let below: Vec<Values> = if self.variants && self.variant_fields {
            sheet.children.iter().map(|variant| seen(printer, variant, Some(object))).collect()
        } else {
            Vec::new()
        };
        serde_json::to_vec(&DocumentOut {
            id: object.id,
            code: &object.code,
            name: printer.name(object),
            active: object.active,
            document_type_code: printer.schema.code_of(object.type_id),
            attribute_set_code: object.set.map(|id| printer.schema.code_of(id)),
            attribute_set: object.set.and_then(|id| SetOut::of(printer, id)),
            classifications: object.placements.iter().filter_map(|at| Classified::of(printer, at.id)).collect(),
            fields: Fields { printer, object, set: object.set, body: &body, links: &sheet.links },
            inherited_fields: [],
            completeness: Complete::all(printer, &sheet.completeness),
            tags: TagOut::all(printer, object, &sheet.tags),
            medias: self.medias.then(|| medias(printer, self.media_fields, &sheet.links)),
            variants: self.variants.then(|| variants(printer, sheet, &below)),
            parent_documents: self
                .parents
                .then(|| DocumentPart::all(printer, &sheet.leading, |link| link.parent.as_ref())),
            target_documents: self
                .targets
                .then(|| DocumentPart::all(printer, &sheet.links, |link| link.target.as_ref())),
            stamps: Stamps::of(object),
        })
    }
}

impl Writable for Documents {
    fn required(&self) -> &'static [&'static str] {
        &["code", "classification_code", "document_type_code"]
    }

    fn put(&self, body: &mut Body, schema: &Schema, put: &mut PutObject) {
        put.document_type = body.reference("document_type_code");
        put.classification = body.reference("classification_code");
        put.classifications = body.references("classification_codes");
        put.by_catalog = true;
        put.attribute_set = body.reference("attribute_set_code");
        tags::put(schema, body.references("tags"), put);
    }

    fn told(&self, object: &Object, schema: &Schema) -> Vec<(&'static str, Value)> {
        let set = object.set.map(|id| schema.code_of(id));
        vec![
            ("active", object.active.into()),
            ("attribute_set_code", set.into()),
            ("document_type_code", schema.code_of(object.type_id).into()),
        ]
    }
}

/// The variants of a document by place, with what is seen of their values.
fn variants<'a>(printer: Printer<'a>, sheet: &'a Sheet, below: &'a [Values]) -> Vec<VariantPart<'a>> {
    let part = |(n, variant): (usize, &'a Arc<Object>)| {
        VariantPart::of(printer, (variant, sheet.object.set), below.get(n), &sheet.beside)
    };
    sheet.children.iter().enumerate().map(part).collect()
}

impl<'a> Classified<'a> {
    /// That of the classification of this number.
    pub fn of(printer: Printer<'a>, id: i64) -> Option<Self> {
        let node = printer.other(id)?;
        Some(Self { code: &node.code, name: printer.name(node), catalog_code: printer.catalog(node) })
    }
}

impl<'a> DocumentPart<'a> {
    /// The documents at an end of links, by the order of the link types, then by sequence.
    fn all(
        printer: Printer<'a>,
        links: &'a [Arc<Object>],
        end: impl Fn(&'a Object) -> Option<&'a ObjectRef>,
    ) -> Vec<Self> {
        let part = |link: &'a Arc<Object>| {
            let other = printer.other(end(link)?.id).filter(|other| other.kind == ObjectKind::Document)?;
            let own = Self {
                code: &other.code,
                name: printer.name(other),
                document_type_code: printer.schema.code_of(other.type_id),
                link_type_code: printer.schema.code_of(link.type_id),
                sequence: link.sequence,
            };
            Some((printer.schema.link_place(link), own))
        };
        let mut parts: Vec<_> = links.iter().filter_map(part).collect();
        parts.sort_by_key(|(place, _)| *place);
        parts.into_iter().map(|(_, own)| own).collect()
    }
}
