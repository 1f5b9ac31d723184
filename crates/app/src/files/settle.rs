//! The files that commands wish for: found, or fetched, before a plan is made.

use std::collections::HashMap;
use std::time::Duration;

use model::address;
use model::command::{Action, Command, FileWish, Patch};
use model::file::{self, File, Status};
use model::permission::Actor;
use model::problem::{Field, Violation};
use store::conn::Conn;
use store::files::{self as rows, Upload};

use super::Looked;
use crate::remote::Missed;
use crate::{App, Failure};

/// How long the caller of a single write waits for a file; then it is fetched on without them (v5.md 2.4).
const PATIENCE: Duration = Duration::from_secs(10);

/// The files that these commands wish for.
fn wishes(commands: &mut [Command]) -> impl Iterator<Item = &mut FileWish> {
    commands.iter_mut().filter_map(|command| match &mut command.action {
        Action::PutObject(put) => match &mut put.file {
            Patch::Value(wish) => Some(wish),
            _ => None,
        },
        _ => None,
    })
}

impl App {
    /// Puts known files in the place of uploads and addresses. What lies at an address is fetched, if `fetches` says so
    /// and it comes in good time; else it is on its way when the commands are written.
    pub(crate) async fn settle_files(
        &self,
        actor: &Actor,
        commands: &mut [Command],
        fetches: bool,
    ) -> Result<(), Failure> {
        if wishes(commands).next().is_none() || actor.rights.check_write().is_err() {
            return Ok(());
        }
        if !fetches {
            self.leave_what_is_there(commands).await?;
        }
        let ids = wishes(commands).filter_map(|wish| match wish {
            FileWish::Upload(id) => Some(id.clone()),
            _ => None,
        });
        let uploads = self.uploads(ids.collect()).await?;
        for wish in wishes(commands) {
            *wish = match std::mem::replace(wish, FileWish::Back(Vec::new())) {
                FileWish::Upload(id) => self.of_upload(uploads.get(&id), &id),
                FileWish::Remote(url) if fetches => self.fetched(&url).await?,
                FileWish::Remote(url) => self.on_its_way(&url).await?,
                settled => settled,
            };
        }
        Ok(())
    }

    /// Takes back the wishes for what an asset has: the file at its public address, or what it waits for. What isn't
    /// asked for by itself changes nothing if it says what is so.
    async fn leave_what_is_there(&self, commands: &mut [Command]) -> Result<(), Failure> {
        let puts = commands.iter_mut().filter_map(|command| match &mut command.action {
            Action::PutObject(put) if matches!(put.file, Patch::Value(FileWish::Remote(_))) => Some(put),
            _ => None,
        });
        let puts: Vec<_> = puts.collect();
        if puts.is_empty() {
            return Ok(());
        }
        let files = self.files_of_assets(puts.iter().map(|put| put.code.clone()).collect()).await?;
        for put in puts {
            if let (Some(FileWish::Remote(address)), Some(file)) = (put.file.value(), files.get(&put.code))
                && self.is_there(file, address)
            {
                put.file = Patch::Absent;
            }
        }
        Ok(())
    }

    /// The files that assets of these codes have, by code.
    pub async fn files_of_assets(&self, codes: Vec<String>) -> Result<HashMap<String, File>, Failure> {
        Ok(self.store.read(async move |conn: &mut Conn<'_>| rows::of_assets(conn, codes).await).await?)
    }

    fn is_there(&self, file: &File, address: &str) -> bool {
        let waits_for = |source: &String| address::masked(source) == address::masked(address);
        self.key_in(address) == Some(file.key.as_str())
            || (file.status != Status::Failed && file.source.as_ref().is_some_and(waits_for))
    }

    async fn uploads(&self, ids: Vec<String>) -> Result<HashMap<String, Upload>, Failure> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let found = self.store.read(async move |conn: &mut Conn<'_>| rows::uploads(conn, ids.clone()).await).await?;
        Ok(found.into_iter().map(|upload| (upload.id.clone(), upload)).collect())
    }

    fn of_upload(&self, upload: Option<&Upload>, id: &str) -> FileWish {
        let refused = |message| FileWish::Refused(Violation::new(Field::Upload, "unknown_reference", message));
        let Some(upload) = upload else { return refused(format!("There is no upload \"{id}\".")) };
        let looked: Option<Looked> = serde_json::from_str(&upload.looked).ok();
        let (Some(hash), Some(looked)) = (&upload.hash, looked) else {
            return refused(format!("The upload \"{id}\" is not complete."));
        };
        let bytes = file::Bytes { hash: hash.clone(), size: upload.size, mime: upload.mime.clone() };
        FileWish::Known(Box::new(looked.file(self.word(), upload.name.clone(), bytes)))
    }

    /// What lies at an address, if it comes in good time.
    async fn fetched(&self, address: &str) -> Result<FileWish, Failure> {
        // Most writes fetch nothing: those that do have it apart.
        match tokio::time::timeout(PATIENCE, Box::pin(self.fetch(address))).await {
            Err(_) => self.on_its_way(address).await,
            Ok(Ok(file)) => Ok(FileWish::Known(Box::new(file))),
            Ok(Err(missed)) => refused(missed),
        }
    }

    /// A file that is still to be fetched.
    async fn on_its_way(&self, address: &str) -> Result<FileWish, Failure> {
        match self.seal_address(address).await {
            Err(missed) => refused(missed),
            Ok(source) => Ok(FileWish::Known(Box::new(File {
                key: self.word(),
                name: file::name_in(address),
                status: Status::Pending,
                bytes: None,
                pixels: None,
                trouble: None,
                source: Some(source),
                about: None,
            }))),
        }
    }
}

fn refused(missed: Missed) -> Result<FileWish, Failure> {
    match missed {
        Missed::Told(message) | Missed::Lasting(message) => {
            Ok(FileWish::Refused(Violation::new(Field::Remote, "unreachable", message)))
        }
        Missed::Failed(failure) => Err(failure),
    }
}
