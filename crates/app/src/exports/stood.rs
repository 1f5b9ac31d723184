//! Which objects an export is about that shows them as they stood: what was there then is always found again, so they are
//! read page by page.

use model::query::{Query, Sheets, Start};
use store::conn::Conn;
use store::history::then;

use crate::{App, Failure};

/// Objects that are asked for at once.
const CHUNK: u32 = 1_000;

/// A walk through what was there.
pub(super) struct Stood {
    query: Query,
    moment: i64,
    /// How many are looked at, at most.
    pub total: u64,
    is_over: bool,
}

impl Stood {
    /// Begins it.
    pub async fn begin(conn: &mut Conn<'_>, query: Query, moment: i64) -> Result<Self, store::Error> {
        let total = then::count(conn, query.kind, moment).await?;
        let query = Query { start: Start::After(String::new()), limit: CHUNK, ..query };
        Ok(Self { query, moment, total, is_over: false })
    }

    /// The next objects; `None`: these were all.
    pub async fn next(&mut self, app: &App) -> Result<Option<Sheets>, Failure> {
        while !self.is_over {
            let (found, _) = app.stood(&self.query, self.moment).await?;
            match found.next {
                Some(next) => self.query.start = Start::After(next),
                None => self.is_over = true,
            }
            if !found.sheets.sheets.is_empty() {
                return Ok(Some(found.sheets));
            }
        }
        Ok(None)
    }
}
