//! What a command comes back with: data, which the process of the command prints as words or as JSON.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::backup::Written;
use super::check::Report;
use super::job::{Cancelled, JobRow, NoteRow};
use super::model::Model;
use super::restore::Restored;
use super::taken::TakenIn;
use super::token::{NewToken, Revoked, TokenRow};
use super::user::UserRow;
use super::{job, token, user};
use crate::demo::Filled;

/// The end of a command. One that found what shouldn't be there has both: what it found, and that it failed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// What it made or found, for stdout.
    pub result: Option<Outcome>,
    /// Why it failed, for stderr.
    pub error: Option<String>,
}

impl Answer {
    /// A success.
    pub fn of(result: Outcome) -> Self {
        Self { result: Some(result), error: None }
    }

    /// A failure.
    pub fn failed(error: impl Into<String>) -> Self {
        Self { result: None, error: Some(error.into()) }
    }
}

/// What a command made or found. JSON is as it is written here; words are its `Display`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Of `demo`.
    Demo(Filled),
    /// Of `token create`.
    Token(NewToken),
    /// Of `token list`.
    Tokens(Vec<TokenRow>),
    /// Of `token revoke`.
    Revoked(Revoked),
    /// Of what makes or changes a user.
    User(UserRow),
    /// Of `user list`.
    Users(Vec<UserRow>),
    /// Of `model export`.
    Model(Model),
    /// Of what takes items in.
    TakenIn(TakenIn),
    /// Of `job list` and `job wait`.
    Jobs(Vec<JobRow>),
    /// Of `job log`.
    Notes(Vec<NoteRow>),
    /// Of `job cancel`.
    Cancelled(Cancelled),
    /// Of `backup`.
    Backup(Written),
    /// Of `restore`.
    Restore(Restored),
    /// Of `check`.
    Check(Report),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Demo(filled) => write!(f, "{filled}"),
            Self::Token(made) => writeln!(f, "{}", made.token),
            Self::Tokens(rows) => f.write_str(&token::table_of(rows)),
            // What was asked for is done: there is nothing to add.
            Self::Revoked(_) | Self::User(_) | Self::Cancelled(_) => Ok(()),
            Self::Users(rows) => f.write_str(&user::table_of(rows)),
            Self::Model(written) => write!(f, "{written}"),
            Self::TakenIn(taken) => write!(f, "{taken}"),
            Self::Jobs(rows) => f.write_str(&job::table_of(rows)),
            Self::Notes(notes) => f.write_str(&job::log_of(notes)),
            Self::Backup(written) => write!(f, "{written}"),
            Self::Restore(restored) => write!(f, "{restored}"),
            Self::Check(report) => write!(f, "{report}"),
        }
    }
}
