//! Making and changing views.

use std::collections::BTreeSet;

use super::{View, ViewBody, ViewColumn, ViewHead, ViewOrder, check};
use crate::command::{Expect, Patch};
use crate::input::Input;
use crate::object::{ObjectKind, ObjectRef};
use crate::permission::Actor;
use crate::plan::check_expected;
use crate::problem::{Field, Problem, Violation};
use crate::schema::{DocumentType, Schema};

/// A wish for a view; what isn't mentioned stays.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the fields of View")]
pub struct PutView {
    pub name: Patch<String>,
    /// `None`: lists that there aren't.
    pub kind: Patch<Option<ObjectKind>>,
    pub document_type: Patch<String>,
    pub is_shared: Patch<bool>,
    pub roles: Patch<Vec<String>>,
    pub sequence: Patch<i64>,
    pub filter: Patch<Input>,
    pub search: Patch<String>,
    pub order: Patch<Vec<ViewOrder>>,
    pub columns: Patch<Vec<ViewColumn>>,
    pub locale: Patch<String>,
    pub settings: Patch<Input>,
}

impl PutView {
    /// A new view of whoever asks, under this id. Errors: `Forbidden` for programs, which have none; `Invalid`.
    pub fn make(&self, code: String, schema: &Schema, actor: &Actor) -> Result<View, Problem> {
        actor.rights.check_write()?;
        let owner = actor.account.ok_or_else(|| Problem::forbidden("a view belongs to a user, and a token is none"))?;
        let head = ViewHead {
            code,
            owner,
            kind: ObjectKind::Document,
            document_type: None,
            is_shared: false,
            roles: BTreeSet::new(),
            sequence: 0,
            attributes: BTreeSet::new(),
        };
        let (owner, body) = (actor.name.clone(), ViewBody::default());
        let empty = View { head, owner, body, rev: 1, created_at: 0, updated_at: 0 };
        let given = [("name", self.name.value().is_some()), ("resource", self.kind.value().is_some())];
        let missing = given.into_iter().filter(|(_, is_given)| !is_given);
        let missing = missing
            .map(|(name, _)| Violation::new(Field::Property(name), "required", "This value is required; got none."));
        self.laid_over(&empty, schema, missing.collect())
    }

    /// A view with these changes, at the next revision if they change it. Errors: `NotFound`, `Forbidden`, `Stale` or
    /// `Invalid`.
    pub fn change(
        &self,
        view: &View,
        schema: &Schema,
        actor: &Actor,
        expect: Option<&Expect>,
    ) -> Result<View, Problem> {
        view.head.check_change(actor)?;
        check_expected(Some(view.rev), expect)?;
        let after = self.laid_over(view, schema, Vec::new())?;
        Ok(if after == *view { after } else { View { rev: view.rev + 1, ..after } })
    }

    fn laid_over(&self, view: &View, schema: &Schema, mut wrong: Vec<Violation>) -> Result<View, Problem> {
        let View { mut head, mut body, .. } = view.clone();
        match self.kind {
            Patch::Value(Some(kind)) => head.kind = kind,
            Patch::Absent => {}
            _ => {
                let message = "Expected documents, variants, assets, classifications or links; got something else.";
                wrong.push(Violation::new(Field::Property("resource"), "unknown_choice", message));
            }
        }
        match &self.document_type {
            Patch::Absent => {}
            Patch::Null => head.document_type = None,
            Patch::Value(code) => {
                if let Some((id, _)) = schema.get::<DocumentType>(code) {
                    head.document_type = Some(ObjectRef { id, code: code.clone() });
                } else {
                    let message = format!("There is no document type \"{}\".", code.escape_debug());
                    wrong.push(Violation::new(Field::DocumentType, "unknown_reference", message));
                }
            }
        }
        let (text, json) = (|text| Some(text), |input: Input| Some(input.to_json()));
        put(self.is_shared.clone(), &mut head.is_shared);
        put(self.sequence.clone(), &mut head.sequence);
        put(self.roles.clone().map(|roles| roles.into_iter().collect()), &mut head.roles);
        put(self.name.clone(), &mut body.name);
        put(self.search.clone().map(text), &mut body.search);
        put(self.locale.clone().map(text), &mut body.locale);
        put(self.filter.clone().map(json), &mut body.filter);
        put(self.settings.clone().map(json), &mut body.settings);
        put(self.order.clone(), &mut body.order);
        put(self.columns.clone(), &mut body.columns);
        check::check(&head, &body, schema, &mut wrong);
        if !wrong.is_empty() {
            return Err(Problem::invalid(wrong));
        }
        head.attributes = body.attributes();
        Ok(View { head, body, ..view.clone() })
    }
}

fn put<T: Default>(given: Patch<T>, own: &mut T) {
    match given {
        Patch::Absent => {}
        Patch::Null => *own = T::default(),
        Patch::Value(value) => *own = value,
    }
}

impl ViewBody {
    /// The codes of all attributes that it names.
    fn attributes(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let keys = self.columns.iter().map(|column| &column.key).chain(self.order.iter().map(|key| &key.by));
        keys.for_each(|key| named(key, &mut found));
        if let Some(filter) = self.filter.as_ref().and_then(|json| Input::parse(json).ok()) {
            named_in(&filter, &mut found);
        }
        found
    }
}

fn named_in(filter: &Input, found: &mut BTreeSet<String>) {
    match filter {
        Input::Map(members) => {
            for (name, input) in members {
                named(name, found);
                named_in(input, found);
            }
        }
        Input::List(items) => items.iter().for_each(|item| named_in(item, found)),
        _ => {}
    }
}

/// `attributes.{code}`, whatever stands before and after.
fn named(name: &str, found: &mut BTreeSet<String>) {
    if let Some((_, path)) = name.split_once("attributes.") {
        found.insert(path.split('.').next().unwrap_or(path).to_owned());
    }
}
