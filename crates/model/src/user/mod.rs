//! Users: people and programs that sign in (v5.md 3.12).

mod list;
pub mod password;
pub mod preference;

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::choice::choice;
use crate::object::Stamp;

pub use list::{UserFilter, UserPage, UserQuery, UserSort, UserSortBy};

/// One user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Their number, by which they are addressed.
    pub id: i64,
    /// The name that they sign in with; unique, and theirs for good.
    pub username: String,
    /// Whether it is a person or a program.
    pub kind: UserKind,
    /// Whether they administer the instance.
    pub admin: bool,
    /// Whether they may sign in.
    pub active: bool,
    /// The hash of their password; without one they can't sign in.
    pub password: PasswordHash,
    /// What is known of them.
    pub profile: Profile,
    /// When they last signed in, microseconds since 1970 UTC; no write of a user moves it.
    pub logged_at: Option<i64>,
    /// Moves with every effective write.
    pub rev: i64,
    /// Creation.
    pub created: Stamp,
    /// Last effective write.
    pub updated: Stamp,
}

/// A hash in PHC form, or nothing. It can't be printed by mistake.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(***)")
    }
}

choice! {
    /// Who signs in.
    UserKind:
    /// A person.
    User "user",
    /// A program.
    Api "api"
}

choice! {
    /// How decimals are shown to a user.
    DecimalFormat:
    /// `1.5`.
    Dot "dot",
    /// `1,5`.
    Comma "comma"
}

choice! {
    /// A language of the admin UI.
    InterfaceLocale:
    /// English.
    En "en",
    /// French.
    Fr "fr"
}

choice! {
    /// What a user's licence lets them do; kept, and without effect so far.
    Feature:
    /// To see.
    Viewer "VIEWER",
    /// To change.
    Editor "EDITOR"
}

/// What is known of a user; `accounts.body` is its JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Profile {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address for mails.
    pub email: String,
    /// A time zone by its name, such as `Europe/Paris`.
    pub timezone: String,
    /// Whether their browser says the time zone.
    pub is_automatic_timezone: bool,
    /// Data locales that they work in; `None`: all.
    pub locales_available: Option<BTreeSet<String>>,
    /// The one shown first; `None`: the default one.
    pub locale_default: Option<String>,
    /// What their licence covers.
    pub permission_features: BTreeSet<Feature>,
    /// How decimals are shown to them.
    pub decimal_format: DecimalFormat,
    /// In which language the admin UI speaks to them; `None`: their browser says it.
    pub interface_locale: Option<InterfaceLocale>,
    /// Codes of their roles.
    pub roles: BTreeSet<String>,
    /// The profile that says which classifications they may see.
    pub classification_access: Option<String>,
    /// The profile that says which attributes they may see.
    pub attribute_access: Option<String>,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            first_name: String::new(),
            last_name: String::new(),
            email: String::new(),
            timezone: "UTC".into(),
            is_automatic_timezone: false,
            locales_available: None,
            locale_default: None,
            permission_features: Feature::ALL.iter().copied().collect(),
            decimal_format: DecimalFormat::Dot,
            interface_locale: None,
            roles: BTreeSet::new(),
            classification_access: None,
            attribute_access: None,
        }
    }
}

impl Profile {
    /// Canonical JSON.
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}
