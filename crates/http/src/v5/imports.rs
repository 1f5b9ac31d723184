//! `POST /api/imports` (v5.md 4.2): what a file says is written by a process.

use app::imports::{JobFile, NewImport};
use axum::extract::State;
use axum::response::Response;
use model::command::Patch;
use model::input::Input;
use model::problem::{Field, Problem, Violation};
use model::schema::ImportProfile;

use super::import_profiles::IMPORT_PROFILES;
use super::shape::{self, Fields};
use super::view::Asked;
use super::write::Text;
use super::{processes, profile_layout, written};
use crate::AppState;
use crate::errors::Refusal;

/// Where they begin.
pub const PATH: &str = "/api/imports";

/// What a body says of a file, and of how it is read.
pub struct Told {
    file: Patch<String>,
    remote: Patch<String>,
    /// The id or the name of a profile.
    pub named: Patch<String>,
    /// A profile that is sent along.
    pub inline: Patch<Input>,
}

impl Told {
    /// Of a body, which is told what contradicts itself.
    pub fn of(body: &mut Fields) -> Self {
        let (file, remote) = (body.text("fileId"), body.text("remotePath"));
        let (named, inline) = (body.text("importProfileId"), body.input("importProfile"));
        if file.value().is_some() && remote.value().is_some() {
            refuse(body, "remotePath", "conflict", "Expected fileId or remotePath, and got both.");
        }
        Self { file, remote, named, inline }
    }

    /// The file that was sent, or where it lies; `own`: where the profile says so. Errors: `Invalid` at `fileId`.
    pub async fn file(&self, state: &AppState, own: Option<&str>) -> Result<Source, Refusal> {
        match (self.file.value(), self.remote.value().map(String::as_str).or(own)) {
            (Some(id), _) => Ok(Source::Here(state.app.upload_for_job(id).await?)),
            (None, Some(address)) => Ok(Source::There(address.to_owned())),
            (None, None) => {
                let message = "Expected the id of a file, or remotePath: where one lies.";
                Err(Problem::at(Field::Property("fileId"), "required", message).into())
            }
        }
    }
}

/// Where a file is.
pub enum Source {
    /// It was sent.
    Here(JobFile),
    /// At an address.
    There(String),
}

/// Begins one.
pub async fn create(State(state): State<AppState>, asked: Asked, Text(body): Text) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    let mut body = Fields::of(shape::parse(&body)?)?;
    let told = Told::of(&mut body);
    if told.named.value().is_some() && told.inline.value().is_some() {
        refuse(&mut body, "importProfile", "conflict", "Expected importProfileId or importProfile, and got both.");
    }
    let loss_limit = body.integer("lossLimit");
    let dry_run = written::dry_run(&asked.params, &mut body)?;
    let loss_limit = percent(&mut body, &loss_limit);
    body.finish()?;
    let (profile_code, profile) = match (&told.named, &told.inline) {
        (Patch::Value(id), _) => {
            state.app.import_profile(id).await.map(|(code, profile)| (Some(code), Some(profile)))?
        }
        (_, Patch::Value(input)) => {
            (None, Some(profile_layout::sent_along(&IMPORT_PROFILES.terms, &state, &asked, input.clone()).await?))
        }
        _ => (None, None),
    };
    let own: Option<&ImportProfile> = profile.as_ref();
    let (files, remote) = match told.file(&state, own.and_then(|own| own.layout.remote_path.as_deref())).await? {
        Source::Here(file) => (vec![file], None),
        Source::There(address) => (Vec::new(), Some(address)),
    };
    let new = NewImport { files, remote, profile, profile_code, dry_run, loss_limit };
    let job = state.app.import(&asked.actor, new).await?;
    processes::created(&state, &asked, job).await
}

fn refuse(body: &mut Fields, name: &'static str, rule: &'static str, message: &str) {
    body.violate(Violation::new(Field::Property(name), rule, message));
}

fn percent(body: &mut Fields, given: &Patch<i64>) -> Option<u8> {
    let number = *given.value()?;
    let percent = u8::try_from(number).ok().filter(|percent| *percent <= 100);
    if percent.is_none() {
        let message = format!("Expected percent, 0 to 100; got {number}.");
        body.violate(Violation::new(Field::Property("lossLimit"), "out_of_range", message));
    }
    percent
}
