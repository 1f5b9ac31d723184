//! Commands that a running server can carry out as well: it does them itself while it
//! holds the data folder, else the command opens the store. Either way the same code runs.

mod answer;
mod backup;
mod check;
mod elsewhere;
mod export;
mod import;
mod job;
mod model;
mod password;
pub mod restore;
mod table;
mod taken;
mod token;
mod undo;
mod user;

use std::fs::File;
use std::sync::Arc;

use ::model::event::Terms;
use anyhow::bail;
use app::App;
use app::accounts::Limits;
use app::files::LARGEST;
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use store::Location;
use store::progress::Progress;
use tempfile::NamedTempFile;

use crate::config::{Elsewhere, Places, examples};
use crate::control::{self, Request};
use crate::lock::{self, Turn};
use crate::output::{self, Output};
use crate::progress::Shown;
use crate::{demo, open};
pub use answer::{Answer, Outcome};

/// What can be asked beside `serve`.
#[derive(Debug, Clone, Subcommand, Serialize, Deserialize)]
pub enum Order {
    /// Fill an empty instance with the demo catalogue
    #[command(after_help = examples::DEMO)]
    Demo,
    /// Tokens for programs
    #[command(subcommand)]
    Token(token::TokenOrder),
    /// Users, who sign in with a password
    #[command(subcommand)]
    User(user::UserOrder),
    /// Long work: how far it is, and that it shall end
    #[command(subcommand)]
    Job(job::JobOrder),
    /// Write what files say, line by line
    #[command(after_help = examples::IMPORT)]
    Import(import::ImportOrder),
    /// Write things to a file, to be imported again or used elsewhere
    #[command(after_help = examples::EXPORT)]
    Export(export::ExportOrder),
    /// Take back all that an import did, but for what was changed since
    #[command(after_help = examples::UNDO)]
    Undo(undo::UndoOrder),
    /// All definitions as one file
    #[command(subcommand)]
    Model(model::ModelOrder),
    /// Write the whole instance to one file, while others work
    #[command(after_help = examples::BACKUP)]
    Backup(backup::BackupOrder),
    /// Look for damage and print how durable writes are
    #[command(after_help = examples::CHECK)]
    Check(check::CheckOrder),
}

impl Order {
    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>, secret: Option<String>, progress: &Progress) -> Answer {
        let done = match self {
            Self::Demo => demo::fill(app, progress).await,
            Self::Token(order) => order.carry_out(app).await,
            Self::User(order) => order.carry_out(app, secret).await,
            Self::Job(order) => order.carry_out(app, progress).await,
            Self::Import(order) => order.carry_out(app, secret, progress).await,
            Self::Export(order) => order.carry_out(app, progress).await,
            Self::Undo(order) => order.carry_out(app, progress).await,
            Self::Model(order) => order.carry_out(app, progress).await,
            Self::Backup(order) => order.carry_out(app, progress).await,
            Self::Check(order) => order.carry_out((app.store(), app.files()), progress).await,
        };
        done.unwrap_or_else(|failure| Answer::failed(failure.with_causes()))
    }

    /// Whether nobody else may be at work on the data folder meanwhile.
    fn needs_the_folder(&self) -> bool {
        matches!(self, Self::Check(order) if order.repair)
    }

    /// Where a file is written that goes to standard output then; `None`: none does.
    fn piped(&mut self) -> anyhow::Result<Option<NamedTempFile>> {
        match self {
            Self::Export(export::ExportOrder { output: output @ None, .. }) => {
                let file = NamedTempFile::new()?;
                *output = Some(file.path().to_owned());
                Ok(Some(file))
            }
            _ => Ok(None),
        }
    }

    /// What it needs that stands on no command line.
    fn secret(&self) -> anyhow::Result<Option<String>> {
        match self {
            Self::User(order) => order.wants_password().map(password::read).transpose(),
            Self::Import(order) => order.secret(),
            _ => Ok(None),
        }
    }
}

/// Carries out an order beside a server or without one. Errors: it failed.
pub async fn run(places: &Places, output: &Output, mut order: Order) -> anyhow::Result<()> {
    let location = places.location()?;
    let secret = order.secret()?;
    let piped = order.piped()?;
    let shown = Shown::by(output);
    let answer = match location {
        Location::Postgres(_) => alone(places, &location, order, secret, &shown.progress()).await,
        Location::Sqlite(_) => match lock::take(&places.data_dir).await? {
            Turn::Server(_) if order.needs_the_folder() => bail!(
                "a server is running on {}: stop it first, and start it again afterwards",
                places.data_dir.display()
            ),
            Turn::Server(stream) => control::ask(stream, &Request::of(order, secret), |step| shown.step(step)).await,
            Turn::Ours(_lock) => alone(places, &location, order, secret, &shown.progress()).await,
        },
    };
    shown.end();
    let Answer { result, error } = answer?;
    match (result, piped) {
        // Another file may have its name by now.
        (Some(_), Some(file)) => output::pour(File::open(file.path())?)?,
        (Some(result), None) => output.show(&result)?,
        (None, _) => {}
    }
    match error {
        None => Ok(()),
        Some(error) => bail!(error),
    }
}

async fn alone(
    places: &Places,
    location: &Location,
    order: Order,
    secret: Option<String>,
    progress: &Progress,
) -> anyhow::Result<Answer> {
    let store = open::store(location).await?;
    let answer = match order {
        // Damage may keep the instance from opening: it is looked for without.
        Order::Check(order) => order.carry_out((&store, &open::files(places).await?), progress).await?,
        order => {
            let keeping = open::keeping(places, LARGEST, &Elsewhere::default(), Terms::default()).await?;
            let app = open::app(store.clone(), keeping, Limits::default()).await?;
            order.carry_out(&app, secret, progress).await
        }
    };
    store.close().await;
    Ok(answer)
}
