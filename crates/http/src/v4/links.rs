//! `/links`, each by itself (v4.md 7.2).

use model::object::ObjectKind;
use model::problem::Problem;
use model::query::{Condition, Filter, Sheet};
use serde::Serialize;

use super::asked::Asked;
use super::fields::Fields;
use super::kinds;
use super::objects::{self, Objects};
use super::printer::{Printer, Stamps};

/// The resource.
pub struct Links;

#[derive(Serialize)]
struct LinkOut<'a> {
    id: i64,
    link_type_code: &'a str,
    origin_type: Option<&'static str>,
    origin_code: Option<&'a str>,
    target_type: Option<&'static str>,
    target_code: Option<&'a str>,
    sequence: i64,
    fields: Fields<'a>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Objects for Links {
    fn kind(&self) -> ObjectKind {
        ObjectKind::Link
    }

    fn path(&self) -> &'static str {
        "/links"
    }

    fn options(&self) -> &'static [&'static str] {
        &["link_type_code", "origin_code", "target_code"]
    }

    fn wish(&self, _asked: &Asked) -> Result<Box<dyn objects::Wish>, Problem> {
        Ok(Box::new(Links))
    }

    fn filters(&self, asked: &Asked) -> Result<Vec<Filter>, Problem> {
        let given = |name| asked.text(name).map(|code| vec![code.to_owned()]);
        let conditions = [
            given("link_type_code").map(Condition::Type),
            given("origin_code").map(Condition::Parent),
            given("target_code").map(Condition::Target),
        ];
        Ok(conditions.into_iter().flatten().map(Filter::Is).collect())
    }
}

impl objects::Wish for Links {
    fn print(&self, printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let link = &*sheet.object;
        let own = printer.schema.link_type(link);
        serde_json::to_vec(&LinkOut {
            id: link.id,
            link_type_code: printer.schema.code_of(link.type_id),
            origin_type: own.map(|own| kinds::name(own.origin_type)),
            origin_code: link.parent.as_ref().map(|end| end.code.as_str()),
            target_type: own.map(|own| kinds::name(own.target_type)),
            target_code: link.target.as_ref().map(|end| end.code.as_str()),
            sequence: link.sequence,
            fields: Fields { printer, object: link, set: None, body: &link.body, links: &[] },
            stamps: Stamps::of(link),
        })
    }
}
