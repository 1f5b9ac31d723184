//! `/api/me`: who asks, and what they may say of themselves.

use app::{Mode, Options};
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use model::changes::Entity;
use model::command::{Action, Command, PutMode, PutUser, UserName};
use model::problem::{Field, Problem};
use model::schema::Schema;
use model::user::{InterfaceLocale, User};
use schemars::JsonSchema;
use serde::Serialize;

use super::session::{NO_STORE, secret};
use crate::AppState;
use crate::auth::Authed;
use crate::errors::Refusal;
use crate::https::Caller;
use crate::v5::jsonld::{ATTRIBUTE_ACCESS, CLASSIFICATION_ACCESS};
use crate::v5::shape::{self, Fields};
use crate::v5::users::{self, decimal_formats, interface_locales, locale_default, locales};
use crate::v5::write::Text;
use crate::v5::{answer, collection};

/// A user, for themselves.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MeOut<'a> {
    /// Their number.
    id: i64,
    /// The name that they sign in with.
    username: &'a str,
    /// Their first name.
    first_name: &'a str,
    /// Their last name.
    last_name: &'a str,
    /// Their address for mails.
    email: &'a str,
    /// Whether they administer the instance.
    admin: bool,
    /// The codes of their roles.
    roles: Vec<&'a str>,
    /// The data locales that they work in.
    locales_available: Vec<&'a str>,
    /// The one that is shown first.
    locale_default: &'a str,
    /// Their time zone, such as `Europe/Paris`.
    timezone: &'a str,
    /// Whether their browser says the time zone.
    is_automatic_timezone: bool,
    /// How decimals are shown to them.
    #[schemars(schema_with = "decimal_formats")]
    decimal_format: &'static str,
    /// In which language the admin UI speaks to them; null: their browser says it.
    #[schemars(schema_with = "interface_locales")]
    interface_locale: Option<&'static str>,
}

impl<'a> MeOut<'a> {
    /// Of a user.
    pub fn of(user: &'a User, schema: &'a Schema) -> Self {
        let profile = &user.profile;
        Self {
            id: user.id,
            username: &user.username,
            first_name: &profile.first_name,
            last_name: &profile.last_name,
            email: &profile.email,
            admin: user.admin,
            roles: profile.roles.iter().map(String::as_str).collect(),
            locales_available: locales(user, schema),
            locale_default: locale_default(user, schema),
            timezone: &profile.timezone,
            is_automatic_timezone: profile.is_automatic_timezone,
            decimal_format: profile.decimal_format.name(),
            interface_locale: profile.interface_locale.map(InterfaceLocale::name),
        }
    }
}

/// Shows who asks.
pub async fn show(State(state): State<AppState>, Authed(actor): Authed) -> Result<Response, Refusal> {
    let user = state.app.user(&actor.rights, own(actor.account)?).await?;
    print(&state, &user).await
}

/// Changes what they may say of themselves: what is left out stays, null is the default.
pub async fn update(
    State(state): State<AppState>,
    Authed(actor): Authed,
    Text(body): Text,
) -> Result<Response, Refusal> {
    actor.rights.check_write()?;
    let account = own(actor.account)?;
    let mut body = Fields::of(shape::parse(&body)?)?;
    let put = read(&mut body, account);
    body.finish()?;
    let command = Command { action: Action::PutUser(Box::new(put)), expect: None };
    let outcomes = state.app.write(&actor, vec![command], Options::of(Mode::AllOrNothing)).await?;
    let outcome = outcomes.into_iter().next().ok_or_else(|| Refusal::Internal("a command without outcome".into()))?;
    match outcome?.entity {
        Entity::User(user) => print(&state, &user).await,
        other => Err(collection::other_family(&other)),
    }
}

/// Chooses another password for them, who say the one they have. Their other sessions end.
pub async fn change_password(
    State(state): State<AppState>,
    Authed(actor): Authed,
    Extension(caller): Extension<Caller>,
    Text(body): Text,
) -> Result<StatusCode, Refusal> {
    let mut body = Fields::of(shape::parse(&body)?)?;
    let (current, new) = (secret(&mut body, "currentPassword"), secret(&mut body, "password"));
    body.finish()?;
    state.app.change_password(&actor, &current, new, caller.address).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All that users have is read, so that the core can say what isn't theirs to change.
fn read(body: &mut Fields, account: i64) -> PutUser {
    let nodes = Field::Property("classificationAccess");
    let attributes = Field::Property("attributeAccess");
    PutUser {
        is_own: true,
        requires_contact: true,
        body_username: body.text("username").value().cloned(),
        body_id: body.integer("id").value().copied(),
        classification_access: body.reference("classificationAccess", CLASSIFICATION_ACCESS, nodes),
        attribute_access: body.reference("attributeAccess", ATTRIBUTE_ACCESS, attributes),
        ..users::said(body, PutUser::new(UserName::Number(account), PutMode::Update))
    }
}

fn own(account: Option<i64>) -> Result<i64, Problem> {
    account.ok_or_else(|| Problem::forbidden("this is about a user, and a token is none"))
}

async fn print(state: &AppState, user: &User) -> Result<Response, Refusal> {
    let schema = state.app.schema().await?;
    Ok((NO_STORE, answer::json(&MeOut::of(user, &schema))?).into_response())
}
