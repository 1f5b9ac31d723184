//! `/api/users` (v5.md 3.12): addressed by number, never deleted.

use app::Failure;
use app::items::{Family, Item};
use axum::extract::State;
use axum::response::Response;
use futures_util::FutureExt;
use model::changes::Entity;
use model::command::{Action, NewPassword, PutMode, PutUser, UserName};
use model::problem::{Field, Problem};
use model::query::{MAX_LIMIT, Start};
use model::schema::{DefinitionKind, Locale, Schema};
use model::user::{
    DecimalFormat, Feature, InterfaceLocale, User, UserFilter, UserKind, UserPage, UserQuery, UserSort, UserSortBy,
};
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;

use super::collection::{Answering, Chunk, Collection, Reading, Served, Terms, other_family};
use super::describe::{one_of, schema_of};
use super::filter::names::{FilterName, Takes};
use super::jsonld::{ATTRIBUTE_ACCESS, CLASSIFICATION_ACCESS, Class, Reference, USER};
use super::order;
use super::resource::{Reach, Resource, Thing, Wish};
use super::shape::Fields;
use super::values::{Moment, Printer, Stamps};
use super::view::Asked;
use crate::AppState;
use crate::errors::Refusal;
use crate::params::{Params, bad};

/// The resource.
pub struct Users;

/// The same as a value.
pub static USERS: Served<User> = Served::of::<Users>();

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct UserOut<'a> {
    /// Its address. In JSON-LD only.
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    iri: Option<String>,
    /// Its short name. In JSON-LD only.
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    class: Option<&'static str>,
    /// Its number.
    id: i64,
    /// The name that they sign in with.
    username: &'a str,
    /// Whether they may sign in; when it becomes false their sessions and tokens end at once.
    active: bool,
    /// Whether they administer the instance.
    admin: bool,
    /// Their first name.
    first_name: &'a str,
    /// Their last name.
    last_name: &'a str,
    /// Their address for mails.
    email: &'a str,
    /// Their time zone, such as `Europe/Paris`.
    timezone: &'a str,
    /// Whether their browser says the time zone.
    is_automatic_timezone: bool,
    /// The data locales that they work in; null: all.
    locales_available: Vec<&'a str>,
    /// The data locale shown to them first; null: the default one.
    locale_default: &'a str,
    /// What their licence covers.
    #[schemars(schema_with = "features")]
    permission_features: Vec<&'static str>,
    /// When they last signed in.
    date_logged: Option<Moment>,
    /// How decimals are shown to them.
    #[schemars(schema_with = "decimal_formats")]
    decimal_format: &'static str,
    /// In which language the admin UI speaks to them; null: their browser says it.
    #[schemars(schema_with = "interface_locales")]
    interface_locale: Option<&'static str>,
    /// Whether it is a person or a program.
    #[serde(rename = "type")]
    #[schemars(schema_with = "kinds")]
    kind: &'static str,
    /// The codes of their roles.
    roles: Vec<&'a str>,
    /// The profile that says which classifications they may see.
    classification_access: Option<Reference<'a>>,
    /// The profile that says which attributes they may see.
    attribute_access: Option<Reference<'a>>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for Users {
    type Thing = User;

    const CLASS: Class = USER;
    const KIND: () = ();
    const DELETABLE: bool = false;
    const REQUIRED: &'static [&'static str] = &["username", "firstName", "lastName", "email"];
    const FIXED: &'static [&'static str] = &["id", "username"];
    const WRITE_ONLY: &'static [(&'static str, &'static str)] =
        &[("password", "What they sign in with, of 8 characters or more; a new one ends their sessions.")];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (id, username) = (body.integer("id"), body.text("username"));
        let (user, body_id) = match (wish.id, id.value()) {
            (Some(path), _) => (UserName::Number(number(path)?), id.value().copied()),
            (None, Some(id)) if !wish.single && wish.mode != PutMode::Create => (UserName::Number(*id), None),
            // Another instance's number says nothing here.
            (None, _) => (UserName::Name(username.value().cloned().unwrap_or_default()), None),
        };
        Ok(Action::PutUser(Box::new(PutUser {
            body_username: username.value().cloned(),
            body_id,
            requires_contact: true,
            password: body.text("password").map(NewPassword::of),
            classification_access: body.reference(
                "classificationAccess",
                CLASSIFICATION_ACCESS,
                Field::Property("classificationAccess.id"),
            ),
            attribute_access: body.reference(
                "attributeAccess",
                ATTRIBUTE_ACCESS,
                Field::Property("attributeAccess.id"),
            ),
            ..said(body, PutUser::new(user, wish.mode))
        })))
    }

    fn printed() -> schemars::Schema {
        schema_of::<UserOut<'_>>()
    }

    fn print(printer: Printer<'_>, user: &User) -> serde_json::Result<Vec<u8>> {
        let (profile, linked) = (&user.profile, printer.view.is_linked());
        serde_json::to_vec(&UserOut {
            iri: linked.then(|| USER.iri(&user.id.to_string())),
            class: linked.then_some(USER.name),
            id: user.id,
            username: &user.username,
            active: user.active,
            admin: user.admin,
            first_name: &profile.first_name,
            last_name: &profile.last_name,
            email: &profile.email,
            timezone: &profile.timezone,
            is_automatic_timezone: profile.is_automatic_timezone,
            locales_available: locales(user, printer.schema),
            locale_default: locale_default(user, printer.schema),
            permission_features: profile.permission_features.iter().copied().map(Feature::name).collect(),
            date_logged: user.logged_at.map(Moment),
            decimal_format: profile.decimal_format.name(),
            interface_locale: profile.interface_locale.map(InterfaceLocale::name),
            kind: user.kind.name(),
            roles: profile.roles.iter().map(String::as_str).collect(),
            classification_access: profile
                .classification_access
                .as_ref()
                .map(|code| printer.reference(CLASSIFICATION_ACCESS, code.as_str())),
            attribute_access: profile
                .attribute_access
                .as_ref()
                .map(|code| printer.reference(ATTRIBUTE_ACCESS, code.as_str())),
            stamps: Stamps::new(&user.created, &user.updated),
        })
    }
}

/// What a body says of a user besides names, password and profiles of access.
pub fn said(body: &mut Fields, user: PutUser) -> PutUser {
    PutUser {
        kind: body.text("type"),
        admin: body.switch("admin"),
        active: body.switch("active"),
        first_name: body.text("firstName"),
        last_name: body.text("lastName"),
        email: body.text("email"),
        timezone: body.text("timezone"),
        is_automatic_timezone: body.switch("isAutomaticTimezone"),
        locales_available: body.texts("localesAvailable"),
        locale_default: body.text("localeDefault"),
        permission_features: body.texts("permissionFeatures"),
        decimal_format: body.text("decimalFormat"),
        interface_locale: body.text("interfaceLocale"),
        roles: body.texts("roles"),
        ..user
    }
}

/// The locales that a user works in, less those that are gone.
pub(super) fn locales<'a>(user: &User, schema: &'a Schema) -> Vec<&'a str> {
    let is_theirs = |code: &str| match &user.profile.locales_available {
        Some(chosen) => chosen.contains(code),
        None => schema.locale(code).is_some_and(Locale::holds_data),
    };
    let all = schema.all(DefinitionKind::Locale).map(|definition| definition.code.as_str());
    all.filter(|code| is_theirs(code)).collect()
}

pub(super) fn locale_default<'a>(user: &'a User, schema: &'a Schema) -> &'a str {
    let chosen = user.profile.locale_default.as_deref().filter(|code| schema.locale(code).is_some());
    chosen.unwrap_or_else(|| schema.default_locale())
}

fn kinds(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&names(UserKind::ALL, UserKind::name))
}

pub(super) fn decimal_formats(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&names(DecimalFormat::ALL, DecimalFormat::name))
}

pub(super) fn interface_locales(_: &mut SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"anyOf": [one_of(&names(InterfaceLocale::ALL, InterfaceLocale::name)), {"type": "null"}]})
}

fn features(_: &mut SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": "array", "items": one_of(&names(Feature::ALL, Feature::name))})
}

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(name).collect()
}

/// Who asks, if it is a user.
pub async fn me(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    let id = asked.actor.account.ok_or_else(|| Problem::not_found("user behind the API token", &asked.actor.name))?;
    USERS.one(&state, &asked, &id.to_string()).await
}

fn number(id: &str) -> Result<i64, Problem> {
    id.parse().map_err(|_| Problem::not_found("user", id))
}

impl Thing for User {
    type Kind = ();

    fn of(item: Item<'_>) -> Option<&Self> {
        match item {
            Item::User(own) => Some(own),
            _ => None,
        }
    }

    fn rev(&self) -> i64 {
        self.rev
    }
}

impl Collection for Served<User> {
    fn terms(&self) -> &Terms {
        &self.terms
    }

    fn family(&self) -> Family {
        Family::Users
    }

    fn filters(&self) -> Vec<FilterName> {
        let name = |name, takes, words| FilterName { name, takes, words };
        vec![
            name("type", Takes::Words(&["user", "api"]), "It is of this type."),
            name("active", Takes::Switch, "They may sign in, or may not."),
            name("admin", Takes::Switch, "They are an administrator, or aren't."),
            name("username", Takes::Ids, "This is the name that they sign in with."),
            name("email", Takes::Ids, "This is their address."),
            name("search", Takes::Text, "It has these words in its names or its address."),
        ]
    }

    fn orders(&self) -> Vec<&'static str> {
        ORDERS.iter().map(|(name, _)| *name).collect()
    }

    fn delete(&self, _id: &str, _reach: Reach) -> Result<Action, Problem> {
        Err(Problem::forbidden("users are never deleted; write active: false"))
    }

    fn print(&self, printer: Printer<'_>, item: Item<'_>) -> Result<Vec<u8>, Failure> {
        printer.item(self, item)
    }

    fn one<'a>(&'static self, state: &'a AppState, asked: &'a Asked, id: &'a str) -> Answering<'a> {
        async move {
            let user = state.app.user(&asked.actor.rights, number(id)?).await?;
            self.plain(state, asked, &user).await
        }
        .boxed()
    }

    fn written<'a>(&'static self, state: &'a AppState, asked: &'a Asked, entity: Entity) -> Answering<'a> {
        async move {
            let Entity::User(user) = entity else { return Err(other_family(&entity)) };
            self.plain(state, asked, &user).await
        }
        .boxed()
    }

    fn chunk<'a>(&'static self, state: &'a AppState, asked: &'a Asked, start: Start, limit: u32) -> Reading<'a> {
        async move {
            let query = UserQuery {
                filter: filter(&asked.params)?,
                order: order(&asked.params)?,
                start,
                limit: limit.min(MAX_LIMIT),
                rights: asked.actor.rights.clone(),
            };
            let UserPage { users, total, next } = state.app.users(&query).await?;
            let members = self.print_plain(asked, &*state.app.schema().await?, users.iter())?;
            Ok(Chunk { members, total: Some(total), next })
        }
        .boxed()
    }
}

fn filter(params: &Params) -> Result<UserFilter, Problem> {
    let kind = |name| UserKind::from_name(name).ok_or_else(|| bad("type", "user or api", name));
    let switch = |name| params.get(name).map(|_| params.switch(name, false)).transpose();
    let texts = |name| params.all(name).map(str::to_owned).collect();
    Ok(UserFilter {
        kinds: params.all("type").map(kind).collect::<Result<_, _>>()?,
        active: switch("active")?,
        admin: switch("admin")?,
        usernames: texts("username"),
        emails: texts("email"),
        search: params.get("search").filter(|text| !text.is_empty()).map(str::to_owned),
    })
}

/// The names of what users are ordered by.
const ORDERS: [(&str, UserSortBy); 10] = [
    ("id", UserSortBy::Id),
    ("username", UserSortBy::Username),
    ("firstName", UserSortBy::FirstName),
    ("lastName", UserSortBy::LastName),
    ("email", UserSortBy::Email),
    ("active", UserSortBy::Active),
    ("admin", UserSortBy::Admin),
    ("dateLogged", UserSortBy::Logged),
    ("dateCreated", UserSortBy::Created),
    ("dateModified", UserSortBy::Updated),
];

fn order(params: &Params) -> Result<Vec<UserSort>, Problem> {
    let named = |field: &str| ORDERS.iter().find(|(name, _)| *name == field).map(|(_, by)| *by);
    let sorts = order::directions(params, named)?;
    Ok(sorts.into_iter().map(|(by, descending)| UserSort { by, descending }).collect())
}
