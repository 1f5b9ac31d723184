//! A write that depends on what the document says: planned anew where somebody else writes in between.

use app::Failure;
use model::changes::Done;
use model::command::{Action, Expect, PutMode, PutObject};
use model::object::{Object, ObjectKind};
use model::problem::{Kind, Problem};
use model::schema::Schema;

use super::asked::Asked;
use super::objects::carry_out;
use crate::AppState;
use crate::errors::Refusal;

/// Times that it is planned anew.
const ROUNDS: usize = 8;

/// Changes a document as `change` says, which is given what it says now.
pub async fn rewrite(
    state: &AppState,
    asked: &Asked,
    code: &str,
    change: impl Fn(&Object, &Schema, &mut PutObject) -> Result<(), Problem>,
) -> Result<Done, Refusal> {
    let rights = &asked.actor.rights;
    for _ in 0..ROUNDS {
        let (head, schema) = state.app.head(rights, ObjectKind::Document, code).await?;
        let found = state.app.sheets(rights, ObjectKind::Document, vec![head.id], &schema).await?;
        let missing = || Problem::not_found(ObjectKind::Document.name(), code);
        let document = &found.sheets.first().ok_or_else(missing)?.object;
        let mut put = PutObject::new(ObjectKind::Document, code, PutMode::Update);
        change(document, &schema, &mut put)?;
        let expect = Some(Expect::OneOf(vec![document.rev]));
        match carry_out(state, asked, vec![Action::PutObject(put)], expect).await {
            Err(Failure::Problem(problem)) if problem.kind == Kind::Stale => {}
            done => return Ok(done?),
        }
    }
    Err(Problem::unavailable("Other writers came between too often. Try again.").into())
}
