//! The links from one object, by their types: `/documents/{code}/links/{type}` (v4.md 7).

use std::collections::BTreeMap;
use std::sync::Arc;

use app::{Mode, Options};
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use model::changes::{Effect, Entity, Outcome};
use model::command::{Action, Command, Patch, PutMode, PutObject, Unknown};
use model::input::Input;
use model::object::{Object, ObjectKind};
use model::problem::{Field, Kind, Problem, Violation};
use model::query::{Condition, Filter, Heads, MAX_LIMIT, Query, Sheet, Sheets, Sort, SortBy, Start};
use model::schema::{DefinitionKind, LinkType, Schema};
use serde_json::{Value, json};

use super::asked::Asked;
use super::body::Body;
use super::envelope::{self, Written, escaped};
use super::fields::Fields;
use super::kinds;
use super::objects::Objects;
use super::path::At;
use super::printer::{Printer, printing};
use crate::AppState;
use crate::errors::{Refusal, v4};

/// Times that links are replaced anew, because others changed them meanwhile.
const ROUNDS: usize = 8;

/// All links from one, by type: E4.
pub async fn all(
    objects: &'static dyn Objects,
    State(state): State<AppState>,
    asked: Asked,
    At([code, _]): At<2>,
) -> Result<Response, Refusal> {
    state.app.head(&asked.actor.rights, objects.kind(), &code).await?;
    let links = from(&state, &asked, (objects.kind(), &code), Vec::new()).await?;
    let culture = asked.culture()?;
    let groups: Vec<Value> = printing(&asked, &culture, &links.values, |printer| {
        let mut groups: BTreeMap<(i64, i64), Vec<Value>> = BTreeMap::new();
        for Sheet { object: link, .. } in &links.sheets {
            let priority = printer.schema.link_type(link).map_or(0, |own| own.priority);
            groups.entry((priority, link.type_id)).or_default().push(item(printer, link));
        }
        let group =
            |((_, id), items)| json!({"link_type_code": printer.schema.code_of(id), "items": Value::Array(items)});
        groups.into_iter().map(group).collect()
    });
    envelope::response(&groups)
}

/// The links of one type from one: E4.
pub async fn of_type(
    objects: &'static dyn Objects,
    State(state): State<AppState>,
    asked: Asked,
    At([code, _, link_type]): At<3>,
) -> Result<Response, Refusal> {
    known_type(&asked.schema, &link_type)?;
    state.app.head(&asked.actor.rights, objects.kind(), &code).await?;
    let wanted = Condition::Type(vec![link_type]);
    let links = from(&state, &asked, (objects.kind(), &code), vec![Filter::Is(wanted)]).await?;
    let culture = asked.culture()?;
    let items: Vec<_> = printing(&asked, &culture, &links.values, |printer| {
        links.sheets.iter().map(|sheet| item(printer, &sheet.object)).collect()
    });
    envelope::response(&items)
}

fn item(printer: Printer<'_>, link: &Object) -> Value {
    json!({
        "id": link.id,
        "target_type": printer.schema.link_type(link).map(|own| kinds::name(own.target_type)),
        "target_code": link.target.as_ref().map(|end| end.code.as_str()),
        "sequence": link.sequence,
        "fields": Fields { printer, object: link, set: None, body: &link.body, links: &[] },
    })
}

/// Errors: `NotFound`.
fn known_type<'a>(schema: &'a Schema, code: &str) -> Result<&'a LinkType, Problem> {
    let found = schema.get::<LinkType>(code).map(|(_, own)| own);
    found.ok_or_else(|| Problem::not_found(DefinitionKind::LinkType.words(), code))
}

/// The links from an object that match, by sequence.
async fn from(
    state: &AppState,
    asked: &Asked,
    (kind, code): (ObjectKind, &str),
    mut filters: Vec<Filter>,
) -> Result<Sheets, Refusal> {
    filters.push(Filter::Is(Condition::Parent(vec![code.to_owned()])));
    filters.push(Filter::Is(Condition::From(vec![kind])));
    let mut query = Query {
        filter: Filter::All(filters),
        order: vec![Sort { by: SortBy::Sequence, descending: false }],
        start: Start::After(String::new()),
        limit: MAX_LIMIT,
        ..Query::all(ObjectKind::Link, asked.actor.rights.clone())
    };
    let mut all = Sheets::default();
    loop {
        let (Heads { heads, next, .. }, schema) = state.app.heads(query.clone()).await?;
        let ids = heads.iter().map(|head| head.id).collect();
        let sheets = state.app.sheets(&asked.actor.rights, ObjectKind::Link, ids, &schema).await?;
        all.sheets.extend(sheets.sheets);
        all.values.extend(sheets.values);
        match next {
            Some(key) => query.start = Start::After(key),
            None => return Ok(all),
        }
    }
}

/// What a body wants of the links of one type from one object.
struct Wish {
    kind: ObjectKind,
    code: String,
    link_type: String,
    /// The code of a target, and the link to it.
    items: Vec<(String, PutObject)>,
    replaces: bool,
    warnings: Vec<String>,
}

/// Adds links or, with `mode=replace`, leaves these alone. `POST` answers 201 where one is new.
pub async fn post(
    objects: &'static dyn Objects,
    State(state): State<AppState>,
    asked: Asked,
    At([code, _, link_type]): At<3>,
    body: HttpBody,
) -> Result<Response, Refusal> {
    put_links(objects, &state, &asked, (code, link_type), body, true).await
}

/// The same, always answered with 200.
pub async fn put(
    objects: &'static dyn Objects,
    State(state): State<AppState>,
    asked: Asked,
    At([code, _, link_type]): At<3>,
    body: HttpBody,
) -> Result<Response, Refusal> {
    put_links(objects, &state, &asked, (code, link_type), body, false).await
}

async fn put_links(
    objects: &dyn Objects,
    state: &AppState,
    asked: &Asked,
    (code, link_type): (String, String),
    body: HttpBody,
    tells_new: bool,
) -> Result<Response, Refusal> {
    let body = asked.writes(body).await?;
    body.require_key("items")?;
    known_type(&asked.schema, &link_type)?;
    state.app.head(&asked.actor.rights, objects.kind(), &code).await?;
    let wish = Wish::read(asked, (objects.kind(), code, link_type), body)?;
    let (outcomes, gone) = wish.carry_out(state, asked).await?;
    let location = format!("{}/{}/links/{}", objects.path(), escaped(&wish.code), escaped(&wish.link_type));
    Ok(wish.answer(&outcomes, gone, location, tells_new).answer(&asked.base))
}

impl Wish {
    fn read(
        asked: &Asked,
        (kind, code, link_type): (ObjectKind, String, String),
        mut body: Body,
    ) -> Result<Self, Refusal> {
        let mode = body.text("mode");
        let replaces = match mode.value().map(String::as_str) {
            None | Some("update") => false,
            Some("replace") => true,
            Some(other) => {
                body.refuse("mode", "unknown_mode", format!("Expected update or replace; got \"{other}\"."));
                false
            }
        };
        let items = match body.input("items") {
            Patch::Value(Input::List(items)) => items,
            other => {
                let got = other.value().map_or("null".to_owned(), Input::describe);
                body.refuse("items", "wrong_type", format!("Expected a list; got {got}."));
                Vec::new()
            }
        };
        let warnings = body.finish()?.warnings(&Value::Null);
        let culture = asked.culture()?;
        let mut wish = Self { kind, code, link_type, items: Vec::new(), replaces, warnings };
        for item in items {
            wish.add(asked, &culture, Body::of(item).map_err(at_items)?)?;
        }
        Ok(wish)
    }

    /// Of two items with one target the last counts.
    fn add(&mut self, asked: &Asked, culture: &str, mut body: Body) -> Result<(), Problem> {
        body.require(&["target_code"])?;
        let target = body.reference("target_code").value().cloned().unwrap_or_default();
        let put = PutObject {
            link_type: Patch::Value(self.link_type.clone()),
            parent: Patch::Value(self.code.clone()),
            target: Patch::Value(target.clone()),
            sequence: body.integer("sequence"),
            makes_room: false,
            values: body.values(&asked.schema, culture),
            unknown: Unknown::Warn,
            ..PutObject::new(ObjectKind::Link, "", PutMode::Upsert)
        };
        body.finish()?;
        if let Some(at) = self.items.iter().position(|(other, _)| *other == target) {
            self.warnings.push(format!("The target comes twice, the last counts: {target}"));
            self.items.remove(at);
        }
        self.items.push((target, put));
        Ok(())
    }

    /// Writes all of it or nothing, and tells how many links went.
    async fn carry_out(&self, state: &AppState, asked: &Asked) -> Result<(Vec<Outcome>, usize), Refusal> {
        for _ in 0..ROUNDS {
            let gone = if self.replaces { self.others(state, asked).await? } else { Vec::new() };
            let delete =
                |code: &String| Action::DeleteObject { kind: ObjectKind::Link, code: code.clone(), recursive: false };
            let puts = self.items.iter().map(|(_, put)| Action::PutObject(put.clone()));
            let commands = gone.iter().map(delete).chain(puts).map(|action| Command { action, expect: None });
            let mut outcomes =
                state.app.write(&asked.actor, commands.collect(), Options::of(Mode::AllOrNothing)).await?;
            let puts = outcomes.split_off(gone.len());
            // Somebody else deleted one meanwhile.
            let is_late = |outcome: &Outcome| matches!(outcome, Err(problem) if problem.kind == Kind::NotFound);
            if !outcomes.iter().any(is_late) {
                let failed =
                    puts.iter().find_map(|outcome| outcome.as_ref().err().filter(|it| it.kind == Kind::Invalid));
                let failed = failed.or_else(|| puts.iter().chain(&outcomes).find_map(|outcome| outcome.as_ref().err()));
                return match failed.cloned() {
                    Some(mut problem) => {
                        // What they lead from stands in the address.
                        v4::called(&mut problem.violations, &[("parent", "origin_code")]);
                        Err(problem.into())
                    }
                    None => Ok((puts, gone.len())),
                };
            }
        }
        Err(Problem::unavailable("Other writers came between too often. Try again.").into())
    }

    /// The links of the type to other targets.
    async fn others(&self, state: &AppState, asked: &Asked) -> Result<Vec<String>, Refusal> {
        let own = Condition::Type(vec![self.link_type.clone()]);
        let links = from(state, asked, (self.kind, &self.code), vec![Filter::Is(own)]).await?;
        let stays = |link: &Arc<Object>| {
            link.target.as_ref().is_some_and(|end| self.items.iter().any(|(target, _)| *target == end.code))
        };
        let others = links.sheets.iter().map(|sheet| &sheet.object).filter(|link| !stays(link));
        Ok(others.map(|link| link.code.clone()).collect())
    }

    fn answer(self, outcomes: &[Outcome], deleted: usize, location: String, tells_new: bool) -> Written {
        let done = || outcomes.iter().flatten();
        let count = |effect| done().filter(|done| done.effect == effect).count();
        let (created, updated) = (count(Effect::Created), count(Effect::Updated));
        let link = |entity: &Entity| match entity {
            Entity::Object(link) => {
                let target = link.target.as_ref().map(|end| end.code.as_str());
                json!({"id": link.id, "target_code": target, "sequence": link.sequence})
            }
            _ => Value::Null,
        };
        let items: Vec<Value> = done().map(|done| link(&done.entity)).collect();
        let mut warnings = self.warnings;
        warnings.extend(done().flat_map(|done| envelope::warnings(&done.warnings)));
        let told = vec![
            ("code", self.code.into()),
            ("link_type_code", self.link_type.into()),
            ("created", created.into()),
            ("updated", updated.into()),
            ("deleted", deleted.into()),
            ("items", items.into()),
        ];
        Written { is_new: tells_new && created > 0, location, told, warnings }
    }
}

/// An item that is no object.
fn at_items(problem: Problem) -> Problem {
    let violation = Violation::new(Field::Property("items"), "wrong_type", problem.message.clone());
    Problem { violations: vec![violation], ..problem }
}

/// Deletes all links of a type from one: 204, even where there are none.
pub async fn delete_all(
    objects: &'static dyn Objects,
    State(state): State<AppState>,
    asked: Asked,
    At([code, _, link_type]): At<3>,
) -> Result<StatusCode, Refusal> {
    asked.actor.rights.check_write()?;
    known_type(&asked.schema, &link_type)?;
    state.app.head(&asked.actor.rights, objects.kind(), &code).await?;
    let wish = Wish { kind: objects.kind(), code, link_type, items: Vec::new(), replaces: true, warnings: Vec::new() };
    wish.carry_out(&state, &asked).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes the link to one target: 204.
pub async fn delete(
    objects: &'static dyn Objects,
    State(state): State<AppState>,
    asked: Asked,
    At([code, _, link_type, target]): At<4>,
) -> Result<StatusCode, Refusal> {
    asked.actor.rights.check_write()?;
    known_type(&asked.schema, &link_type)?;
    let own = [Condition::Type(vec![link_type]), Condition::Target(vec![target.clone()])];
    let links = from(&state, &asked, (objects.kind(), &code), own.into_iter().map(Filter::Is).collect()).await?;
    let link = links.sheets.first().ok_or_else(|| Problem::not_found("link to", &target))?;
    let code = link.object.code.clone();
    super::objects::run(&state, &asked, Action::DeleteObject { kind: ObjectKind::Link, code, recursive: false })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
