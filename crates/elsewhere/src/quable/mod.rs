//! Another instance of the Quable PIM, by its API v5: definitions, values, classifications, assets with their files,
//! documents, variants and links. What stands in this one already is left as it is where it is the same, so a second
//! run goes on where a first one ended.

mod definitions;
mod objects;
mod pages;

use std::collections::BTreeSet;

use model::input::Input;

use crate::{Error, File, Item, Mode, Out, Source};

/// An instance.
pub struct Quable {
    /// How it is asked.
    pub api: Box<dyn Api>,
}

/// The API of an instance, as whoever runs the import reaches it.
pub trait Api: Send + 'static {
    /// What lies at a path, or at an address of the instance, as JSON-LD; `None`: there is no such thing.
    fn get(&mut self, path: &str) -> Result<Option<String>, Error>;

    /// The address of what lies at a path.
    fn address(&self, path: &str) -> String;
}

/// What the definitions say that objects depend on.
#[derive(Debug, Default)]
struct Known {
    /// Locales, by code.
    locales: BTreeSet<String>,
    /// Attributes whose values are links: they come with the links.
    linked: BTreeSet<String>,
    /// Tags that rules give.
    by_rule: BTreeSet<String>,
}

impl Source for Quable {
    fn run(mut self: Box<Self>, out: &mut Out) -> Result<(), Error> {
        let known = definitions::all(&mut *self.api, out)?;
        objects::all(&mut *self.api, &known, out)?;
        // Both instances would tell the same receivers, if webhooks came along.
        let stay = "users, tokens, profiles of imports and exports, key-values, webhooks, files without an asset, jobs \
                    and history";
        out.notes.leave_out_many(stay, 0, None);
        Ok(())
    }
}

/// Gives away every member of a list, as `read` makes an item of it.
fn each(
    api: &mut dyn Api,
    resource: &'static str,
    out: &mut Out,
    read: impl Fn(&dyn Api, &Input, &Out) -> (Input, Option<File>),
) -> Result<(), Error> {
    let mut next = Some(pages::first(resource));
    while let Some(path) = next {
        let Some(page) = pages::page(api, &path)? else {
            out.notes.leave_out_many(no_list(resource), 0, None);
            return Ok(());
        };
        for body in page.members {
            let origin = format!("{resource}/{}", code(&body));
            let (body, file) = read(api, &body, out);
            out.item(item(resource, body, origin).with_file(file))?;
        }
        next = page.next;
    }
    Ok(())
}

/// An item as another instance says it.
fn item(resource: &'static str, body: Input, origin: String) -> Item {
    Item { resource, body, mode: Mode::Copy, file: None, origin }
}

fn no_list(resource: &str) -> String {
    format!("{resource}: the instance has no such list")
}

/// The code of a thing.
fn code(body: &Input) -> &str {
    body.get("id").and_then(Input::text).unwrap_or_default()
}

/// The code of what a property refers to.
fn referred<'a>(body: &'a Input, property: &str) -> Option<&'a str> {
    body.get(property).and_then(|named| named.get("id")).and_then(Input::text)
}

/// The same without some properties.
fn without(body: Input, names: &[&str]) -> Input {
    only(body, |name| !names.contains(&name))
}

/// The properties that `keep` says.
fn only(body: Input, keep: impl Fn(&str) -> bool) -> Input {
    match body {
        Input::Map(members) => Input::Map(members.into_iter().filter(|(name, _)| keep(name)).collect()),
        other => other,
    }
}
