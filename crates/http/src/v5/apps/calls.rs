//! What is done with apps: installed, called at their slots, given a new secret (v5.md 4.4).

use app::apps::{Asker, Objects, Shown};
use app::{Mode, Options};
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use model::command::{Action, AppFields, Command, DefinitionFields, Patch, PutDefinition, PutMode};
use model::input::Input;
use model::problem::{Field, Violation};
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;

use super::APPS;
use crate::AppState;
use crate::errors::Refusal;
use crate::v5::answer;
use crate::v5::collection::Collection as _;
use crate::v5::describe::one_of;
use crate::v5::once::Once;
use crate::v5::read::{Owner, segment};
use crate::v5::shape::{self, Fields};
use crate::v5::view::Asked;
use crate::v5::write::{Text, spelled};

const INSTALL: &str = "/api/apps/{id}/install";
const UNINSTALL: &str = "/api/apps/{id}/uninstall";
const SECRET: &str = "/api/apps/{id}/secret";
const CONFIGURATION: &str = "/api/apps/{id}/configuration";
const SLOT: &str = "/api/apps/{id}/slots/{slot}";

/// Where somebody waits for an app.
pub const WAITING: [&str; 4] = [INSTALL, UNINSTALL, CONFIGURATION, SLOT];

/// Paths, and what they take.
pub fn routes() -> [(&'static str, MethodRouter<AppState>); 5] {
    [
        (INSTALL, post(install)),
        (UNINSTALL, post(uninstall)),
        (SECRET, post(renew)),
        (CONFIGURATION, get(configuration)),
        (SLOT, post(slot)),
    ]
}

/// What an app's answer comes to.
#[derive(Serialize, JsonSchema)]
pub struct ShownOut<'a> {
    /// What is to be shown.
    #[schemars(schema_with = "kinds")]
    kind: &'static str,
    /// Of `iframe`: the address of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// Of `message` and `error`: the words; of `message` there may be none.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    /// Of `html`: the page, as the app wrote it. It is somebody else's: to be shown in a sandboxed iframe alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<&'a str>,
}

impl<'a> From<&'a Shown> for ShownOut<'a> {
    fn from(shown: &'a Shown) -> Self {
        let none = Self { kind: "message", url: None, message: None, html: None };
        match shown {
            Shown::Iframe(url) => Self { kind: "iframe", url: Some(url), ..none },
            Shown::Message(message) => Self { message: Some(message), ..none },
            Shown::Error(message) => Self { kind: "error", message: Some(message), ..none },
            Shown::Html(html) => Self { kind: "html", html: Some(html), ..none },
        }
    }
}

fn kinds(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&["iframe", "message", "error", "html"])
}

/// What a body or a query says of the languages in which somebody asks.
#[derive(Default)]
struct Locales {
    data: Option<String>,
    interface: Option<String>,
}

impl Locales {
    fn read(body: &mut Fields) -> Self {
        let text = |text: Patch<String>| text.value().cloned();
        Self { data: text(body.text("dataLocale")), interface: text(body.text("interfaceLocale")) }
    }

    fn asker<'a>(&'a self, state: &'a AppState, asked: &'a Asked) -> Asker<'a> {
        Asker {
            actor: &asked.actor,
            instance: &state.settings.instance,
            base: &asked.base,
            data_locale: self.data.as_deref(),
            interface_locale: self.interface.as_deref(),
        }
    }
}

/// Installs one, with a body or without.
async fn install(
    State(state): State<AppState>,
    asked: Asked,
    Owner(id): Owner,
    Text(body): Text,
) -> Result<Response, Refusal> {
    let mut locales = Locales::default();
    if !body.is_empty() {
        let mut body = Fields::of(shape::parse(&body)?)?;
        locales = Locales::read(&mut body);
        body.finish()?;
    }
    state.app.install(locales.asker(&state, &asked), &id).await?;
    APPS.one(&state, &asked.anew(), &id).await
}

/// Uninstalls one, whether it hears of it or not.
async fn uninstall(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let locales = Locales::default();
    let trouble = state.app.uninstall(locales.asker(&state, &asked), &id).await?;
    let message = match trouble {
        None => "The app is uninstalled.".to_owned(),
        Some(words) => format!("The app is uninstalled; it could not be told: {words}."),
    };
    answer::json(&ShownOut::from(&Shown::Message(message)))
}

/// Draws a new secret; the one before is good for nothing from then on.
async fn renew(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    if asked.once.as_ref().is_some_and(|once| once.before.is_some()) {
        return APPS.one(&state, &asked.anew(), &id).await;
    }
    let fields = DefinitionFields::App(Box::new(AppFields { renews: true, ..AppFields::default() }));
    let put = PutDefinition { code: id, mode: PutMode::Update, body_code: None, fields };
    let command = Command { action: Action::PutDefinition(put), expect: None };
    let (options, note) = (Options::of(Mode::AllOrNothing), asked.once.as_ref().map(Once::note));
    let outcomes = state.app.write_once(&asked.actor, vec![command], options, note).await?;
    let outcome = outcomes.into_iter().next().ok_or_else(|| Refusal::Internal("a command without outcome".into()))?;
    let done = outcome.map_err(|problem| spelled(APPS.terms(), problem))?;
    APPS.created(&state, &asked.anew(), done.entity).await
}

/// What is shown for its settings.
async fn configuration(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let named = |name| asked.params.get(name).map(str::to_owned);
    let locales = Locales { data: named("dataLocale"), interface: named("interfaceLocale") };
    let shown = state.app.configuration(locales.asker(&state, &asked), &id).await?;
    answer::json(&ShownOut::from(&shown))
}

/// Calls one at a slot.
async fn slot(
    State(state): State<AppState>,
    asked: Asked,
    At { app, slot }: At,
    Text(body): Text,
) -> Result<Response, Refusal> {
    let mut body = Fields::of(shape::parse(&body)?)?;
    let locales = Locales::read(&mut body);
    let about = objects(&mut body);
    body.finish()?;
    let shown = state.app.call_slot(locales.asker(&state, &asked), &app, &slot, &about).await?;
    answer::json(&ShownOut::from(&shown))
}

/// `object: {type, ids}`.
fn objects(body: &mut Fields) -> Objects {
    const OBJECT: &str = "object";
    let Patch::Value(object @ Input::Map(_)) = body.input(OBJECT) else {
        let message = "Expected an object with type and ids, which the app is called about.";
        body.violate(Violation::new(Field::Property(OBJECT), "required", message));
        return Objects { kind: String::new(), ids: Vec::new() };
    };
    let mut wrong = |member: &str, expected| {
        let message = format!("Expected {expected}; got {}.", object.get(member).unwrap_or(&Input::Null).describe());
        body.violate(Violation::new(Field::Member(OBJECT, member.to_owned()), "wrong_type", message));
    };
    let kind = object.get("type").and_then(Input::text).map(str::to_owned);
    if kind.is_none() {
        wrong("type", "a text such as document");
    }
    let ids = object.get("ids").and_then(texts);
    if ids.is_none() {
        wrong("ids", "a list of ids");
    }
    Objects { kind: kind.unwrap_or_default(), ids: ids.unwrap_or_default() }
}

fn texts(list: &Input) -> Option<Vec<String>> {
    match list {
        Input::List(items) => items.iter().map(|item| item.text().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// A slot of an app, as the path has them.
struct At {
    app: String,
    slot: String,
}

impl FromRequestParts<AppState> for At {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Refusal> {
        Ok(Self { app: segment(parts, 2)?, slot: segment(parts, 0)? })
    }
}
