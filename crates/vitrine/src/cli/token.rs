//! `vitrine token`: secrets with which programs call the API.

use std::sync::Arc;

use app::{App, Failure};
use clap::{Subcommand, ValueEnum};
use model::permission::Access;
use serde::{Deserialize, Serialize};

use super::Answer;
use super::table::{moment, table};

/// What to do with tokens.
#[derive(Debug, Clone, Subcommand, Serialize, Deserialize)]
pub enum TokenOrder {
    /// Make a token and print it; it can't be shown again
    Create {
        /// What to call it; changes made with it bear this name
        #[arg(long)]
        name: String,
        /// What it may do
        #[arg(long, value_enum, default_value_t = Grant::Full)]
        access: Grant,
    },
    /// Show all tokens, without their secrets
    List,
    /// End a token
    Revoke {
        /// Its name
        #[arg(long)]
        name: String,
    },
}

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum Grant {
    /// Read and write
    Full,
    /// Read only
    Read,
}

impl TokenOrder {
    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>) -> Result<Answer, Failure> {
        match self {
            Self::Create { name, access } => {
                let access = match access {
                    Grant::Full => Access::Full,
                    Grant::Read => Access::Read,
                };
                let token = app.accounts.create_token(&name, access).await?;
                Ok(Answer::of(format!("{}\n", token.as_str())))
            }
            Self::List => {
                let rows = app.accounts.tokens().await?.into_iter().map(|token| {
                    let access = if token.access == Access::Full { "full" } else { "read" };
                    [token.name, access.to_owned(), moment(Some(token.created_at)), moment(token.used_at)]
                });
                Ok(Answer::of(table(["NAME", "ACCESS", "CREATED", "LAST USED"], rows.collect())))
            }
            Self::Revoke { name } => {
                app.accounts.revoke_token(&name).await?;
                Ok(Answer::default())
            }
        }
    }
}
