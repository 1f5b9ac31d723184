//! Assets inside others: v4's media objects (v4.md 8.2).

use std::sync::Arc;

use model::body::Body;
use model::file::File;
use model::inheritance;
use model::object::Object;
use serde::Serialize;

use super::fields::Fields;
use super::printer::{Moment, Printer};
use crate::cdn::{Addresses, THUMBNAIL};

/// The short form.
#[derive(Serialize)]
pub struct Media<'a> {
    id: i64,
    name: String,
    code: &'a str,
    r#type: Option<String>,
    active: bool,
    created_at: Moment,
    updated_at: Moment,
    source: Option<String>,
    links: Vec<Rel>,
}

#[derive(Serialize)]
struct Rel {
    rel: &'static str,
    href: String,
}

impl<'a> Media<'a> {
    /// That of an asset.
    pub fn of(printer: Printer<'a>, asset: &'a Object) -> Self {
        let own = Rel { rel: "self", href: format!("{}/medias/{}", printer.base, asset.id) };
        let file = File::of(&asset.body);
        let addresses = file.as_ref().and_then(|file| Addresses::of(printer.cdn, file));
        let public = addresses.into_iter().flat_map(|addresses| {
            let thumbnail = Rel { rel: "thumbnail", href: addresses.picture_in(THUMBNAIL, "png") };
            [thumbnail, Rel { rel: "source", href: addresses.original() }]
        });
        Self {
            id: asset.id,
            name: printer.name(asset),
            code: &asset.code,
            r#type: file.as_ref().and_then(|file| Some(file.bytes.as_ref()?.mime.clone())),
            active: asset.active,
            created_at: Moment(asset.created.at),
            updated_at: Moment(asset.updated.at),
            source: file.as_ref().map(|file| file.name.clone()),
            links: [own].into_iter().chain(public).collect(),
        }
    }
}

/// An asset and the link by which it comes.
#[derive(Serialize)]
pub struct LinkedMedia<'a> {
    #[serde(flatten)]
    media: Media<'a>,
    link_type_code: &'a str,
    sequence: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Box<serde_json::value::RawValue>>,
}

/// What links lead to, by their numbers.
pub fn targets(links: &[Arc<Object>]) -> impl Iterator<Item = i64> {
    links.iter().filter_map(|link| Some(link.target.as_ref()?.id))
}

/// The assets that links lead to, by the order of the link types, then by sequence; with their values, if they are
/// wanted.
pub fn medias<'a>(printer: Printer<'a>, fields: bool, links: &'a [Arc<Object>]) -> Vec<LinkedMedia<'a>> {
    let mut linked: Vec<_> = links.iter().filter(|link| printer.schema.leads_to_asset(link)).collect();
    linked.sort_by_key(|link| printer.schema.link_place(link));
    let media = |link: &'a Arc<Object>| {
        let asset = printer.other(link.target.as_ref()?.id)?;
        Some(LinkedMedia {
            media: Media::of(printer, asset),
            link_type_code: printer.schema.code_of(link.type_id),
            sequence: link.sequence,
            fields: if fields { printed(printer, asset) } else { None },
        })
    };
    linked.into_iter().filter_map(media).collect()
}

/// The values of an asset.
fn printed(printer: Printer<'_>, asset: &Object) -> Option<Box<serde_json::value::RawValue>> {
    let body: Body = inheritance::with_fallbacks(&asset.body, printer.schema);
    serde_json::value::to_raw_value(&Fields { printer, object: asset, set: None, body: &body, links: &[] }).ok()
}
