//! `/sessions` (v4.md 3): sign in, see or renew the session, sign out.

use app::accounts::{Session, SignIn, Token};
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::json;
use super::remember::{Cookies, cookie};
use super::sign_in::SignInBody;
use crate::errors::Refusal;
use crate::https::Caller;
use crate::{AppState, auth, limits};

/// `GET`: with the cookie a new pair of tokens, else the bearer's session as it is.
pub async fn current(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let cookies = cookies(&state, caller);
    if let Some(token) = cookie(&headers) {
        return match state.app.accounts.refresh(token).await? {
            Some(session) => Ok(answer(StatusCode::OK, &session, cookies)),
            None => Ok((cookies.clear(), Refusal::bad_token()).into_response()),
        };
    }
    let token = auth::bearer(&headers).ok_or_else(Refusal::anonymous)?;
    let session = state.app.accounts.info(token).await?.ok_or_else(Refusal::bad_token)?;
    Ok(answer(StatusCode::OK, &session, cookies))
}

/// `POST`: by name and password.
pub async fn sign_in(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let wish = SignInBody::parse(&headers, &limits::read(body).await?)?;
    let sign_in = SignIn {
        username: wish.username,
        password: wish.password,
        remember: wish.remember,
        lang: wish.lang,
        address: caller.address,
    };
    let session = state.app.sign_in(sign_in).await?;
    Ok(answer(StatusCode::CREATED, &session, cookies(&state, caller)))
}

/// `DELETE`: both tokens die, whichever is shown.
pub async fn sign_out(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (access, refresh) = (auth::bearer(&headers), cookie(&headers));
    if access.is_none() && refresh.is_none() {
        return Err(Refusal::anonymous());
    }
    let cookies = cookies(&state, caller);
    if state.app.accounts.sign_out(access, refresh).await? {
        Ok((StatusCode::NO_CONTENT, cookies.clear()).into_response())
    } else {
        Ok((cookies.clear(), Refusal::bad_token()).into_response())
    }
}

fn cookies(state: &AppState, caller: Caller) -> Cookies<'_> {
    Cookies { caller, settings: &state.settings, life: state.app.accounts.limits().session_life }
}

fn answer(status: StatusCode, session: &Session, cookies: Cookies<'_>) -> Response {
    let body = json!({
        "success": true,
        "user": { "id": session.account, "username": session.username, "culture": session.lang },
        "oauth": {
            "access_token": session.access.as_str(),
            "expires_in": session.seconds_left,
            "refresh_token": session.refresh.as_ref().map(Token::as_str),
        },
    });
    let no_store = [(CACHE_CONTROL, "no-store")];
    match &session.refresh {
        Some(token) => (status, no_store, cookies.set(token.as_str()), json(&body)).into_response(),
        None => (status, no_store, json(&body)).into_response(),
    }
}
