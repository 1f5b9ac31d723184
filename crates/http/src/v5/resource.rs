//! What the handlers need to know of a resource, and of the family of things that it belongs to.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;

use app::Failure;
use app::items::{Family, Item};
use axum::response::Response;
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::{self, BoxFuture};
use model::changes::Entity;
use model::command::{Action, PutMode};
use model::object::ObjectKind;
use model::problem::Problem;
use model::query::{Start, Subject};
use model::schema::Schema;

use super::filter::names::FilterName;
use super::jsonld::Class;
use super::page::Paging;
use super::shape::Fields;
use super::values::Printer;
use super::view::{Asked, View};
use super::{answer, etag};
use crate::AppState;
use crate::cache::fingerprint;
use crate::errors::Refusal;
use crate::params::Params;

/// A resource: its words on the wire, how its bodies are read and how it is printed.
pub trait Resource: Send + Sync + Sized + 'static {
    /// What the core keeps for it.
    type Thing: Thing;

    /// Its words.
    const CLASS: Class;

    /// Which of these things.
    const KIND: <Self::Thing as Thing>::Kind;

    /// Another name of the collection.
    const ALIAS: Option<&'static str> = None;

    /// Whether one can be deleted.
    const DELETABLE: bool = true;

    /// Whether one that is public is shown without a token.
    const OPEN: bool = false;

    /// The property that names what it belongs to.
    const OWNER: &'static str = "parent.id";

    /// Properties that a `POST` must give.
    const REQUIRED: &'static [&'static str] = &["id"];

    /// Properties that only a `POST` decides.
    const FIXED: &'static [&'static str] = &["id"];

    /// What a body may say that is not printed, with its meaning.
    const WRITE_ONLY: &'static [(&'static str, &'static str)] = &[];

    /// Whether a body can only be read with the default locale at hand.
    const READS_LOCALE: bool = false;

    /// Reads a body. What is wrong with it is told by `body` in the end.
    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem>;

    /// The schema of what it prints: [`schema_of`](super::describe::schema_of) its struct, whose
    /// comments are the words of the properties.
    fn printed() -> schemars::Schema;

    /// Prints one as a member of a list.
    fn print(printer: Printer<'_>, thing: &Self::Thing) -> serde_json::Result<Vec<u8>>;

    /// Leaves of all those that a query string asks for, where lists have filters of their own. Errors: `Malformed`.
    fn sift(_all: &mut Vec<&Arc<Self::Thing>>, _schema: &Schema, _params: &Params) -> Result<(), Problem> {
        Ok(())
    }

    /// Whether that depends on other things than the one and the schema: then it is printed each time.
    fn shows_others(_view: &View) -> bool {
        false
    }
}

/// What is to be done with a body.
pub struct Wish<'a> {
    /// The id in the path; without one the body names it.
    pub id: Option<&'a str>,
    /// Whether it may, or must, exist.
    pub mode: PutMode,
    /// Whether it came alone, rather than in bulk.
    pub single: bool,
    /// Whether it may take away what is still used.
    pub force: bool,
    /// The default locale, for those that [read it](Resource::READS_LOCALE).
    pub locale: &'a str,
}

/// How far a deletion may go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Also what lies below.
    pub recursive: bool,
    /// Also what still needs it.
    pub force: bool,
}

/// A family of things: how they are asked for and deleted.
pub trait Thing: Send + Sync + Sized {
    /// Tells resources of the family apart.
    type Kind: Copy + Send + Sync;

    /// What the core keeps for them.
    fn family(kind: Self::Kind) -> Family;

    /// Which objects they are, if they are objects: then they have the attributes of the schema.
    fn objects(kind: Self::Kind) -> Option<ObjectKind> {
        match Self::family(kind) {
            Family::Objects(kind) => Some(kind),
            _ => None,
        }
    }

    /// The one in an item of the family.
    fn of(item: Item<'_>) -> Option<&Self>;

    /// The filters that lists of them have, for their description.
    fn filters(_kind: Self::Kind) -> Vec<FilterName> {
        Vec::new()
    }

    /// Its revision.
    fn rev(&self) -> i64;

    /// Whether its history is shown.
    const HAS_HISTORY: bool = false;

    /// The one of that id, for its history; `None`: there is no such id.
    fn subject(_kind: Self::Kind, _id: &str) -> Option<Subject> {
        None
    }

    /// What lists of them can be ordered by, unless they are objects.
    fn orders() -> Vec<&'static str> {
        Vec::new()
    }

    /// Deletes one. Errors: `NotFound` for what is no id at all.
    fn delete(kind: Self::Kind, id: &str, reach: Reach) -> Result<Action, Problem>;

    /// Answers with one.
    fn one<R: Resource<Thing = Self>>(
        state: &AppState,
        asked: &Asked,
        id: &str,
    ) -> impl Future<Output = Result<Response, Refusal>> + Send;

    /// Answers a write with what it left, whatever others have done to it since.
    fn written<R: Resource<Thing = Self>>(
        state: &AppState,
        asked: &Asked,
        entity: Entity,
    ) -> impl Future<Output = Result<Response, Refusal>> + Send;

    /// Answers with a page.
    fn page<R: Resource<Thing = Self>>(
        state: &AppState,
        asked: &Asked,
        paging: &Paging,
    ) -> impl Future<Output = Result<Response, Refusal>> + Send {
        async {
            let chunk = Self::chunk::<R>(state, asked, paging.start(), paging.limit).await?.printed().await?;
            let seen = fingerprint(&(asked.view.format, &asked.query, chunk.total, &chunk.members));
            let answer =
                answer::page((R::CLASS, &R::CLASS.collection()), asked, paging, &chunk, None, &etag::of_list(seen))?;
            Ok(answer::send(answer, &asked.known))
        }
    }

    /// Some members of a list, read but maybe not printed yet.
    fn chunk<R: Resource<Thing = Self>>(
        state: &AppState,
        asked: &Asked,
        start: Start,
        limit: u32,
    ) -> impl Future<Output = Result<Chunk<Printing>, Failure>> + Send;
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
    /// How many there are on all pages.
    pub total: u64,
    /// The key of the last one, if more follow.
    pub next: Option<String>,
}

impl Chunk {
    /// Of things that show nothing of objects.
    pub fn of<R: Resource>(
        asked: &Asked,
        schema: &Schema,
        things: &[Arc<R::Thing>],
        total: u64,
        next: Option<String>,
    ) -> Result<Self, Failure> {
        let none = HashMap::new();
        let printer = Printer { view: &asked.view, schema, values: &none };
        let members =
            things.iter().map(|thing| printer.member::<R>(thing).map(Bytes::from)).collect::<Result<_, _>>()?;
        Ok(Self { members, total, next })
    }

    /// Of which nothing is left to print.
    pub fn ready(self) -> Chunk<Printing> {
        Chunk { members: future::ready(Ok(self.members)).boxed(), total: self.total, next: self.next }
    }
}

impl Chunk<Printing> {
    /// Prints it.
    pub async fn printed(self) -> Result<Chunk, Failure> {
        Ok(Chunk { members: self.members.await?, total: self.total, next: self.next })
    }
}
