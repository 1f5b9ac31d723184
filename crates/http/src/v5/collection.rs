//! Resources as values: what serves all of them is compiled once, what differs by family once for each family.

use std::collections::HashMap;
use std::sync::Arc;

use app::Failure;
use app::items::{Family, Item};
use axum::response::Response;
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::{self, BoxFuture};
use model::changes::Entity;
use model::command::Action;
use model::object::ObjectKind;
use model::problem::Problem;
use model::query::{Start, Subject};
use model::schema::Schema;

use super::filter::names::FilterName;
use super::jsonld::Class;
use super::page::Paging;
use super::resource::{Reach, Resource, Thing, Wish};
use super::shape::Fields;
use super::values::Printer;
use super::view::{Asked, View};
use super::{answer, etag};
use crate::AppState;
use crate::cache::fingerprint;
use crate::errors::Refusal;
use crate::params::Params;

/// What a [`Resource`] says of itself, whatever its family.
pub struct Terms {
    /// [`Resource::CLASS`].
    pub class: Class,
    /// [`Resource::ALIAS`].
    pub alias: Option<&'static str>,
    /// [`Resource::DELETABLE`].
    pub is_deletable: bool,
    /// [`Resource::OPEN`].
    pub is_open: bool,
    /// [`Resource::OWNER`].
    pub owner: &'static str,
    /// [`Resource::REQUIRED`].
    pub required: &'static [&'static str],
    /// [`Resource::FIXED`].
    pub fixed: &'static [&'static str],
    /// [`Resource::WRITE_ONLY`].
    pub write_only: &'static [(&'static str, &'static str)],
    /// [`Resource::READS_LOCALE`].
    pub reads_locale: bool,
    /// [`Resource::put`].
    pub put: fn(&Wish<'_>, &mut Fields) -> Result<Action, Problem>,
    /// [`Resource::printed`].
    pub printed: fn() -> schemars::Schema,
}

impl Terms {
    /// Of a resource.
    pub const fn of<R: Resource>() -> Self {
        Self {
            class: R::CLASS,
            alias: R::ALIAS,
            is_deletable: R::DELETABLE,
            is_open: R::OPEN,
            owner: R::OWNER,
            required: R::REQUIRED,
            fixed: R::FIXED,
            write_only: R::WRITE_ONLY,
            reads_locale: R::READS_LOCALE,
            put: R::put,
            printed: R::printed,
        }
    }
}

/// Leaves of all things those that a query string asks for.
type Sift<T> = fn(&mut Vec<&Arc<T>>, &Schema, &Params) -> Result<(), Problem>;

/// A [`Resource`] of things of one family.
pub struct Served<T: Thing> {
    /// What it says of itself.
    pub terms: Terms,
    /// [`Resource::KIND`].
    pub kind: T::Kind,
    /// [`Resource::print`].
    pub print: fn(Printer<'_>, &T) -> serde_json::Result<Vec<u8>>,
    /// [`Resource::sift`].
    pub sift: Sift<T>,
    /// [`Resource::shows_others`].
    pub shows_others: fn(&View) -> bool,
}

impl<T: Thing> Served<T> {
    /// Of a resource.
    pub const fn of<R: Resource<Thing = T>>() -> Self {
        Self { terms: Terms::of::<R>(), kind: R::KIND, print: R::print, sift: R::sift, shows_others: R::shows_others }
    }

    /// Answers with a thing that shows nothing of objects.
    pub async fn plain(&self, state: &AppState, asked: &Asked, thing: &T) -> Result<Response, Refusal> {
        let (schema, none) = (state.app.schema().await?, HashMap::new());
        let printer = Printer { view: &asked.view, schema: &schema, values: &none };
        Ok(answer::send(answer::fresh(self, asked, printer, thing, thing.rev())?, &asked.known))
    }

    /// Members that show nothing of objects.
    pub fn print_plain<'a>(
        &self,
        asked: &Asked,
        schema: &Schema,
        things: impl Iterator<Item = &'a Arc<T>>,
    ) -> Result<Printing, Failure> {
        let none = HashMap::new();
        let printer = Printer { view: &asked.view, schema, values: &none };
        let members = things.map(|thing| printer.member(self, thing).map(Bytes::from)).collect::<Result<_, _>>()?;
        Ok(future::ready(Ok(members)).boxed())
    }
}

/// Answers a request.
pub type Answering<'a> = BoxFuture<'a, Result<Response, Refusal>>;

/// Reads some members of a list.
pub type Reading<'a> = BoxFuture<'a, Result<Chunk<Printing>, Failure>>;

/// A resource as the handlers know it: how a family's things are asked for, answered with and deleted.
pub trait Collection: Send + Sync {
    /// What it says of itself.
    fn terms(&self) -> &Terms;

    /// What the core keeps for it.
    fn family(&self) -> Family;

    /// Which objects it holds, if they are objects: then they have the attributes of the schema.
    fn objects(&self) -> Option<ObjectKind> {
        match self.family() {
            Family::Objects(kind) => Some(kind),
            _ => None,
        }
    }

    /// The filters that its lists have, for their description.
    fn filters(&self) -> Vec<FilterName> {
        Vec::new()
    }

    /// What its lists can be ordered by, unless they are of objects.
    fn orders(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// Whether the history of its things is shown.
    fn has_history(&self) -> bool {
        false
    }

    /// The one of that id, for its history; `None`: there is no such id.
    fn subject(&self, _id: &str) -> Option<Subject> {
        None
    }

    /// Deletes one. Errors: `NotFound` for what is no id at all.
    fn delete(&self, id: &str, reach: Reach) -> Result<Action, Problem>;

    /// Prints an item of its family.
    fn print(&self, printer: Printer<'_>, item: Item<'_>) -> Result<Vec<u8>, Failure>;

    /// Answers with one.
    fn one<'a>(&'static self, state: &'a AppState, asked: &'a Asked, id: &'a str) -> Answering<'a>;

    /// Answers a write with what it left, whatever others have done to it since.
    fn written<'a>(&'static self, state: &'a AppState, asked: &'a Asked, entity: Entity) -> Answering<'a>;

    /// Answers a creation: as any write, with what is shown only then.
    fn created<'a>(&'static self, state: &'a AppState, asked: &'a Asked, entity: Entity) -> Answering<'a> {
        self.written(state, asked, entity)
    }

    /// Answers with a page.
    fn page<'a>(&'static self, state: &'a AppState, asked: &'a Asked, paging: &'a Paging) -> Answering<'a> {
        async move {
            let chunk = self.chunk(state, asked, paging.start(), paging.limit).await?.printed().await?;
            let class = self.terms().class;
            chunk.answer((class, &class.collection()), asked, paging)
        }
        .boxed()
    }

    /// Some members of a list, read but maybe not printed yet.
    fn chunk<'a>(&'static self, state: &'a AppState, asked: &'a Asked, start: Start, limit: u32) -> Reading<'a>;
}

/// The core answered with a thing of another family.
pub fn other_family(entity: &Entity) -> Refusal {
    Refusal::Internal(format!("a write of another kind was answered with {}", entity.code()).into())
}

/// Prints members.
pub type Printing = BoxFuture<'static, Result<Vec<Bytes>, Failure>>;

/// Some members of a list.
#[derive(Debug)]
pub struct Chunk<M = Vec<Bytes>> {
    /// In order.
    pub members: M,
    /// How many there are on all pages; `None`: that isn't counted.
    pub total: Option<u64>,
    /// The key of the last one, if more follow.
    pub next: Option<String>,
}

impl Chunk {
    /// Answers with it as a page of the list at that address; its tag is made from the bytes.
    pub fn answer(&self, of: (Class, &str), asked: &Asked, paging: &Paging) -> Result<Response, Refusal> {
        let seen = fingerprint(&(asked.view.format, &asked.query, self.total, &self.members));
        let answer = answer::page(of, asked, paging, self, None, &etag::of_list(seen))?;
        Ok(answer::send(answer, &asked.known))
    }
}

impl Chunk<Printing> {
    /// Prints it.
    pub async fn printed(self) -> Result<Chunk, Failure> {
        Ok(Chunk { members: self.members.await?, total: self.total, next: self.next })
    }
}
