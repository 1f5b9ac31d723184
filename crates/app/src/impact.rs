//! What a deletion would mean: the plan of the write road, made and dropped. What too many hold is counted as the plan
//! finds its holders.

use std::collections::HashSet;
use std::sync::Arc;

use model::changes::{Changeset, Entity};
use model::command::{Action, Command};
use model::impact::{EXAMPLES, Fate, Impact, followed, of_deleted};
use model::loaded::Use;
use model::permission::{Actor, Rights};
use model::problem::{Kind, Problem};
use model::query::{Start, ValueQuery};
use model::schema::{Attribute, Definition, PredefinedValue, State};
use store::conn::Conn;
use store::load::{held, linked};

use crate::dry_run::Shadow;
use crate::edits::Picked;
use crate::write::Batch;
use crate::{App, Failure};

/// Objects of a selection that are looked at.
const TRIED: usize = 10_000;

/// What the deletion of one thing would mean.
#[derive(Debug)]
pub struct Deletion {
    /// Why it is refused unless it is forced; `None`: it isn't.
    pub refused: Option<Problem>,
    /// Whether it can be forced.
    pub is_forceable: bool,
    /// What becomes of others.
    pub impact: Impact,
}

/// What the deletion of many objects would mean.
#[derive(Debug, Default)]
pub struct Deletions {
    /// How many there are.
    pub count: u64,
    /// How many of them were looked at: the first.
    pub tried: u64,
    /// How many of these can't be deleted.
    pub refused: u64,
    /// What becomes of others.
    pub impact: Impact,
}

impl App {
    /// What it would mean to delete a thing, as it is usually done and by force. Errors: `NotFound`; `Forbidden`.
    pub async fn impact(&self, actor: &Actor, usual: Action, forced: Action) -> Result<Deletion, Failure> {
        actor.rights.check_write()?;
        actor.rights.check_whole()?;
        let actor = Arc::new(actor.clone());
        let usual = self.foreseen_deletion(&actor, usual).await?;
        let forced = self.foreseen_deletion(&actor, forced).await?;
        let is_forceable = forced.is_ok();
        let (refused, impact) = match (usual, forced) {
            (Ok(impact), _) => (None, impact),
            (Err(refused), Ok(impact)) => (Some(refused), impact),
            (Err(refused), Err(_)) => (Some(refused), Impact::default()),
        };
        Ok(Deletion { refused, is_forceable, impact })
    }

    async fn foreseen_deletion(&self, actor: &Arc<Actor>, action: Action) -> Result<Result<Impact, Problem>, Failure> {
        let command = Command { action, expect: None };
        let prepared = self.prepare(Batch::new(actor, vec![command])).await?;
        let done = match prepared.plan.outcomes.into_iter().next() {
            Some(Ok(done)) => done,
            Some(Err(problem)) if !matches!(problem.kind, Kind::NotFound | Kind::Forbidden) => return Ok(Err(problem)),
            Some(Err(problem)) => return Err(problem.into()),
            None => return Ok(Ok(Impact::default())),
        };
        let (kind, code) = (kind(&done.entity), code(&done.entity));
        let mut impact = Impact::default();
        impact.add(&prepared.plan.changeset.changes, |of, named| (of, named) == (kind, code.as_str()));
        self.add_definitions(&prepared.plan.changeset, (kind, &code), &mut impact).await?;
        self.add_followed(&prepared.plan.changeset, &mut impact).await?;
        Ok(Ok(impact))
    }

    /// Adds definitions that are hidden until a job has taken them away, and the values of lists that go: these are no
    /// lines of history.
    async fn add_definitions(
        &self,
        changeset: &Changeset,
        own: (&str, &str),
        impact: &mut Impact,
    ) -> Result<(), Failure> {
        let hidden = changeset.definitions.iter().map(|written| &written.row.0);
        let hidden: Vec<_> = hidden.filter(|definition| definition.state == State::Deleting).collect();
        for definition in &hidden {
            let kind = definition.spec.kind().name();
            if (kind, definition.code.as_str()) != own {
                impact.concerned(Fate::Deleted, kind, of_deleted(kind)).add(&definition.code);
            }
        }
        let gone = changeset.definitions_deleted.iter().map(|deleted| &deleted.row).chain(hidden);
        let is_list = |own: &&Arc<Definition>| own.says::<Attribute>().is_some_and(|own| own.kind.is_list());
        let attributes: Vec<String> = gone.filter(is_list).map(|definition| definition.code.clone()).collect();
        if attributes.is_empty() {
            return Ok(());
        }
        let query = ValueQuery {
            attributes,
            start: Start::Page(1),
            limit: u32::try_from(EXAMPLES).unwrap_or_default(),
            rights: Rights::FULL,
        };
        let (page, _) = self.values(query).await?;
        if page.total > 0 {
            let name = |value: &Arc<PredefinedValue>| format!("attribute={};code={}", value.attribute, value.code);
            let values = impact.concerned(Fate::Deleted, "predefined_value", of_deleted("predefined_value"));
            values.count += page.total;
            values.examples.extend(page.values.iter().map(name));
        }
        Ok(())
    }

    /// Adds those whom a job would make follow.
    async fn add_followed(&self, changeset: &Changeset, impact: &mut Impact) -> Result<(), Failure> {
        let schema = self.confirmed().await?;
        for (used, fate, relation) in changeset.reshapes.iter().flat_map(|begun| followed(&begun.row)) {
            let by = Arc::clone(&schema);
            let read = async move |conn: &mut Conn<'_>| {
                let mut found = held(conn, &used, &by, EXAMPLES).await?;
                if let (Use::Type(id), Fate::Deleted) = (&used, fate) {
                    found.extend(linked(conn, *id, EXAMPLES).await?);
                }
                Ok(found)
            };
            for found in self.store.snapshot(read).await? {
                let relation = if fate == Fate::Deleted { of_deleted(&found.kind) } else { relation };
                let concerned = impact.concerned(fate, &found.kind, relation);
                concerned.count += found.count;
                concerned.examples.extend(found.examples);
                concerned.examples.truncate(EXAMPLES);
            }
        }
        Ok(())
    }

    /// The same for objects that are picked: of the first of them.
    pub async fn impact_of_many(&self, actor: &Actor, picked: Picked) -> Result<Deletions, Failure> {
        actor.rights.check_write()?;
        actor.rights.check_whole()?;
        let kind = picked.kind();
        let mut ids = self.picked(&actor.rights, picked).await?;
        let mut told = Deletions { count: ids.len() as u64, ..Deletions::default() };
        ids.truncate(TRIED);
        let (actor, mut shadow) = (Arc::new(actor.clone()), Shadow::new()?);
        let schema = self.schema().await?;
        for part in ids.chunks(self.store.bulk_chunk()) {
            let sheets = self.objects(&actor.rights, part.to_vec(), &schema).await?.sheets;
            let codes: HashSet<String> = sheets.iter().map(|sheet| sheet.object.code.clone()).collect();
            let delete = |code: &String| Action::DeleteObject { kind, code: code.clone(), recursive: false };
            let commands = codes.iter().map(|code| Command { action: delete(code), expect: None });
            let plan = self.foresee(Batch::new(&actor, commands.collect::<Vec<_>>()), &mut shadow).await?;
            told.tried += codes.len() as u64;
            told.refused += plan.outcomes.iter().filter(|outcome| outcome.is_err()).count() as u64;
            told.impact.add(&plan.changeset.changes, |of, code| of == kind.name() && codes.contains(code));
        }
        Ok(told)
    }
}

/// A thing's kind, as history calls it.
fn kind(entity: &Entity) -> &'static str {
    match entity {
        Entity::Object(object) => object.kind.name(),
        Entity::Definition(definition) => definition.spec.kind().name(),
        Entity::Value(_) => "predefined_value",
        Entity::KeyValue(_) => "key_value",
        Entity::User(_) => "user",
    }
}

/// Its name there.
fn code(entity: &Entity) -> String {
    match entity {
        Entity::Value(value) => format!("attribute={};code={}", value.attribute, value.code),
        other => other.code().to_owned(),
    }
}
