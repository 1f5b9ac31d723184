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

use super::Answer;
use super::table::{moment, table};

/// What to do with users.
#[derive(Debug, Clone, Subcommand, Serialize, Deserialize)]
pub enum UserOrder {
    /// Make a user; the password is asked for twice
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
    List,
    /// Give a user a new password and end their sessions
    Password {
        /// Whose
        #[arg(long)]
        username: String,
        /// Read the password from the first line of stdin
        #[arg(long)]
        password_stdin: bool,
    },
    /// Bar a user and end their sessions
    Deactivate {
        /// Whom
        #[arg(long)]
        username: String,
    },
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
                    ..PutUser::new(UserName::Name(username), PutMode::Create)
                };
                write(app, put).await
            }
            Self::List => list(app).await,
            Self::Password { username, .. } => {
                let password = Patch::Value(NewPassword::of(given(password)?));
                write(app, PutUser { password, ..PutUser::new(UserName::Name(username), PutMode::Update) }).await
            }
            Self::Deactivate { username } => {
                let active = Patch::Value(false);
                write(app, PutUser { active, ..PutUser::new(UserName::Name(username), PutMode::Update) }).await
            }
        }
    }
}

async fn write(app: &Arc<App>, put: PutUser) -> Result<Answer, Failure> {
    let actor = Actor::program("cli", Rights::FULL, Origin::Cli);
    let command = Command { action: Action::PutUser(Box::new(put)), expect: None };
    for outcome in app.write(&actor, vec![command], Options::of(Mode::AllOrNothing)).await? {
        outcome?;
    }
    Ok(Answer::default())
}

async fn list(app: &Arc<App>) -> Result<Answer, Failure> {
    let query = UserQuery {
        filter: UserFilter::default(),
        order: vec![UserSort { by: UserSortBy::Username, descending: false }],
        start: Start::Page(1),
        limit: u32::MAX,
        rights: Rights::READ,
    };
    let rows = app.users(&query).await?.users.into_iter().map(|user| {
        let role = if user.admin { "admin" } else { "user" };
        let state = if user.active { "active" } else { "inactive" };
        [user.username.clone(), role.to_owned(), state.to_owned(), moment(Some(user.created.at))]
    });
    Ok(Answer::of(table(["USERNAME", "ROLE", "STATE", "CREATED"], rows.collect())))
}

fn given(password: Option<String>) -> Result<String, Problem> {
    password.ok_or_else(|| Problem::new(Kind::Malformed, "The command came without a password."))
}
