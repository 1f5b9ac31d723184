//! `POST /api/documents/{id}/duplicate`: makes another document like one that is there (ours).

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::Response;
use model::command::Patch;
use model::input::Input;
use model::plan::Duplicate;
use model::problem::{Field, Violation};

use super::documents::DOCUMENTS;
use super::once::Once;
use super::read::Owner;
use super::shape::{self, Fields};
use super::view::Asked;
use super::write::Text;
use super::{answer, written};
use crate::AppState;
use crate::errors::Refusal;

/// Copies one under another id.
pub async fn duplicate(
    State(state): State<AppState>,
    asked: Asked,
    Owner(id): Owner,
    Text(body): Text,
) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    let mut body = Fields::of(shape::parse(&body)?)?;
    let (code, _) = body.code(None);
    let mut wish =
        Duplicate { code, links: body.switch("links").value().copied().unwrap_or(false), ..Duplicate::default() };
    variants(&mut body, &mut wish);
    let dry_run = written::dry_run(&asked.params, &mut body)?;
    body.finish()?;
    let note = asked.once.as_ref().map(Once::note_of_many);
    let done = state.app.duplicate(&asked.actor, &id, &wish, dry_run, note.as_ref()).await?;
    let mut response = written::answer(&DOCUMENTS.terms, &state, done, dry_run).await?;
    if !dry_run {
        *response.status_mut() = StatusCode::CREATED;
        answer::insert(response.headers_mut(), LOCATION, &DOCUMENTS.terms.class.iri(&wish.code));
    }
    Ok(response)
}

/// Whether variants are copied: true, false, or the ids of some copies by those of the variants.
fn variants(body: &mut Fields, wish: &mut Duplicate) {
    let refused = match body.input("variants") {
        Patch::Absent | Patch::Null => return,
        Patch::Value(Input::Bool(copied)) => {
            wish.variants = copied;
            return;
        }
        Patch::Value(Input::Map(pairs)) => {
            wish.variants = true;
            let codes = pairs.iter().map(|(old, new)| Some((old.clone(), new.text()?.to_owned())));
            match codes.collect::<Option<_>>() {
                Some(codes) => {
                    wish.codes = codes;
                    return;
                }
                None => Input::Map(pairs),
            }
        }
        Patch::Value(other) => other,
    };
    let message = format!("This value should be true, false or new ids by old ones; got {}.", refused.describe());
    body.violate(Violation::new(Field::Property("variants"), "wrong_type", message));
}
