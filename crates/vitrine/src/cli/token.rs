//! `vitrine token`: secrets with which programs call the API.

use std::sync::Arc;

use app::{App, Failure};
use clap::{Subcommand, ValueEnum};
use model::permission::Access;
use serde::{Deserialize, Serialize};

use super::table::{known, moment, table};
use super::{Answer, Outcome};
use crate::config::examples;

/// What to do with tokens.
#[derive(Debug, Clone, Subcommand, Serialize, Deserialize)]
pub enum TokenOrder {
    /// Make a token and print it; it can't be shown again
    #[command(after_help = examples::TOKEN_CREATE)]
    Create {
        /// What to call it; changes made with it bear this name
        #[arg(long)]
        name: String,
        /// What it may do
        #[arg(long, value_enum, default_value_t = Grant::Full)]
        access: Grant,
    },
    /// Show all tokens, without their secrets
    #[command(after_help = examples::TOKEN_LIST)]
    List,
    /// End a token
    #[command(after_help = examples::TOKEN_REVOKE)]
    Revoke {
        /// Its name
        #[arg(long)]
        name: String,
    },
}

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// Read and write
    Full,
    /// Read only
    Read,
}

/// A token that was made: the only time it is shown.
#[derive(Debug, Serialize, Deserialize)]
pub struct NewToken {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub access: Grant,
    /// The secret itself.
    pub token: String,
}

/// A token in the list.
#[derive(Debug, Serialize, Deserialize)]
pub struct TokenRow {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub access: Grant,
    /// When it was made.
    pub created: Option<String>,
    /// When it was last used, to the minute.
    pub last_used: Option<String>,
}

/// A token that was ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct Revoked {
    /// Its name.
    pub name: String,
}

impl Grant {
    fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Read => "read",
        }
    }
}

impl TokenOrder {
    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>) -> Result<Answer, Failure> {
        match self {
            Self::Create { name, access } => {
                let wanted = match access {
                    Grant::Full => Access::Full,
                    Grant::Read => Access::Read,
                };
                let (_, token) = app.accounts.create_token(&name, wanted).await?;
                let token = token.as_str().to_owned();
                Ok(Answer::of(Outcome::Token(NewToken { name, access, token })))
            }
            Self::List => {
                let rows = app.accounts.tokens().await?.into_iter().map(|token| TokenRow {
                    name: token.name,
                    access: if token.access == Access::Full { Grant::Full } else { Grant::Read },
                    created: moment(token.created_at),
                    last_used: token.used_at.and_then(moment),
                });
                Ok(Answer::of(Outcome::Tokens(rows.collect())))
            }
            Self::Revoke { name } => {
                app.accounts.revoke_token(&name).await?;
                Ok(Answer::of(Outcome::Revoked(Revoked { name })))
            }
        }
    }
}

/// The list in words.
pub fn table_of(rows: &[TokenRow]) -> String {
    let cells = |row: &TokenRow| {
        [row.name.clone(), row.access.name().to_owned(), known(row.created.as_deref()), known(row.last_used.as_deref())]
    };
    table(["NAME", "ACCESS", "CREATED", "LAST USED"], rows.iter().map(cells).collect())
}
