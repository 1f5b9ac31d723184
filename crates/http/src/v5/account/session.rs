//! `/api/session`: the admin UI signs in, sees who it is, and signs out; `/api/me/sessions`: where a user has done so.

use std::time::Duration;

use app::accounts::{OpenSession, UiSession, UiSignIn};
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, USER_AGENT};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use model::command::Patch;
use model::input::Input;
use model::permission::Actor;
use model::problem::{Field, Problem, Violation};
use schemars::JsonSchema;
use serde::Serialize;

use super::me::MeOut;
use crate::auth::{Authed, Shown};
use crate::errors::Refusal;
use crate::https::Caller;
use crate::v5::answer;
use crate::v5::read::Id;
use crate::v5::shape::{self, Fields};
use crate::v5::values::Moment;
use crate::{AppState, cookie, limits, same_origin};

/// How long browsers keep the cookie of a session that is to be remembered.
const REMEMBERED: Duration = Duration::from_hours(30 * 24);

/// Nothing that passes keeps an answer about who somebody is.
pub const NO_STORE: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];

/// A session, for whom it is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenSessionOut<'a> {
    /// The user.
    user: MeOut<'a>,
    /// Seconds until it ends if it isn't used again.
    expires_in: Option<u64>,
}

/// One of a user's sessions.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionOut<'a> {
    /// What it is called; no secret.
    id: &'a str,
    /// When it was opened.
    date_created: Moment,
    /// When it was last used, to the minute.
    date_used: Moment,
    /// Whether it is the one that asks.
    is_current: bool,
    /// What the browser called itself.
    user_agent: &'a str,
}

impl<'a> SessionOut<'a> {
    fn of(session: &'a UiSession, actor: &Actor) -> Self {
        Self {
            id: &session.name,
            date_created: Moment(session.created_at),
            date_used: Moment(session.used_at),
            is_current: actor.session.as_ref() == Some(&session.name),
            user_agent: &session.user_agent,
        }
    }
}

/// Shows the session of the cookie.
pub async fn current(State(state): State<AppState>, request: Request) -> Result<Response, Refusal> {
    let (parts, _) = request.into_parts();
    let Shown::Session(token) = Shown::by(&parts, &state.settings)? else { return Err(no_session()) };
    let session = state.app.ui_session(&token).await?.ok_or_else(Refusal::ended)?;
    Ok((NO_STORE, print(&state, &session).await?).into_response())
}

/// Opens one, by name and password.
pub async fn sign_in(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    // Else a page of another origin could sign somebody in as somebody else.
    same_origin::check_origin(&parts, caller, &state.settings)?;
    let mut body = Fields::of(shape::parse(&limits::read(body).await?)?)?;
    let user_agent = parts.headers.get(USER_AGENT).map(|name| String::from_utf8_lossy(name.as_bytes()).into_owned());
    let wish = UiSignIn {
        username: secret(&mut body, "username"),
        password: secret(&mut body, "password"),
        remember: body.switch("remember").value().copied().unwrap_or(false),
        user_agent: user_agent.unwrap_or_default().replace(char::is_control, ""),
        address: caller.address,
    };
    body.finish()?;
    let life = wish.remember.then_some(REMEMBERED);
    let (token, session) = state.app.sign_in_ui(wish).await?;
    let kept = cookie::keep(caller, token.as_str(), life);
    Ok((StatusCode::CREATED, NO_STORE, kept, print(&state, &session).await?).into_response())
}

/// Ends the session of the cookie; one that has ended already is let go of.
pub async fn sign_out(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, _) = request.into_parts();
    let Shown::Session(token) = Shown::by(&parts, &state.settings)? else { return Err(no_session()) };
    state.app.accounts.sign_out_ui(&token).await?;
    Ok((StatusCode::NO_CONTENT, cookie::clear(caller)).into_response())
}

/// Lists the sessions of whoever asks, the one that was used last first.
pub async fn list(State(state): State<AppState>, Authed(actor): Authed) -> Result<Response, Refusal> {
    let sessions = state.app.accounts.ui_sessions(&actor).await?;
    let printed: Vec<_> = sessions.iter().map(|session| SessionOut::of(session, &actor)).collect();
    Ok((NO_STORE, answer::json(&printed)?).into_response())
}

/// Ends one of them.
pub async fn end(State(state): State<AppState>, Authed(actor): Authed, Id(name): Id) -> Result<StatusCode, Refusal> {
    state.app.accounts.end_ui_session(&actor, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn print(state: &AppState, session: &OpenSession) -> Result<Response, Refusal> {
    let schema = state.app.schema().await?;
    let user = MeOut::of(&session.user, &schema);
    answer::json(&OpenSessionOut { user, expires_in: session.seconds_left })
}

/// A text that is required. What else came may be a password in the wrong place: it isn't repeated.
pub fn secret(body: &mut Fields, name: &'static str) -> String {
    let (rule, message) = match body.input(name) {
        Patch::Value(Input::Text(text)) if !text.is_empty() => return text,
        Patch::Value(Input::Text(_)) | Patch::Absent | Patch::Null => ("required", "This value is required; got none."),
        Patch::Value(_) => ("wrong_type", "This value should be a text; got something else."),
    };
    body.violate(Violation::new(Field::Property(name), rule, message));
    String::new()
}

fn no_session() -> Refusal {
    Problem::forbidden("this is for the cookie of a session; a token is none").into()
}
