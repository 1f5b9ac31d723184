//! Commands that a running server can carry out as well: it does them itself while it
//! holds the data folder, else the command opens the store. Either way the same code runs.

mod backup;
mod check;
mod password;
pub mod restore;
mod table;
mod token;
mod user;

use std::io::{self, Write as _};
use std::sync::Arc;

use anyhow::bail;
use app::accounts::Limits;
use app::{App, Failure};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use store::Location;

use crate::config::Places;
use crate::control::{self, Request};
use crate::lock::{self, Turn};
use crate::{demo, open};

/// What can be asked beside `serve`.
#[derive(Debug, Clone, Subcommand, Serialize, Deserialize)]
pub enum Order {
    /// Fill an empty instance with the demo catalogue
    Demo,
    /// Tokens for programs
    #[command(subcommand)]
    Token(token::TokenOrder),
    /// Users, who sign in with a password
    #[command(subcommand)]
    User(user::UserOrder),
    /// Write the whole instance to one file, while others work
    Backup(backup::BackupOrder),
    /// Look for damage and print how durable writes are
    Check,
}

impl Order {
    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>, password: Option<String>) -> Answer {
        let done = match self {
            Self::Demo => demo::fill(app).await,
            Self::Token(order) => order.carry_out(app).await,
            Self::User(order) => order.carry_out(app, password).await,
            Self::Backup(order) => order.carry_out(app).await,
            Self::Check => check::run(app.store()).await.map_err(Failure::from),
        };
        done.unwrap_or_else(|failure| Answer::failed(failure.with_causes()))
    }

    fn wants_password(&self) -> Option<bool> {
        match self {
            Self::User(order) => order.wants_password(),
            _ => None,
        }
    }
}

/// What a command prints, and whether it failed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// For stdout.
    pub out: String,
    /// Why it failed, for stderr.
    pub error: Option<String>,
}

impl Answer {
    /// A success that prints this.
    pub fn of(out: impl Into<String>) -> Self {
        Self { out: out.into(), error: None }
    }

    /// A failure.
    pub fn failed(error: impl Into<String>) -> Self {
        Self { out: String::new(), error: Some(error.into()) }
    }
}

/// Carries out an order beside a server or without one. Errors: it failed.
pub async fn run(places: &Places, order: Order) -> anyhow::Result<()> {
    let location = places.location()?;
    let password = order.wants_password().map(password::read).transpose()?;
    let answer = match location {
        Location::Postgres(_) => alone(&location, order, password).await?,
        Location::Sqlite(_) => match lock::take(&places.data_dir).await? {
            Turn::Server(stream) => control::ask(stream, &Request { order, password }).await?,
            Turn::Ours(_lock) => alone(&location, order, password).await?,
        },
    };
    io::stdout().write_all(answer.out.as_bytes())?;
    match answer.error {
        None => Ok(()),
        Some(error) => bail!(error),
    }
}

async fn alone(location: &Location, order: Order, password: Option<String>) -> anyhow::Result<Answer> {
    let store = open::store(location).await?;
    let answer = match order {
        // Damage may keep the instance from opening: it is looked for without.
        Order::Check => check::run(&store).await?,
        order => order.carry_out(&open::app(store.clone(), Limits::default()).await?, password).await,
    };
    store.close().await;
    Ok(answer)
}
