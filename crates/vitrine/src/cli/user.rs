//! `vitrine user`: people who sign in with a password.

use std::sync::Arc;

use app::{App, Failure};
use clap::Subcommand;
use model::problem::{Kind, Problem};
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
                app.accounts.create_user(&username, given(password)?, admin).await?;
                Ok(Answer::default())
            }
            Self::List => {
                let rows = app.accounts.users().await?.into_iter().map(|user| {
                    let role = if user.admin { "admin" } else { "user" };
                    let state = if user.active { "active" } else { "inactive" };
                    [user.username, role.to_owned(), state.to_owned(), moment(Some(user.created_at))]
                });
                Ok(Answer::of(table(["USERNAME", "ROLE", "STATE", "CREATED"], rows.collect())))
            }
            Self::Password { username, .. } => {
                app.accounts.set_password(&username, given(password)?).await?;
                Ok(Answer::default())
            }
            Self::Deactivate { username } => {
                app.accounts.deactivate_user(&username).await?;
                Ok(Answer::default())
            }
        }
    }
}

fn given(password: Option<String>) -> Result<String, Problem> {
    password.ok_or_else(|| Problem::new(Kind::Malformed, "The command came without a password."))
}
