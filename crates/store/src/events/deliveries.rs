//! What webhooks are owed: who sends it next, and what came of that.
//!
//! Of a webhook's deliveries of one resource only the first that is pending may be sent: it holds the others back. Who
//! sends one has claimed it: it falls due again when the claim is over. So what a dead node had is taken over.

use model::event::{DeliveryState, Reply};

use crate::Error;
use crate::conn::{Column, Conn, Kind, Row, Statement, Value};
use crate::round::{among, over, run};

/// How long a claim holds, in microseconds: longer than a call takes, and to write down what came of it.
const CLAIM: i64 = 30_000_000;

/// How long one that is held back isn't looked at, in microseconds, unless what holds it back is settled before.
const HELD: i64 = 10_000_000;

/// Nothing falls due later than so many microseconds from now: what seems to was written down by a clock that has been
/// turned back since.
const FURTHEST: i64 = 7 * 3_600_000_000;

/// How many of those that are due are looked at for one webhook at a time.
const WINDOW: i64 = 64;

/// Most deliveries that are given up in one transaction.
pub const GIVEN_UP: u32 = 1_000;

/// A delivery that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Its number.
    pub id: i64,
    /// The number of its webhook.
    pub webhook: i64,
    /// What keeps order among those of a webhook.
    pub resource: String,
    /// How often it was tried before.
    pub tries: u32,
    /// The end of the claim, by which it is known again.
    pub until: i64,
    /// The event's uuid.
    pub uuid: String,
    /// What the event says, without addresses.
    pub body: String,
}

/// What came of a delivery that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What was sent.
    pub owed: Owed,
    /// How it stands now.
    pub state: DeliveryState,
    /// When it is tried again, if it is pending.
    pub due_at: i64,
    /// When the answer came.
    pub tried_at: i64,
    /// What was answered.
    pub reply: Reply,
}

const NEXT: &str = "SELECT w.id, (SELECT d.due_at FROM deliveries d
        WHERE d.webhook_id = w.id AND d.state = 'pending' ORDER BY d.due_at, d.id LIMIT 1)
    FROM definitions w WHERE w.kind = 'webhook' ORDER BY w.id";

const BRING_NEAR: &str = "UPDATE deliveries SET due_at = $2
    WHERE webhook_id = $1 AND state = 'pending' AND due_at > $3";

const WINDOW_OF: &str = "SELECT w.id, h.id, h.due_at
    FROM (SELECT d.id, d.due_at, (SELECT e.id FROM deliveries e
            WHERE e.webhook_id = d.webhook_id AND e.resource = d.resource AND e.state = 'pending'
            ORDER BY e.id LIMIT 1) AS head
        FROM deliveries d WHERE d.webhook_id = $1 AND d.state = 'pending' AND d.due_at <= $2
        ORDER BY d.due_at, d.id LIMIT $3) w
    JOIN deliveries h ON h.id = w.head ORDER BY w.due_at, w.id";

const HOLD_BACK: &str = "UPDATE deliveries SET due_at = r.due_at FROM {rows}
    WHERE deliveries.id = r.id AND deliveries.state = 'pending'";

const HELD_COLUMNS: &[Column] = &[("id", Kind::Int), ("due_at", Kind::Int)];

// Another node may have come first.
const CLAIM_THESE: &str = "UPDATE deliveries SET claimed_until = $2, due_at = $2
    WHERE id {in $1} AND state = 'pending' AND due_at <= $3 RETURNING id";

const CLAIMED: &str = "SELECT d.id, d.webhook_id, d.resource, d.tries, d.claimed_until, e.uuid, e.body
    FROM deliveries d JOIN events e ON e.id = d.event_id WHERE d.id {in $1} ORDER BY d.id";

const SETTLE: &str = "UPDATE deliveries SET state = r.state, tries = r.tries, due_at = r.due_at, tried_at = r.tried_at,
    claimed_until = 0, status = r.status, trouble = r.trouble
    FROM {rows} WHERE deliveries.id = r.id AND deliveries.state = 'pending' AND deliveries.claimed_until = r.until";

const SETTLED_COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("until", Kind::Int),
    ("state", Kind::Text),
    ("tries", Kind::Int),
    ("due_at", Kind::Int),
    ("tried_at", Kind::Int),
    ("status", Kind::Int),
    ("trouble", Kind::Text),
];

// What was held back is due at once; what was tried before keeps its pause.
const LET_GO: &str = "UPDATE deliveries SET due_at = r.at
    FROM (SELECT r.at, (SELECT e.id FROM deliveries e
            WHERE e.webhook_id = r.webhook_id AND e.resource = r.resource AND e.state = 'pending'
            ORDER BY e.id LIMIT 1) AS head
        FROM {rows}) r
    WHERE deliveries.id = r.head AND deliveries.tries = 0 AND deliveries.claimed_until = 0";

const OVER_COLUMNS: &[Column] = &[("webhook_id", Kind::Int), ("resource", Kind::Text), ("at", Kind::Int)];

const GIVE_UP: &str = "UPDATE deliveries SET state = 'failed', claimed_until = 0, trouble = $3 WHERE id IN (
        SELECT id FROM deliveries
        WHERE webhook_id = $1 AND state = 'pending' AND (claimed_until = 0 OR due_at <= $2)
        ORDER BY due_at, id LIMIT $4
    )";

const FORGET_ORPHANS: &str = "DELETE FROM deliveries WHERE id IN (
        SELECT d.id FROM deliveries d WHERE d.state = 'pending'
            AND NOT EXISTS (SELECT 1 FROM definitions w WHERE w.id = d.webhook_id AND w.kind = 'webhook') LIMIT $1
    )";

const WAITING: &str = "SELECT count(*) FROM deliveries WHERE state = 'pending'";

const FAILED: &str = "SELECT count(*) FROM (
        SELECT state FROM deliveries WHERE webhook_id = $1 AND state <> 'pending' AND tried_at > $2
        ORDER BY tried_at DESC, id DESC LIMIT $3
    ) l WHERE l.state = 'failed'";

const FREE: &str = "UPDATE deliveries SET claimed_until = 0, due_at = $1 WHERE state = 'pending' AND claimed_until > 0";

/// All webhooks that are owed something, and when the first of it falls due.
pub async fn next(conn: &mut Conn<'_>) -> Result<Vec<(i64, i64)>, Error> {
    let rows = conn.query(NEXT, &[]).await?;
    let owed = |row: &Row| row.opt_int(1)?.map(|due| Ok::<_, Error>((row.int(0)?, due))).transpose();
    rows.iter().filter_map(|row| owed(row).transpose()).collect()
}

/// Claims up to so many deliveries of each of these webhooks (by number), as far as they are due and nothing holds them
/// back. In the order in which they were made.
pub async fn claim(conn: &mut Conn<'_>, wanted: &[(i64, usize)]) -> Result<Vec<Owed>, Error> {
    let now = conn.now();
    let mut statements = Vec::with_capacity(wanted.len() * 2);
    for (webhook, _) in wanted {
        let [webhook, now, furthest] = [*webhook, now, now + FURTHEST].map(Value::from);
        statements.push(Statement::new(BRING_NEAR, vec![webhook.clone(), now.clone(), furthest]));
        statements.push(Statement::new(WINDOW_OF, vec![webhook, now, WINDOW.into()]));
    }
    let windows = conn.batch(statements).await?;
    let (mut free, mut held) = (Vec::new(), Vec::new());
    for ((_, room), window) in wanted.iter().zip(windows.iter().skip(1).step_by(2)) {
        let mut room = *room;
        for row in window {
            let (id, first, due) = (row.int(0)?, row.int(1)?, row.int(2)?);
            if id != first {
                held.push(vec![id.into(), due.max(now + HELD).into()]);
            } else if room > 0 {
                room -= 1;
                free.push(id);
            }
        }
    }
    let until = now + CLAIM;
    let take = (!free.is_empty()).then(|| Statement::new(CLAIM_THESE, vec![free.into(), until.into(), now.into()]));
    let [_, taken] = run(conn, [over(HOLD_BACK, HELD_COLUMNS, held), take]).await?;
    let taken = taken.iter().map(|row| row.int(0)).collect::<Result<Vec<_>, _>>()?;
    let [rows] = run(conn, [among(CLAIMED, taken)]).await?;
    rows.iter().map(owed).collect()
}

fn owed(row: &Row) -> Result<Owed, Error> {
    Ok(Owed {
        id: row.int(0)?,
        webhook: row.int(1)?,
        resource: row.text(2)?.to_owned(),
        tries: u32::try_from(row.int(3)?).unwrap_or(u32::MAX),
        until: row.int(4)?,
        uuid: row.text(5)?.to_owned(),
        body: row.text(6)?.to_owned(),
    })
}

/// Writes down what came of deliveries, unless another node has taken them over; what they held back is let go.
pub async fn settle(conn: &mut Conn<'_>, settled: &[Settled]) -> Result<(), Error> {
    let now = conn.now();
    let row = |settled: &Settled| {
        let Settled { owed, state, due_at, tried_at, reply } = settled;
        vec![
            owed.id.into(),
            owed.until.into(),
            state.name().into(),
            (i64::from(owed.tries) + 1).into(),
            (*due_at).into(),
            (*tried_at).into(),
            reply.status.map(i64::from).into(),
            reply.trouble.as_deref().into(),
        ]
    };
    let ended = settled.iter().filter(|settled| settled.state != DeliveryState::Pending);
    let behind = ended.map(|Settled { owed, .. }| vec![owed.webhook.into(), (&owed.resource).into(), now.into()]);
    let settle = over(SETTLE, SETTLED_COLUMNS, settled.iter().map(row).collect());
    run(conn, [settle, over(LET_GO, OVER_COLUMNS, behind.collect())]).await?;
    Ok(())
}

/// Gives up what a webhook is owed and nobody is sending, up to [`GIVEN_UP`]; how much.
pub async fn give_up(conn: &mut Conn<'_>, webhook: i64, trouble: &str) -> Result<u64, Error> {
    let now = conn.now();
    conn.execute(GIVE_UP, &[webhook.into(), now.into(), trouble.into(), i64::from(GIVEN_UP).into()]).await
}

/// Forgets what webhooks were owed that are deleted, up to [`GIVEN_UP`]; how much.
pub async fn forget_orphans(conn: &mut Conn<'_>) -> Result<u64, Error> {
    conn.execute(FORGET_ORPHANS, &[i64::from(GIVEN_UP).into()]).await
}

/// How many deliveries are pending.
pub async fn waiting(conn: &mut Conn<'_>) -> Result<i64, Error> {
    conn.query(WAITING, &[]).await?.first().map_or(Ok(0), |row| row.int(0))
}

/// How many of the last deliveries of a webhook that are over failed, of so many that were tried after that moment.
pub async fn failed(conn: &mut Conn<'_>, webhook: i64, since: i64, last: u32) -> Result<u32, Error> {
    let rows = conn.query(FAILED, &[webhook.into(), since.into(), i64::from(last).into()]).await?;
    let failed = rows.first().map_or(Ok(0), |row| row.int(0))?;
    Ok(u32::try_from(failed).unwrap_or(u32::MAX))
}

/// Ends all claims: for whoever knows that no process is left that could hold one.
pub async fn free(conn: &mut Conn<'_>) -> Result<(), Error> {
    let now = conn.now();
    conn.execute(FREE, &[now.into()]).await?;
    Ok(())
}
