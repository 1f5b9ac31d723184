//! Definitions: listed by offset, written and deleted in one way (v4.md 11 to 15).

use std::collections::HashMap;

use app::Failure;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use model::changes::{Done, Effect, Entity};
use model::command::{Action, DefinitionFields, OnUse, Patch, PutDefinition, PutMode};
use model::problem::Problem;
use model::schema::{Definition, DefinitionKind, Labels, Schema};
use serde_json::Value;

use super::asked::Asked;
use super::body::Body;
use super::envelope::{self, Written, escaped};
use super::objects::run;
use super::path::At;
use super::printer::{Printer, printing};
use super::rows::{Offset, Shape};
use crate::AppState;
use crate::errors::{Refusal, v4};

/// One of these resources.
pub trait Definitions: Send + Sync {
    /// Which definitions.
    fn kind(&self) -> DefinitionKind;

    /// The collection, from its slash on.
    fn path(&self) -> &'static str;

    /// What a new one must say.
    fn required(&self) -> &'static [&'static str];

    /// Its keys that the core calls otherwise: the core's name, the key.
    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// Gives older keys their present names.
    fn modernise(&self, _body: &mut Body) {}

    /// Errors: `Malformed`, naming what a new one doesn't say.
    fn check_given(&self, body: &Body, _schema: &Schema) -> Result<(), Problem> {
        body.require(self.required())
    }

    /// What its lists lack.
    fn shape(&self) -> Shape {
        Shape::Whole
    }

    /// Whether a list with these options has it.
    fn is_listed(&self, _asked: &Asked, _definition: &Definition) -> bool {
        true
    }

    /// Reads its keys.
    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields;

    /// How it is printed, in lists and alone.
    fn row(&self, printer: Printer<'_>, definition: &Definition) -> Value;

    /// What becomes of what uses a deleted one, unless the request says otherwise.
    fn on_use(&self) -> OnUse {
        OnUse::Refuse
    }

    /// What a write tells of it beside its code.
    fn told(&self, _definition: &Definition, _schema: &Schema) -> Vec<(&'static str, Value)> {
        Vec::new()
    }
}

/// How a body is to be read.
pub struct Call<'a> {
    /// The definitions.
    pub schema: &'a Schema,
    /// The code of what is written.
    pub code: &'a str,
    /// What becomes of what uses that which is taken away.
    pub on_use: OnUse,
    /// The language of its texts.
    pub culture: &'a str,
    /// Whether it is to make something new.
    pub is_new: bool,
}

/// Lists them: E2.
pub fn list(definitions: &dyn Definitions, asked: &Asked) -> Result<Response, Refusal> {
    let offset = Offset::read(asked)?;
    let culture = asked.culture()?;
    let all = asked.schema.all(definitions.kind()).filter(|definition| definitions.is_listed(asked, definition));
    let rows: Vec<_> = printing(asked, &culture, &HashMap::new(), |printer| {
        all.map(|definition| definitions.row(printer, definition)).collect()
    });
    offset.answer(definitions.shape(), &rows)
}

/// Shows one: E3.
pub fn one(definitions: &dyn Definitions, asked: &Asked, code: &str) -> Result<Response, Refusal> {
    show(definitions.kind(), asked, code, |printer, definition| definitions.row(printer, definition))
}

/// Shows one in a form of its own.
pub fn show(
    kind: DefinitionKind,
    asked: &Asked,
    code: &str,
    row: impl FnOnce(Printer<'_>, &Definition) -> Value,
) -> Result<Response, Refusal> {
    let definition = asked.schema.definition(kind, code).ok_or_else(|| Problem::not_found(kind.words(), code))?;
    let culture = asked.culture()?;
    envelope::data(&printing(asked, &culture, &HashMap::new(), |printer| row(printer, definition)))
}

/// Creates one: E5.
pub async fn create(
    definitions: &'static dyn Definitions,
    State(state): State<AppState>,
    asked: Asked,
    body: HttpBody,
) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    definitions.modernise(&mut body);
    definitions.check_given(&body, &asked.schema)?;
    let code = body.text("code").value().cloned().unwrap_or_default();
    write(definitions, &state, &asked, body, (code, PutMode::Create)).await
}

/// Changes one: E5. Definitions keep their codes.
pub async fn update(
    definitions: &'static dyn Definitions,
    State(state): State<AppState>,
    asked: Asked,
    At([code]): At<1>,
    body: HttpBody,
) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    definitions.modernise(&mut body);
    write(definitions, &state, &asked, body, (code, PutMode::Update)).await
}

async fn write(
    definitions: &dyn Definitions,
    state: &AppState,
    asked: &Asked,
    mut body: Body,
    (code, mode): (String, PutMode),
) -> Result<Response, Refusal> {
    let body_code = body.text("code").value().cloned();
    let (culture, is_new) = (asked.culture()?, mode == PutMode::Create);
    let call = Call { schema: &asked.schema, code: &code, on_use: on_use(asked)?, culture: &culture, is_new };
    let fields = definitions.put(&mut body, &call);
    let unread = body.finish()?;
    let before = asked.schema.definition(definitions.kind(), &code);
    let shown =
        printing(asked, &culture, &HashMap::new(), |printer| before.map(|before| definitions.row(printer, before)));
    let put = PutDefinition { code, mode, body_code, fields };
    let done = run(state, asked, Action::PutDefinition(put)).await;
    let done = done.map_err(|failure| in_keys(failure, definitions.keys()));
    let Done { effect, entity, mut warnings, .. } = done?;
    v4::called(&mut warnings, definitions.keys());
    let Entity::Definition(definition) = entity else {
        return Err(Refusal::Internal("a write of a definition was answered with something else".into()));
    };
    let schema = state.app.schema().await?;
    let mut told = vec![("code", definition.code.as_str().into())];
    told.extend(definitions.told(&definition, &schema));
    let location = format!("{}/{}", definitions.path(), escaped(&definition.code));
    let mut warnings = envelope::warnings(&warnings);
    warnings.extend(unread.warnings(&shown.unwrap_or_default()));
    Ok(Written { is_new: effect == Effect::Created, location, told, warnings }.answer(&asked.base))
}

/// Deletes one: E6; with `force=1` even if it is used.
pub async fn delete(
    definitions: &'static dyn Definitions,
    State(state): State<AppState>,
    asked: Asked,
    At([code]): At<1>,
) -> Result<StatusCode, Refusal> {
    asked.actor.rights.check_write()?;
    let on_use = if definitions.on_use() == OnUse::Clear { OnUse::Clear } else { on_use(&asked)? };
    run(&state, &asked, Action::DeleteDefinition { kind: definitions.kind(), code, on_use }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A failure whose fields are called as a resource calls its keys.
pub fn in_keys(failure: Failure, keys: &[(&str, &'static str)]) -> Failure {
    match failure {
        Failure::Problem(mut problem) => {
            v4::called(&mut problem.violations, keys);
            Failure::Problem(problem)
        }
        internal @ Failure::Internal(_) => internal,
    }
}

/// What becomes of what still uses a deleted thing.
pub fn on_use(asked: &Asked) -> Result<OnUse, Problem> {
    Ok(if asked.switch("force", false)? { OnUse::Clear } else { OnUse::Refuse })
}

/// A text in one language.
pub fn label(text: Patch<String>, culture: &str) -> Patch<Labels> {
    match text {
        Patch::Absent => Patch::Absent,
        // Null clears the text of this language alone.
        Patch::Null => Patch::Value(Labels::from([(culture.to_owned(), String::new())])),
        Patch::Value(text) => Patch::Value(Labels::from([(culture.to_owned(), text)])),
    }
}
