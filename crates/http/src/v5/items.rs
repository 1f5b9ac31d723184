//! Items by the name of their resource: read and printed for the core as bulk reads them and lists print them.

use std::sync::LazyLock;

use app::Failure;
use app::items::{Item, Items, Read, Verb};
use model::command::{Action, Command, PutMode, UserName};
use model::input::Input;
use model::permission::Rights;
use model::problem::{Field, Problem};
use model::query::{NamedValues, Query};
use model::schema::Schema;

use super::bulk_report::Ticket;
use super::collection::{Collection, Terms};
use super::predefined_values::composite;
use super::properties::Properties;
use super::resource::{Reach, Wish};
use super::routes;
use super::shape::Fields;
use super::values::Printer;
use super::view::View;
use super::write::spelled;
use super::{etag, filter, order};
use crate::params::Params;

/// The face by which the core reads and prints items: API v5.
pub struct V5;

impl Items for V5 {
    fn resources(&self) -> &[app::items::Resource] {
        &NAMED
    }

    fn command(&self, resource: &str, item: Input, verb: Verb, schema: &Schema) -> Result<Read, Problem> {
        let mut ticket = Ticket::default();
        let command = read(speech(resource)?.collection, item, verb, schema.default_locale(), &mut ticket)?;
        Ok(Read { command, id: ticket.id, warnings: ticket.warnings })
    }

    fn spelled(&self, resource: &str, problem: Problem) -> Problem {
        match speech(resource) {
            Ok(speech) => spelled(speech.terms(), problem),
            Err(_) => problem,
        }
    }

    fn path(&self, field: &Field) -> String {
        field.path().into_owned()
    }

    fn query(&self, resource: &str, params: &[(String, String)], rights: &Rights) -> Result<Query, Problem> {
        let kind = speech(resource).ok().and_then(|speech| speech.collection.objects());
        let kind = kind.ok_or_else(|| Problem::not_found("list with filters", resource))?;
        let params = Params::of(params.to_vec());
        filter::check_known(kind, &params, &["filter", "order", "search"])?;
        Ok(Query {
            filter: filter::read(kind, &params)?,
            search: params.get("search").map(str::to_owned),
            order: order::read(kind, &params)?,
            ..Query::all(kind, rights.clone())
        })
    }

    fn print(
        &self,
        resource: &str,
        item: Item<'_>,
        locales: &[String],
        schema: &Schema,
        values: &NamedValues,
    ) -> Result<Vec<u8>, Failure> {
        let speech = speech(resource)?;
        let narrowed = (!locales.is_empty()).then(|| speech.view.in_locales(locales));
        let view = narrowed.as_ref().unwrap_or(&speech.view);
        speech.collection.print(Printer { view, schema, values }, item)
    }
}

/// How one resource is spoken of.
struct Speech {
    collection: &'static dyn Collection,
    /// The properties that can be sent back.
    view: View,
}

static SPEECHES: LazyLock<Vec<Speech>> = LazyLock::new(|| routes::ALL.iter().copied().map(Speech::of).collect());

static NAMED: LazyLock<Vec<app::items::Resource>> = LazyLock::new(|| {
    let named = |collection: &&dyn Collection| {
        let Terms { class, alias, .. } = collection.terms();
        app::items::Resource { name: class.path, alias: *alias, family: collection.family() }
    };
    routes::ALL.iter().map(named).collect()
});

impl Speech {
    fn of(collection: &'static dyn Collection) -> Self {
        let wish = Wish { id: None, mode: PutMode::Create, single: false, force: false, locale: "" };
        let taken = Fields::asked_by(|body| (collection.terms().put)(&wish, body));
        Self { collection, view: View::of(Properties::only(taken.into_iter().map(|(name, _)| name))) }
    }

    fn terms(&self) -> &Terms {
        self.collection.terms()
    }
}

fn speech(resource: &str) -> Result<&'static Speech, Problem> {
    let is_it = |terms: &Terms| terms.class.path == resource || terms.alias == Some(resource);
    let found = SPEECHES.iter().find(|speech| is_it(speech.terms()));
    found.ok_or_else(|| Problem::not_found("resource", resource))
}

/// The short name of what is of a resource.
pub fn class_name(resource: &str) -> Option<&'static str> {
    speech(resource).ok().map(|speech| speech.terms().class.name)
}

/// Reads an item of one resource; what is known of it first goes into the ticket.
pub fn read(
    collection: &dyn Collection,
    item: Input,
    verb: Verb,
    locale: &str,
    ticket: &mut Ticket,
) -> Result<Command, Problem> {
    ticket.id = item.get("id").and_then(Input::text).map(str::to_owned);
    let mut body = Fields::of(item)?;
    let expect = body.text(etag::MEMBER);
    let (mode, force) = match verb {
        Verb::Put { mode, force } => (mode, force),
        Verb::Delete { force, .. } => (PutMode::Update, force),
    };
    let put = (collection.terms().put)(&Wish { id: None, mode, single: false, force, locale }, &mut body)?;
    let id = id_in(&put);
    let action = match verb {
        Verb::Put { .. } => {
            ticket.warnings = body.finish()?;
            put
        }
        Verb::Delete { recursive, force } => {
            body.refused(etag::MEMBER)?;
            collection.delete(&id, Reach { recursive, force })?
        }
    };
    ticket.id = Some(id).filter(|id| !id.is_empty());
    Ok(Command { action, expect: expect.value().and_then(|tags| etag::expected_by(tags)) })
}

fn id_in(action: &Action) -> String {
    match action {
        Action::PutObject(put) => put.code.clone(),
        Action::PutDefinition(put) => put.code.clone(),
        Action::PutValue(put) => composite(&put.attribute, &put.code),
        Action::DeleteObject { code, .. } | Action::DeleteDefinition { code, .. } | Action::DeleteKeyValue { code } => {
            code.clone()
        }
        Action::DeleteValue { attribute, code, .. } => composite(attribute, code),
        Action::PutKeyValue(put) => put.code.clone(),
        Action::PutUser(put) => match &put.user {
            UserName::Number(id) => id.to_string(),
            UserName::Name(name) => name.clone(),
        },
        // No body makes one.
        Action::DeleteLink { .. } | Action::Refused(_) => String::new(),
        // Jobs alone make these.
        Action::Reshape { reshape, .. } | Action::EndReshape { reshape } => reshape.to_string(),
    }
}

#[cfg(test)]
mod tests;
