//! `/api/tokens`: secrets with which programs call the API, for administrators. What they may is as on the command line.

use app::accounts::{ApiToken, Token};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use model::input::Input;
use model::permission::Access;
use model::problem::{Field, Violation};
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;

use super::session::NO_STORE;
use crate::AppState;
use crate::auth::Authed;
use crate::errors::Refusal;
use crate::v5::answer;
use crate::v5::describe::one_of;
use crate::v5::read::Id;
use crate::v5::shape::{self, Fields};
use crate::v5::values::Moment;
use crate::v5::write::Text;

/// What tokens may do, and what that is called.
pub const ACCESSES: [(&str, Access); 2] = [("full", Access::Full), ("read", Access::Read)];

/// A token; its secret only when it is made.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TokenOut<'a> {
    /// What it is called; changes that are made with it bear this name.
    name: &'a str,
    /// What it may do: read and write, or read alone.
    #[schemars(schema_with = "accesses")]
    access: &'static str,
    /// When it was made.
    date_created: Moment,
    /// When it was last used, to the minute; null: never.
    date_used: Option<Moment>,
    /// The secret itself. Shown once: when the token is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
}

impl<'a> TokenOut<'a> {
    fn of(token: &'a ApiToken, secret: Option<&'a Token>) -> Self {
        let access = ACCESSES.iter().find(|(_, access)| *access == token.access);
        Self {
            name: &token.name,
            access: access.map_or("", |(name, _)| name),
            date_created: Moment(token.created_at),
            date_used: token.used_at.map(Moment),
            token: secret.map(Token::as_str),
        }
    }
}

/// Lists all of them, by name.
pub async fn list(State(state): State<AppState>, Authed(actor): Authed) -> Result<Response, Refusal> {
    actor.check_manages_tokens()?;
    let tokens = state.app.accounts.tokens().await?;
    let printed: Vec<_> = tokens.iter().map(|token| TokenOut::of(token, None)).collect();
    Ok((NO_STORE, answer::json(&printed)?).into_response())
}

/// Makes one.
pub async fn create(
    State(state): State<AppState>,
    Authed(actor): Authed,
    Text(body): Text,
) -> Result<Response, Refusal> {
    actor.check_manages_tokens()?;
    let mut body = Fields::of(shape::parse(&body)?)?;
    let (name, access) = (body.text("name"), access(&mut body));
    body.finish()?;
    let (made, secret) = state.app.accounts.create_token(name.value().map_or("", String::as_str), access).await?;
    Ok((StatusCode::CREATED, NO_STORE, answer::json(&TokenOut::of(&made, Some(&secret)))?).into_response())
}

/// Ends one, at once.
pub async fn delete(State(state): State<AppState>, Authed(actor): Authed, Id(name): Id) -> Result<StatusCode, Refusal> {
    actor.check_manages_tokens()?;
    state.app.accounts.revoke_token(&name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What it may do is always said: nobody makes a token by mistake that may do everything.
fn access(body: &mut Fields) -> Access {
    let given = body.input("access").value().cloned().unwrap_or(Input::Null);
    if let Some((_, access)) = ACCESSES.iter().find(|(name, _)| given.text() == Some(name)) {
        return *access;
    }
    let names = ACCESSES.map(|(name, _)| name).join(", ");
    let message = format!("Expected one of {names}; got {}.", given.describe());
    body.violate(Violation::new(Field::Property("access"), "unknown_choice", message));
    Access::Read
}

fn accesses(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&ACCESSES.map(|(name, _)| name))
}
