//! Classifications, assets, documents, variants and links.

use std::collections::HashSet;

use model::input::Input;

use super::{Api, Known, code, each, item, pages, referred, without};
use crate::{Bytes, Error, File, Out};

/// Properties that follow from others, or are another instance's own.
const OWN: [&str; 8] =
    ["legacyId", "dateCreated", "dateModified", "createdBy", "updatedBy", "completeness", "metadata", "changing"];

/// Gives away all objects, each kind after those that it names.
pub fn all(api: &mut dyn Api, known: &Known, out: &mut Out) -> Result<(), Error> {
    classifications(api, out)?;
    each(api, "assets", out, |api, body, out| {
        let file = file(api, body, out);
        (without(body.clone(), &OWN), file)
    })?;
    each(api, "documents", out, |_, body, _| (values(body, known), None))?;
    each(api, "variants", out, |_, body, _| (values(body, known), None))?;
    // Another instance gives other numbers.
    each(api, "links", out, |_, body, _| (without(without(body.clone(), &OWN), &["id", "@id"]), None))
}

/// Parents first. They are few enough to be held.
fn classifications(api: &mut dyn Api, out: &mut Out) -> Result<(), Error> {
    let mut waiting = pages::all(api, "classifications")?.unwrap_or_default();
    let mut done: HashSet<String> = HashSet::new();
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut later = Vec::new();
        for body in waiting {
            if referred(&body, "parent").is_some_and(|parent| !done.contains(parent)) {
                later.push(body);
                continue;
            }
            done.insert(code(&body).to_owned());
            let origin = format!("classifications/{}", code(&body));
            out.item(item("classifications", without(body, &OWN), origin))?;
        }
        if later.len() == before {
            let lost = later.first().map(|body| code(body).to_owned());
            out.notes.leave_out_many("classifications whose parents were not told", before as u64, lost);
            return Ok(());
        }
        waiting = later;
    }
    Ok(())
}

/// A document or variant without values that are links, which come as links, and without tags that rules give.
fn values(body: &Input, known: &Known) -> Input {
    let Input::Map(members) = without(body.clone(), &OWN) else { return body.clone() };
    let members = members.into_iter().map(|(name, value)| {
        let value = match (name.as_str(), value) {
            ("attributes", Input::Map(values)) => {
                Input::Map(values.into_iter().filter(|(code, _)| !known.linked.contains(code)).collect())
            }
            ("tags", Input::List(tags)) => {
                Input::List(tags.into_iter().filter(|tag| !known.by_rule.contains(code(tag))).collect())
            }
            (_, value) => value,
        };
        (name, value)
    });
    Input::Map(members.collect())
}

/// The file of an asset, if it is ready.
fn file(api: &dyn Api, body: &Input, out: &Out) -> Option<File> {
    let url = body.get("url").and_then(Input::text)?;
    let metadata = body.get("metadata");
    let text = |name: &str| metadata.and_then(|metadata| metadata.get(name)).and_then(Input::text);
    if text("status").is_some_and(|status| status != "ready") {
        out.notes.leave_out("files that the instance itself has not", code(body));
        return None;
    }
    let hash = text("checksum").and_then(|sum| sum.strip_prefix("sha256:")).map(str::to_owned);
    let name = body.get("originalFilename").and_then(Input::text).unwrap_or(code(body)).to_owned();
    Some(File { name, bytes: Bytes::Now(api.address(url), hash) })
}
