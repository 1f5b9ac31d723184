//! `POST /api/exports` (v5.md 4.2): things are written to a file by a process; or at once, for whoever waits.

use app::exports::NewExport;
use axum::extract::State;
use axum::response::Response;
use model::command::Patch;
use model::input::Input;
use model::problem::{Field, Problem, Violation};
use model::schema::Extension;

use super::export_profiles::EXPORT_PROFILES;
use super::moment::{self, AS_OF};
use super::read::Owner;
use super::shape::{self, Fields};
use super::view::Asked;
use super::write::Text;
use super::{made, processes, profile_layout};
use crate::AppState;
use crate::errors::Refusal;
use crate::params::Params;

/// Begins one.
pub async fn create(State(state): State<AppState>, asked: Asked, Text(body): Text) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    let mut body = Fields::of(shape::parse(&body)?)?;
    let (named, inline) = (body.text("exportProfileId"), body.input("exportProfile"));
    let (locale, filters) = (body.text("locale"), body.input("filters"));
    let upload_location = body.text("uploadLocation");
    let as_of = moment::in_body(&mut body);
    if named.value().is_none() && inline.value().is_none() {
        let message = "Expected the id of a profile of exports, or exportProfile: one that is sent along.";
        body.violate(Violation::new(Field::Property("exportProfileId"), "required", message));
    }
    if named.value().is_some() && inline.value().is_some() {
        let message = "Expected exportProfileId or exportProfile, and got both.";
        body.violate(Violation::new(Field::Property("exportProfile"), "conflict", message));
    }
    body.finish()?;
    let (profile_code, profile) = match (named, inline) {
        (Patch::Value(id), _) => state.app.export_profile(&id).await.map(|(code, profile)| (Some(code), profile))?,
        (_, Patch::Value(input)) => {
            (None, profile_layout::sent_along(&EXPORT_PROFILES.terms, &state, &asked, input).await?)
        }
        _ => return Err(Problem::conflict("There is no profile.").into()),
    };
    let profile =
        state.app.narrowed(profile, locale.value().map(String::as_str), filters.value().map(Input::to_json)).await?;
    let upload_location = upload_location.value().or(profile.layout.remote_path.as_ref()).cloned();
    let new = NewExport { profile: Some(profile), profile_code, extension: Extension::Csv, upload_location, as_of };
    let job = state.app.export(&asked.actor, new).await?;
    processes::created(&state, &asked, job).await
}

/// Exports by a profile at once; the query string may say a locale, a moment, and filters instead of the profile's.
pub async fn file(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let (code, profile) = state.app.export_profile_at(&id).await?;
    let profile = state.app.narrowed(profile, asked.params.get("locale"), filters(&asked.params)).await?;
    let extension = profile.layout.notation.extension;
    let as_of = moment::as_of(&asked.params)?;
    let new = NewExport { profile: Some(profile), profile_code: Some(code), extension, upload_location: None, as_of };
    made::send(state.app.export_now(&asked.actor, new, &|_, _| {}).await?)
}

/// The filters of a query string, as profiles keep them; `None`: there are none.
fn filters(params: &Params) -> Option<String> {
    let mut members: Vec<(String, Input)> = Vec::new();
    for (name, value) in params.pairs().filter(|(name, _)| !["locale", AS_OF].contains(name)) {
        let text = Input::Text(value.to_owned());
        match members.iter_mut().find(|(own, _)| own == name) {
            Some((_, Input::List(values))) => values.push(text),
            _ => members.push((name.to_owned(), Input::List(vec![text]))),
        }
    }
    (!members.is_empty()).then(|| Input::Map(members).to_json())
}
