//! Events as they are kept.

use model::event::Event;

use crate::Error;
use crate::conn::{Column, Conn, Kind, Statement};
use crate::round;

/// How long events and deliveries that are over are kept, in microseconds.
pub const KEPT: i64 = 7 * 24 * 3_600_000_000;

/// An event, and which webhooks are owed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeEvent {
    /// The event.
    pub event: Event,
    /// The numbers of the webhooks.
    pub webhooks: Vec<i64>,
}

const INSERT: &str = "INSERT INTO events (id, uuid, code, at, made_at, by_whom, resource_type, resource_code,
        object_id, body)
    SELECT r.id, r.uuid, r.code, r.at, r.made_at, r.by_whom, r.resource_type, r.resource_code, r.object_id, r.body
    FROM {rows} WHERE true ON CONFLICT (uuid) DO NOTHING";

const COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("uuid", Kind::Text),
    ("code", Kind::Text),
    ("at", Kind::Int),
    ("made_at", Kind::Int),
    ("by_whom", Kind::Text),
    ("resource_type", Kind::Text),
    ("resource_code", Kind::Text),
    ("object_id", Kind::Int),
    ("body", Kind::Text),
];

// Of an event that was made before, nothing is owed twice.
const OWE: &str =
    "INSERT INTO deliveries (id, webhook_id, event_id, resource, state, tries, made_at, due_at, claimed_until)
    SELECT r.id, r.webhook_id, r.event_id, r.resource, 'pending', 0, r.made_at, r.made_at, 0
    FROM {rows} CROSS JOIN events e WHERE e.id = r.event_id";

const OWED_COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("webhook_id", Kind::Int),
    ("event_id", Kind::Int),
    ("resource", Kind::Text),
    ("made_at", Kind::Int),
];

const PURGE_DELIVERIES: &str = "DELETE FROM deliveries WHERE id IN (
        SELECT d.id FROM deliveries d WHERE d.made_at <= $1 AND d.state <> 'pending' ORDER BY d.made_at, d.id LIMIT $2
    )";

const PURGE: &str = "DELETE FROM events WHERE id IN (
        SELECT e.id FROM events e WHERE e.made_at <= $1
            AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = e.id)
        ORDER BY e.made_at, e.id LIMIT $2
    )";

/// The statements that write events and what is owed of them, under numbers from these on.
pub(super) fn writing(made: &[MadeEvent], (mut event, mut delivery): (i64, i64), now: i64) -> [Option<Statement>; 2] {
    let (mut events, mut owed) = (Vec::with_capacity(made.len()), Vec::new());
    for MadeEvent { event: one, webhooks } in made {
        let order = one.order();
        for webhook in webhooks {
            owed.push(vec![delivery.into(), (*webhook).into(), event.into(), (&order).into(), now.into()]);
            delivery += 1;
        }
        events.push(vec![
            event.into(),
            (&one.uuid).into(),
            one.code.name().into(),
            one.at.into(),
            now.into(),
            (&one.by).into(),
            one.resource.into(),
            (&one.name).into(),
            one.id.into(),
            (&one.body).into(),
        ]);
        event += 1;
    }
    [round::over(INSERT, COLUMNS, events), round::over(OWE, OWED_COLUMNS, owed)]
}

/// Forgets what was over long ago, up to so many deliveries and events; how many it forgot.
pub async fn purge(conn: &mut Conn<'_>, most: u32) -> Result<u64, Error> {
    let (before, most) = (conn.now() - KEPT, i64::from(most));
    let deliveries = conn.execute(PURGE_DELIVERIES, &[before.into(), most.into()]).await?;
    Ok(deliveries + conn.execute(PURGE, &[before.into(), most.into()]).await?)
}
