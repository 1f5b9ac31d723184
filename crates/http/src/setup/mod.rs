//! `/setup`: where the one-time link of the first start leads, and the first administrator is named.

mod page;

use app::Failure;
use app::accounts::SetupError;
use axum::extract::rejection::FormRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Form, Router};
use serde::Deserialize;

use crate::AppState;
use crate::errors::Refusal;
use crate::https::Caller;

/// The route.
pub fn router() -> Router<AppState> {
    Router::new().route("/setup", get(ask).post(name))
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    token: String,
}

#[derive(Deserialize)]
struct Named {
    token: String,
    username: String,
    password: String,
    again: String,
}

/// The form, if the link is good.
async fn ask(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(link): Query<Link>,
) -> Result<Response, Refusal> {
    match state.app.check_setup(&link.token, caller.address).await {
        Ok(()) => Ok(page::form(StatusCode::OK, &link.token, "", None)),
        Err(error) => refused(error),
    }
}

/// Makes the user.
async fn name(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    form: Result<Form<Named>, FormRejection>,
) -> Result<Response, Refusal> {
    let Ok(Form(named)) = form else {
        return Ok(page::message(
            StatusCode::BAD_REQUEST,
            "Nothing was set up",
            "The form came incomplete: open the link again.",
        ));
    };
    if named.password != named.again {
        let why = "The two passwords differ.";
        return Ok(page::form(StatusCode::UNPROCESSABLE_ENTITY, &named.token, &named.username, Some(why)));
    }
    match state.app.set_up(&named.token, caller.address, named.username.clone(), named.password).await {
        Ok(()) => Ok(page::done(&named.username)),
        Err(SetupError::Failed(Failure::Problem(problem))) if !problem.violations.is_empty() => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page::form(status, &named.token, &named.username, Some(&problem.message)))
        }
        Err(error) => refused(error),
    }
}

fn refused(error: SetupError) -> Result<Response, Refusal> {
    match error {
        SetupError::Dead => Ok(page::dead()),
        SetupError::TooMany { seconds } => {
            let words =
                format!("Too many links that lead nowhere came from your address. Try again in {seconds} seconds.");
            let page = page::message(StatusCode::TOO_MANY_REQUESTS, "Not now", &words);
            Ok(([(RETRY_AFTER, seconds.to_string())], page).into_response())
        }
        SetupError::Failed(failure) => Err(failure.into()),
    }
}
