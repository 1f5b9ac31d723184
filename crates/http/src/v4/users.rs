//! `/users`: what the hosted product had until 2022, for those who switch it on (v4.md 16).

use std::collections::HashMap;
use std::sync::Arc;

use app::Failure;
use axum::body::Body as HttpBody;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use futures_util::FutureExt;
use model::changes::{Done, Effect, Entity};
use model::command::{Action, NewPassword, Patch, PutMode, PutUser, UserName};
use model::problem::Problem;
use model::query::Start;
use model::schema::{DefinitionKind, Role, Schema};
use model::user::{User, UserFilter, UserPage, UserQuery};
use serde_json::{Value, json};

use super::asked::Asked;
use super::body::Body;
use super::envelope::{self, Written};
use super::objects::run;
use super::path::At;
use super::printer::printing;
use super::rows::{Fetch, Offset, Rows, Shape};
use crate::AppState;
use crate::errors::Refusal;

/// A request of an administrator, where these resources are switched on.
pub struct Admin(Asked);

impl FromRequestParts<AppState> for Admin {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        if !state.settings.legacy_users {
            return Err(moved().await);
        }
        let asked = Asked::from_request_parts(parts, state).await?;
        if asked.actor.admin {
            return Ok(Self(asked));
        }
        Err(Refusal::http(StatusCode::FORBIDDEN, "Only administrators may see users"))
    }
}

/// What became of them.
pub async fn moved() -> Refusal {
    Refusal::http(StatusCode::NOT_FOUND, "Users are at /api/users in API v5")
}

/// Lists them: E2.
pub async fn list(State(state): State<AppState>, Admin(asked): Admin) -> Result<Response, Refusal> {
    let offset = Offset::read(&asked)?;
    let reading = Arc::new((state, asked));
    let fetch: Fetch = Box::new(move |start, limit| {
        let reading = Arc::clone(&reading);
        async move { rows(&reading.0, &reading.1, start, limit).await }.boxed()
    });
    offset.walk(Shape::Whole, fetch).await
}

async fn rows(state: &AppState, asked: &Asked, start: Start, limit: u32) -> Result<Rows, Failure> {
    let rights = asked.actor.rights.clone();
    let query = UserQuery { filter: UserFilter::default(), order: Vec::new(), start, limit, rights };
    let UserPage { users, total, next } = state.app.users(&query).await?;
    Ok(Rows { printed: users.iter().map(|user| row(user, &asked.schema).to_string()).collect(), total, next })
}

/// Shows one: E3.
pub async fn one(State(state): State<AppState>, Admin(asked): Admin, At([id]): At<1>) -> Result<Response, Refusal> {
    let user = state.app.user(&asked.actor.rights, number(&id)?).await?;
    envelope::data(&row(&user, &asked.schema))
}

/// Creates one: E5.
pub async fn create(State(state): State<AppState>, Admin(asked): Admin, body: HttpBody) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    body.require(&["username", "password", "email"])?;
    let name = UserName::Name(body.text("username").value().cloned().unwrap_or_default());
    let put = PutUser { active: Patch::Value(true), ..PutUser::new(name, PutMode::Create) };
    write(&state, &asked, body, put).await
}

/// Changes one: E5.
pub async fn update(
    State(state): State<AppState>,
    Admin(asked): Admin,
    At([id]): At<1>,
    body: HttpBody,
) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    let put = PutUser::new(UserName::Number(number(&id)?), PutMode::Update);
    let put = PutUser { body_username: body.text("username").value().cloned(), ..put };
    write(&state, &asked, body, put).await
}

async fn write(state: &AppState, asked: &Asked, mut body: Body, put: PutUser) -> Result<Response, Refusal> {
    let active = match body.switch("active") {
        Patch::Absent => put.active,
        given => given,
    };
    let put = PutUser {
        active,
        password: body.text("password").map(NewPassword::of),
        first_name: body.text("first_name"),
        last_name: body.text("last_name"),
        email: body.text("email"),
        admin: body.switch("admin"),
        locale_default: body.text("culture"),
        roles: body.references("group_code"),
        ..put
    };
    let unread = body.finish()?;
    let Done { effect, entity, warnings, .. } = run(state, asked, Action::PutUser(Box::new(put))).await?;
    let Entity::User(user) = entity else {
        return Err(Refusal::Internal("a write of a user was answered with something else".into()));
    };
    let mut warnings = envelope::warnings(&warnings);
    warnings.extend(unread.warnings(&row(&user, &asked.schema)));
    let written = Written {
        is_new: effect == Effect::Created,
        location: format!("/users/{}", user.id),
        told: vec![("id", user.id.into()), ("username", user.username.as_str().into()), ("active", user.active.into())],
        warnings,
    };
    Ok(written.answer(&asked.base))
}

/// Ends their access: E6. Who they were stays, as history names them.
pub async fn delete(
    State(state): State<AppState>,
    Admin(asked): Admin,
    At([id]): At<1>,
) -> Result<StatusCode, Refusal> {
    asked.actor.rights.check_write()?;
    let put = PutUser::new(UserName::Number(number(&id)?), PutMode::Update);
    run(&state, &asked, Action::PutUser(Box::new(PutUser { active: Patch::Value(false), ..put }))).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The roles: E2.
pub async fn groups(Admin(asked): Admin) -> Result<Response, Refusal> {
    let (offset, culture) = (Offset::read(&asked)?, asked.culture()?);
    let rows: Vec<Value> = printing(&asked, &culture, &HashMap::new(), |printer| {
        let roles = asked.schema.all(DefinitionKind::Role);
        let row = |own: &Arc<model::schema::Definition>| {
            let name = own.says::<Role>().map(|role| printer.label_or(&role.name, &own.code));
            json!({"id": own.id, "code": own.code, "name": name})
        };
        roles.map(row).collect()
    });
    offset.answer(Shape::Whole, &rows)
}

/// A user; never their password.
fn row(user: &User, schema: &Schema) -> Value {
    let profile = &user.profile;
    json!({
        "id": user.id,
        "username": user.username,
        "first_name": profile.first_name,
        "last_name": profile.last_name,
        "email": profile.email,
        "active": user.active,
        "admin": user.admin,
        "culture": profile.locale_default.as_deref().unwrap_or(schema.default_locale()),
        "group_code": profile.roles.first(),
    })
}

fn number(id: &str) -> Result<i64, Problem> {
    id.parse().map_err(|_| Problem::not_found("user", id))
}
