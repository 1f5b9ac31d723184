//! What an edit would do: the plan of the write road, made for the first objects and dropped.

use std::sync::Arc;

use model::changes::{Difference, Effect, Entity, Outcome};
use model::command::Command;
use model::object::ObjectKind;
use model::permission::Actor;
use model::problem::Problem;
use model::schema::Schema;

use super::NewEdit;
use super::items::Item;
use crate::dry_run::Shadow;
use crate::write::Batch;
use crate::{App, Failure};

/// Objects that are tried at most.
const TRIED: usize = 10_000;
/// Objects that are shown.
const SHOWN: usize = 20;

/// What an edit would do.
#[derive(Debug, Default)]
pub struct Preview {
    /// How many objects it is about.
    pub count: u64,
    /// How many of them were tried: the first.
    pub tried: u64,
    /// Of these: those that would differ.
    pub to_change: u64,
    /// Those that would stay as they are.
    pub unchanged: u64,
    /// Those that would be refused.
    pub refused: u64,
    /// The first that would differ or be refused.
    pub first: Vec<Previewed>,
}

/// One object of a preview.
#[derive(Debug)]
pub struct Previewed {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub title: Option<String>,
    /// The fields that would differ.
    pub changes: Vec<Difference>,
    /// Why it would be refused.
    pub problems: Vec<Problem>,
}

impl App {
    /// Tries an edit on the first objects. Nothing is written. Errors: as of [`App::edit`].
    pub async fn preview_edit(&self, actor: &Actor, new: NewEdit) -> Result<(Preview, Arc<Schema>), Failure> {
        let edit = self.checked_edit(actor, &new).await?;
        let mut ids = self.picked(&actor.rights, new.picked).await?;
        let mut preview = Preview { count: ids.len() as u64, ..Preview::default() };
        if edit.deletes() {
            ids.reverse();
        }
        ids.truncate(TRIED);
        let (actor, mut shadow) = (Arc::new(actor.clone()), Shadow::new()?);
        let schema = self.schema().await?;
        for part in ids.chunks((self.store.bulk_chunk() / edit.commands_each()).max(1)) {
            let items = self.edit_items(&edit, &actor.rights, part.to_vec(), &schema).await?;
            let items: Vec<Item> = items.into_iter().flatten().collect();
            let commands: Vec<Command> = items.iter().flat_map(|item| &item.commands).cloned().collect();
            let batch = Batch { is_part: true, ..Batch::new(&actor, commands) };
            let mut outcomes = self.plan_in_shadow(batch, &mut shadow).await?.into_iter();
            for item in items {
                let own: Vec<_> = outcomes.by_ref().take(item.commands.len()).collect();
                preview.tell(item, &own, &schema);
            }
        }
        Ok((preview, schema))
    }
}

impl Preview {
    fn tell(&mut self, item: Item, outcomes: &[Outcome], schema: &Schema) {
        self.tried += 1;
        let is_refused = outcomes.is_empty() || outcomes.iter().any(Result::is_err);
        let changes = outcomes.iter().flatten().any(|done| done.effect != Effect::Unchanged);
        *match (is_refused, changes) {
            (true, _) => &mut self.refused,
            (false, true) => &mut self.to_change,
            (false, false) => &mut self.unchanged,
        } += 1;
        if self.first.len() < SHOWN && (is_refused || changes) {
            self.first.push(Previewed {
                code: item.code,
                title: item.title,
                changes: outcomes.iter().flat_map(|outcome| differences(outcome, schema)).collect(),
                problems: outcomes.iter().filter_map(|outcome| outcome.as_ref().err().cloned()).collect(),
            });
        }
    }
}

/// What differs by one command: of what is made or deleted as a whole its name alone.
fn differences(outcome: &Outcome, schema: &Schema) -> Vec<Difference> {
    let Ok(done) = outcome else { return Vec::new() };
    let Entity::Object(object) = &done.entity else { return Vec::new() };
    let (path, name) = match (object.kind, &object.target) {
        (ObjectKind::Link, Some(target)) => (format!("links.{}", schema.code_of(object.type_id)), &target.code),
        _ => ("id".to_owned(), &object.code),
    };
    let name = Some(serde_json::Value::from(name.as_str()).to_string());
    match done.effect {
        Effect::Unchanged => Vec::new(),
        Effect::Updated => done.differences(schema),
        Effect::Created => vec![Difference { path, before: None, after: name }],
        Effect::Deleted => vec![Difference { path, before: name, after: None }],
    }
}
