//! What a page of changes comes to.

use model::changes::Recorded;
use model::event::{self, Around, EventCode, Needs, whole_requests};
use store::conn::Conn;
use store::events::{self as rows, Advance, Facts, MadeEvent, Place};

use super::listeners::Listeners;
use super::{Follower, PAGE};
use crate::{Failure, events::moved};

impl Follower<'_> {
    /// The step over the first of these changes: over as many as there is room for what they concern.
    pub(super) async fn page(
        &self,
        place: &Place,
        lines: &[Recorded],
        listeners: &Listeners,
    ) -> Result<Advance, Failure> {
        let mut lines = if lines.len() < PAGE as usize { lines } else { whole_requests(lines) };
        while place.walked.is_empty() {
            match self.facts(lines, listeners).await? {
                Facts::Whole(around) => return Ok(told(place, lines, &around, listeners)),
                Facts::TooMany if lines.len() == 1 => break,
                Facts::TooMany => lines = whole_requests(&lines[..lines.len().div_ceil(2)]),
            }
        }
        self.walk(place, &lines[..1], listeners).await
    }

    async fn facts(&self, lines: &[Recorded], listeners: &Listeners) -> Result<Facts, Failure> {
        let (needs, schema) = (needs(lines, listeners), listeners.schema.clone());
        let read = async move |conn: &mut Conn<'_>| rows::facts(conn, &needs, &schema).await;
        Ok(self.app.store.read(read).await?)
    }

    /// The step over some of those that one change concerns, after those before.
    async fn walk(&self, place: &Place, line: &[Recorded], listeners: &Listeners) -> Result<Advance, Failure> {
        let (needs, schema) = (needs(line, listeners), listeners.schema.clone());
        let after = place.walked.split_once(' ').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
        let after = after.unwrap_or((i64::MIN, i64::MIN));
        let read = async move |conn: &mut Conn<'_>| rows::users_after(conn, &needs, after, &schema).await;
        let (around, next) = self.app.store.read(read).await?;
        let mut step = told(place, line, &around, listeners);
        if let Some((a, b)) = next {
            step.to = place.cursor;
            step.walked = format!("{a} {b}");
        }
        Ok(step)
    }
}

fn needs(lines: &[Recorded], listeners: &Listeners) -> Needs {
    Needs::of(lines, listeners.want(EventCode::DocumentUpdate))
}

/// The step over these changes.
fn told(place: &Place, lines: &[Recorded], around: &Around, listeners: &Listeners) -> Advance {
    let told = event::events(lines, around, &listeners.schema);
    let mut step = moved(place, lines.last().map_or(place.cursor, |line| line.cursor));
    for (cursor, draft) in told.now {
        let webhooks = listeners.of(draft.code, |since| since.cursor < cursor);
        if !webhooks.is_empty() {
            let origin = format!("{} {}", cursor.tx, cursor.seq);
            step.events.push(MadeEvent { event: draft.event(&origin, &listeners.schema), webhooks });
        }
    }
    if listeners.want(EventCode::DocumentUpdate) {
        step.later = told.later;
    }
    step
}
