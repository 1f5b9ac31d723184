//! `POST /api/imports` (v5.md 4.2): what a file says is written by a process.

use app::imports::NewImport;
use axum::extract::State;
use axum::response::Response;
use model::command::Patch;
use model::problem::{Field, Problem, Violation};
use model::schema::ImportProfile;

use super::import_profiles::IMPORT_PROFILES;
use super::shape::{self, Fields};
use super::view::Asked;
use super::write::Text;
use super::{processes, profile_layout, written};
use crate::AppState;
use crate::errors::Refusal;

/// Begins one.
pub async fn create(State(state): State<AppState>, asked: Asked, Text(body): Text) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    let mut body = Fields::of(shape::parse(&body)?)?;
    let (file, remote) = (body.text("fileId"), body.text("remotePath"));
    let (named, inline) = (body.text("importProfileId"), body.input("importProfile"));
    let loss_limit = body.integer("lossLimit");
    let dry_run = written::dry_run(&asked.params, &mut body)?;
    if file.value().is_some() && remote.value().is_some() {
        refuse(&mut body, "remotePath", "conflict", "Expected fileId or remotePath, and got both.");
    }
    if named.value().is_some() && inline.value().is_some() {
        refuse(&mut body, "importProfile", "conflict", "Expected importProfileId or importProfile, and got both.");
    }
    let loss_limit = percent(&mut body, &loss_limit);
    body.finish()?;
    let (profile_code, profile) = match (named, inline) {
        (Patch::Value(id), _) => {
            state.app.import_profile(&id).await.map(|(code, profile)| (Some(code), Some(profile)))?
        }
        (_, Patch::Value(input)) => {
            (None, Some(profile_layout::sent_along(&IMPORT_PROFILES.terms, &state, &asked, input).await?))
        }
        _ => (None, None),
    };
    let own: Option<&ImportProfile> = profile.as_ref();
    let (files, remote) = match (file.value(), remote.value(), own.and_then(|own| own.layout.remote_path.as_ref())) {
        (Some(id), ..) => (vec![state.app.upload_for_job(id).await?], None),
        (None, Some(address), _) | (None, None, Some(address)) => (Vec::new(), Some(address.clone())),
        (None, None, None) => {
            let message = "Expected the id of a file, or remotePath: where one lies.";
            return Err(Problem::at(Field::Property("fileId"), "required", message).into());
        }
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
