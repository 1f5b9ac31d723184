//! `vitrine user`: people who sign in with a password.

use std::sync::Arc;

use app::{App, Failure, Mode, Options};
use clap::Subcommand;
use model::command::{Action, Command, NewPassword, Patch, PutMode, PutUser, UserName};
use model::permission::{Actor, Origin, Rights};
use model::problem::{Kind, Problem};
use model::query::Start;
use model::user::{UserFilter, UserQuery, UserSort, UserSortBy};
use serde::{Deserialize, Serialize};

use super::table::{known, moment, table};
use super::{Answer, Outcome};
use crate::config::examples;

/// What to do with users.
#[derive(Debug, Clone, Subcommand, Serialize, Deserialize)]
pub enum UserOrder {
    /// Make a user; the password is asked for twice
    #[command(after_help = examples::USER_CREATE)]
    Create {
        /// What they sign in with
        #[arg(long)]
        username: String,
        /// May manage the instance
        #[arg(long)]
        admin: bool,
        /// Read the password from the first line of stdin
        #[arg(long)]
        password_stdin: bool,
    },
    /// Show all users
    #[command(after_help = examples::USER_LIST)]
    List,
    /// Give a user a new password and end their sessions
    #[command(after_help = examples::USER_PASSWORD)]
    Password {
        /// Whose
        #[arg(long)]
        username: String,
        /// Read the password from the first line of stdin
        #[arg(long)]
        password_stdin: bool,
    },
    /// Bar a user and end their sessions
    #[command(after_help = examples::USER_DEACTIVATE)]
    Deactivate {
        /// Whom
        #[arg(long)]
        username: String,
    },
}

/// A user in the list.
#[derive(Debug, Serialize, Deserialize)]
pub struct UserRow {
    /// What they sign in with.
    pub username: String,
    /// Whether they may manage the instance.
    pub admin: bool,
    /// Whether they may sign in.
    pub active: bool,
    /// When they were made.
    pub created: Option<String>,
}

impl UserOrder {
    /// Whether a password must be read and, if so, from stdin.
    pub fn wants_password(&self) -> Option<bool> {
        match self {
            Self::Create { password_stdin, .. } | Self::Password { password_stdin, .. } => Some(*password_stdin),
            Self::List | Self::Deactivate { .. } => None,
        }
    }

    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>, password: Option<String>) -> Result<Answer, Failure> {
        match self {
            Self::Create { username, admin, .. } => {
                let put = PutUser {
                    admin: Patch::Value(admin),
                    active: Patch::Value(true),
                    password: Patch::Value(NewPassword::of(given(password)?)),
                    ..PutUser::new(UserName::Name(username.clone()), PutMode::Create)
                };
                write(app, put, username).await
            }
            Self::List => Ok(Answer::of(Outcome::Users(rows(app, Vec::new()).await?))),
            Self::Password { username, .. } => {
                let password = Patch::Value(NewPassword::of(given(password)?));
                let name = UserName::Name(username.clone());
                write(app, PutUser { password, ..PutUser::new(name, PutMode::Update) }, username).await
            }
            Self::Deactivate { username } => {
                let active = Patch::Value(false);
                let name = UserName::Name(username.clone());
                write(app, PutUser { active, ..PutUser::new(name, PutMode::Update) }, username).await
            }
        }
    }
}

/// Writes a user, and tells how they stand then.
async fn write(app: &Arc<App>, put: PutUser, username: String) -> Result<Answer, Failure> {
    let actor = Actor::program("cli", Rights::FULL, Origin::Cli);
    let command = Command { action: Action::PutUser(Box::new(put)), expect: None };
    for outcome in app.write(&actor, vec![command], Options::of(Mode::AllOrNothing)).await? {
        outcome?;
    }
    let user = rows(app, vec![username]).await?.pop();
    Ok(Answer { result: user.map(Outcome::User), error: None })
}

/// Users of these names; of any, where none is given.
async fn rows(app: &Arc<App>, usernames: Vec<String>) -> Result<Vec<UserRow>, Failure> {
    let query = UserQuery {
        filter: UserFilter { usernames, ..UserFilter::default() },
        order: vec![UserSort { by: UserSortBy::Username, descending: false }],
        start: Start::Page(1),
        limit: u32::MAX,
        rights: Rights::READ,
    };
    let rows = app.users(&query).await?.users.into_iter().map(|user| UserRow {
        username: user.username.clone(),
        admin: user.admin,
        active: user.active,
        created: moment(user.created.at),
    });
    Ok(rows.collect())
}

/// The list in words.
pub fn table_of(rows: &[UserRow]) -> String {
    let cells = |row: &UserRow| {
        let role = if row.admin { "admin" } else { "user" };
        let state = if row.active { "active" } else { "inactive" };
        [row.username.clone(), role.to_owned(), state.to_owned(), known(row.created.as_deref())]
    };
    table(["USERNAME", "ROLE", "STATE", "CREATED"], rows.iter().map(cells).collect())
}

fn given(password: Option<String>) -> Result<String, Problem> {
    password.ok_or_else(|| Problem::new(Kind::Malformed, "The command came without a password."))
}
