//! The log of a webhook: what it was and is owed.

use model::event::{Delivery, DeliveryFilter, DeliveryPage, DeliveryState, EventCode};
use model::query::Start;

use crate::Error;
use crate::conn::{Conn, Row, Statement, Value};
use crate::{page, round};

/// What [`delivery`] reads, of `deliveries d` and `events e`.
const COLUMNS: &str = "d.id, d.state, d.tries, d.status, d.trouble, d.made_at, d.tried_at, d.due_at, e.uuid, e.code,
    e.resource_type, e.resource_code";

const REPLAY: &str = "UPDATE deliveries SET state = 'pending', tries = CASE state WHEN 'pending' THEN tries ELSE 0 END,
        due_at = $3, claimed_until = 0
    WHERE webhook_id = $1 AND id = $2 AND (claimed_until = 0 OR due_at <= $3)";

const EXISTS: &str = "SELECT 1 FROM deliveries WHERE webhook_id = $1 AND id = $2";

const BODY: &str = "SELECT body FROM events WHERE uuid = $1";

/// A page of it, the newest first.
pub async fn page(
    conn: &mut Conn<'_>,
    webhook: i64,
    filter: &DeliveryFilter,
    start: &Start,
    limit: u32,
) -> Result<DeliveryPage, Error> {
    let (conditions, params) = conditions(webhook, filter);
    let from = format!("FROM deliveries d JOIN events e ON e.id = d.event_id WHERE {conditions}");
    let total = Statement::new(format!("SELECT count(*) {from}"), params.clone());
    let [after] = page::after(start);
    let before: i64 = after.parse().unwrap_or(i64::MAX);
    let known = params.len();
    let more = [before.into(), (i64::from(limit) + 1).into(), page::offset(start, limit).into()];
    let rows = format!(
        "SELECT {COLUMNS} {from} AND d.id < ${} ORDER BY d.id DESC LIMIT ${} OFFSET ${}",
        known + 1,
        known + 2,
        known + 3
    );
    let rows = Statement::new(rows, params.into_iter().chain(more).collect());
    let [mut rows, total] = round::run(conn, [Some(rows), Some(total)]).await?;
    let is_cut = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let deliveries = rows.iter().map(delivery).collect::<Result<Vec<_>, _>>()?;
    let next = deliveries.last().filter(|_| is_cut).map(|last| last.id.to_string());
    Ok(DeliveryPage { deliveries, total: page::total(&total)?, next })
}

fn conditions(webhook: i64, filter: &DeliveryFilter) -> (String, Vec<Value>) {
    let (mut all, mut params) = (vec!["d.webhook_id = $1".to_owned()], vec![webhook.into()]);
    let states: Vec<_> = filter.states.iter().map(|state| state.name().to_owned()).collect();
    let codes: Vec<_> = filter.codes.iter().map(|code| code.name().to_owned()).collect();
    for (column, names) in [("d.state", states), ("e.code", codes)] {
        if !names.is_empty() {
            params.push(names.into());
            all.push(format!("{column} {{in ${}}}", params.len()));
        }
    }
    (all.join(" AND "), params)
}

fn delivery(row: &Row) -> Result<Delivery, Error> {
    let id = row.int(0)?;
    let damaged = |table, column, text: &str| Error::Damaged { table, column, id, problem: format!("\"{text}\"") };
    let (state, code) = (row.text(1)?, row.text(9)?);
    let state = DeliveryState::from_name(state).ok_or_else(|| damaged("deliveries", "state", state))?;
    Ok(Delivery {
        id,
        event: row.text(8)?.to_owned(),
        code: EventCode::from_name(code).ok_or_else(|| damaged("events", "code", code))?,
        resource_type: row.text(10)?.to_owned(),
        resource_code: row.text(11)?.to_owned(),
        state,
        tries: u32::try_from(row.int(2)?).unwrap_or(u32::MAX),
        status: row.opt_int(3)?.and_then(|status| u16::try_from(status).ok()),
        trouble: row.opt_text(4)?.map(str::to_owned),
        made_at: row.int(5)?,
        tried_at: row.opt_int(6)?,
        due_at: if state == DeliveryState::Pending { Some(row.int(7)?) } else { None },
    })
}

/// Has a delivery sent again, at once and from the first try on; one that is being sent just now is left alone. Whether
/// there is one of that number.
pub async fn replay(conn: &mut Conn<'_>, webhook: i64, id: i64) -> Result<bool, Error> {
    let now = conn.now();
    let params: [Value; 2] = [webhook.into(), id.into()];
    let again = params.iter().cloned().chain([now.into()]).collect::<Vec<_>>();
    if conn.execute(REPLAY, &again).await? > 0 {
        conn.notify();
        return Ok(true);
    }
    Ok(!conn.query(EXISTS, &params).await?.is_empty())
}

/// What the event of that uuid says, without addresses.
pub async fn body(conn: &mut Conn<'_>, uuid: &str) -> Result<Option<String>, Error> {
    let rows = conn.query(BODY, &[uuid.into()]).await?;
    rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}
