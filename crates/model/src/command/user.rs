//! Users to create or change.

use std::fmt;

use super::{Patch, PutMode};
use crate::user::PasswordHash;

/// Which user.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserName {
    /// The one of this number.
    Number(i64),
    /// The one who signs in so.
    Name(String),
}

/// A password on its way into a user. It can't be printed by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword {
    /// As it was chosen: what the plan checks.
    pub text: String,
    /// What is stored of it; to be filled in before the plan, since it takes time and chance.
    pub hash: PasswordHash,
}

impl NewPassword {
    /// One that isn't hashed yet.
    pub fn of(text: String) -> Self {
        Self { text, hash: PasswordHash::default() }
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(***)")
    }
}

/// A user to create or change (v5.md 3.12); null means the default.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of user::User")]
pub struct PutUser {
    /// Who; only a name makes a new one.
    pub user: UserName,
    /// Whether they may, or must, exist.
    pub mode: PutMode,
    /// A name in the body that must be the user's.
    pub body_username: Option<String>,
    /// A number in the body that must be the user's.
    pub body_id: Option<i64>,
    /// Whether it is a user's own wish for themselves, which may say less.
    pub is_own: bool,
    /// Whether a new user without first name, last name or address is refused.
    pub requires_contact: bool,
    pub kind: Patch<String>,
    pub admin: Patch<bool>,
    pub active: Patch<bool>,
    /// Null takes it away.
    pub password: Patch<NewPassword>,
    pub first_name: Patch<String>,
    pub last_name: Patch<String>,
    pub email: Patch<String>,
    pub timezone: Patch<String>,
    pub is_automatic_timezone: Patch<bool>,
    pub locales_available: Patch<Vec<String>>,
    pub locale_default: Patch<String>,
    pub permission_features: Patch<Vec<String>>,
    pub decimal_format: Patch<String>,
    pub interface_locale: Patch<String>,
    pub roles: Patch<Vec<String>>,
    pub classification_access: Patch<String>,
    pub attribute_access: Patch<String>,
}

impl PutUser {
    /// A put that mentions nothing but who it is.
    pub fn new(user: UserName, mode: PutMode) -> Self {
        Self {
            user,
            mode,
            body_username: None,
            body_id: None,
            is_own: false,
            requires_contact: false,
            kind: Patch::Absent,
            admin: Patch::Absent,
            active: Patch::Absent,
            password: Patch::Absent,
            first_name: Patch::Absent,
            last_name: Patch::Absent,
            email: Patch::Absent,
            timezone: Patch::Absent,
            is_automatic_timezone: Patch::Absent,
            locales_available: Patch::Absent,
            locale_default: Patch::Absent,
            permission_features: Patch::Absent,
            decimal_format: Patch::Absent,
            interface_locale: Patch::Absent,
            roles: Patch::Absent,
            classification_access: Patch::Absent,
            attribute_access: Patch::Absent,
        }
    }
}
