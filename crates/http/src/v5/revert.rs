//! `POST /api/…/{id}/revert`: makes an object what it was at a moment, or before a change (ours).

use app::Failure;
use app::past::{Revert, To};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use model::input::Input;
use model::object::ObjectKind;
use model::problem::{Field, Problem, Violation};

use super::collection::Terms;
use super::moment::{self, AS_OF};
use super::once::Once;
use super::read::Owner;
use super::shape::{self, Fields};
use super::view::Asked;
use super::write::{Text, spelled};
use super::{etag, written};
use crate::AppState;
use crate::errors::Refusal;

const CHANGE: &str = "change";

/// Makes one what it was, be it deleted or not.
pub async fn revert(
    terms: &'static Terms,
    kind: ObjectKind,
    State(state): State<AppState>,
    asked: Asked,
    Owner(id): Owner,
    headers: HeaderMap,
    Text(body): Text,
) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    let mut body = Fields::of(shape::parse(&body)?)?;
    let to = to(&mut body);
    let attributes = body.texts("attributes").value().cloned().unwrap_or_default();
    let dry_run = written::dry_run(&asked.params, &mut body)?;
    body.finish()?;
    let Some(to) = to else {
        let message = "Expected either a moment in asOf or the id of a change.";
        return Err(Problem::at(Field::Property(AS_OF), "required", message).into());
    };
    let wish = Revert { kind, code: id, to, attributes, expect: etag::expected(&headers), dry_run };
    let note = asked.once.as_ref().map(Once::note_of_many);
    let done = state.app.revert(&asked.actor, &wish, note.as_ref()).await.map_err(|failure| match failure {
        Failure::Problem(problem) => Failure::Problem(spelled(terms, problem)),
        internal @ Failure::Internal(_) => internal,
    })?;
    written::answer(terms, &state, done, dry_run).await
}

/// The moment or the change, if it is one of them.
fn to(body: &mut Fields) -> Option<To> {
    let moment = moment::in_body(body).map(To::Moment);
    let change = body.input(CHANGE).value().map(|input| {
        let number = match input {
            Input::Text(text) | Input::Number(text) => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            let message = format!("This value should be the id of a change; got {}.", input.describe());
            body.violate(Violation::new(Field::Property(CHANGE), "wrong_type", message));
        }
        To::Change(number.unwrap_or_default())
    });
    match (moment, change) {
        (Some(to), None) | (None, Some(to)) => Some(to),
        _ => None,
    }
}
