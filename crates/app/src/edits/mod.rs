//! Bulk edits: the same done to many objects, as a preview and as a job. Which objects is settled when it is wanted, so
//! that what the edit makes of them neither adds to them nor hides any.

mod feed;
mod items;
mod preview;

use std::collections::BTreeSet;

use model::edit::Edit;
use model::input::Input;
use model::job::JobKind;
use model::object::ObjectKind;
use model::permission::{Actor, Rights};
use model::problem::{Kind, Problem};
use model::query::{Condition, Filter, MAX_LIMIT, Query, Question, Start, Test};
use serde::{Deserialize, Serialize};
use store::answer::{self, Numbers};
use store::conn::Conn;
use store::jobs::NewJob;
use store::{Urgency, edits};

use crate::jobs::Doer;
use crate::{App, Failure};

pub(crate) use feed::run;
pub use preview::{Preview, Previewed};

/// Times that a question is asked anew because the definitions had changed.
const ROUNDS: usize = 8;

/// Objects to be edited, and how.
#[derive(Debug, Clone)]
pub struct NewEdit {
    /// Which objects.
    pub picked: Picked,
    /// The operations as they were sent: a list.
    pub operations: Input,
    /// How many objects the caller counts on; another number is refused.
    pub expected: Option<u64>,
}

/// Which objects.
#[derive(Debug, Clone)]
pub enum Picked {
    /// All that match, whatever page it asks for.
    Matching(Box<Query>),
    /// Those of these codes that are there.
    Coded(ObjectKind, Vec<String>),
}

impl Picked {
    /// Their kind.
    pub(crate) fn kind(&self) -> ObjectKind {
        match self {
            Self::Matching(query) => query.kind,
            Self::Coded(kind, _) => *kind,
        }
    }
}

/// What is to be done, as a job keeps it.
#[derive(Debug, Serialize, Deserialize)]
struct Wish {
    kind: ObjectKind,
    /// JSON.
    operations: String,
    doer: Doer,
}

impl Wish {
    fn edit(&self) -> Result<Edit, Failure> {
        let operations = Input::parse(&self.operations)?;
        Ok(Edit::read(self.kind, &operations)?)
    }
}

impl App {
    /// Begins an edit; the number of its job. Errors: `Forbidden`; `Invalid` for operations that can't be meant;
    /// `Conflict` if another number of objects was expected.
    pub async fn edit(&self, actor: &Actor, new: NewEdit) -> Result<i64, Failure> {
        let edit = self.checked_edit(actor, &new).await?;
        let mut numbers = self.picked(&actor.rights, new.picked).await?;
        let count = numbers.len() as u64;
        if let Some(expected) = new.expected.filter(|expected| *expected != count) {
            let message = format!("Expected {expected} {}s to edit; there are {count}.", edit.kind.name());
            return Err(Problem::conflict(message).into());
        }
        if edit.deletes() {
            // What stands below others was mostly made after them, and has to go first.
            numbers.reverse();
        }
        let subject = format!("edits {count} {}s", edit.kind.name());
        let wish = Wish { kind: edit.kind, operations: new.operations.to_json(), doer: Doer::of(actor)? };
        let job = NewJob::new(JobKind::BulkEdit, subject, serde_json::to_string(&wish)?, actor.name.clone());
        let job = NewJob { target: Some(edit.kind.name().to_owned()), ..job };
        let id = self.store.ids(1).await?.start;
        let add = async move |conn: &mut Conn<'_>| edits::add(conn, id, &job, &numbers).await;
        self.store.write(Urgency::Bulk, add).await?;
        self.jobs_changed.send_replace(());
        Ok(id)
    }

    /// The operations of an edit that the actor may want.
    async fn checked_edit(&self, actor: &Actor, new: &NewEdit) -> Result<Edit, Failure> {
        actor.rights.check_write()?;
        actor.rights.check_whole()?;
        let edit = Edit::read(new.picked.kind(), &new.operations)?;
        edit.check(&*self.confirmed().await?)?;
        Ok(edit)
    }

    /// The numbers of the objects, ascending.
    pub(crate) async fn picked(&self, rights: &Rights, picked: Picked) -> Result<Vec<i64>, Failure> {
        let (kind, codes) = match picked {
            Picked::Matching(query) => return self.numbers(*query).await,
            Picked::Coded(kind, codes) => (kind, codes),
        };
        let mut numbers = BTreeSet::new();
        for part in codes.chunks(MAX_LIMIT as usize) {
            let filter = Filter::Is(Condition::Code(Test::Equals(part.to_vec())));
            numbers.extend(self.numbers(Query { filter, ..Query::all(kind, rights.clone()) }).await?);
        }
        Ok(numbers.into_iter().collect())
    }

    /// The numbers of all objects that match, ascending, of one moment.
    async fn numbers(&self, query: Query) -> Result<Vec<i64>, Failure> {
        // Of a page nothing is asked; nor is there an order to be found out.
        let query = Query { order: Vec::new(), start: Start::Page(1), limit: 0, ..query };
        for _ in 0..ROUNDS {
            let schema = self.confirmed().await?;
            let question = Question::of(&query, &schema)?;
            let (engine, by) = (std::sync::Arc::clone(self.store.engine()), schema);
            let work = async move |conn: &mut Conn<'_>| answer::numbers(conn, &engine, &question, &by).await;
            if let Numbers::All(numbers) = self.store.snapshot(work).await? {
                return Ok(numbers);
            }
        }
        Err(Problem::new(Kind::Unavailable, "The definitions change faster than a list can be read. Try again.").into())
    }
}
