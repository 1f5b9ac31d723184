//! What one SQLite connection commits durably (WAL, synchronous=FULL) on this disk.
//!
//!     sqlite FOLDER PRODUCTS.ndjson      prints {"inserts": rows/s in transactions of 1,000, "updates": commits/s}

use rusqlite::{Connection, params};
use std::{
    env,
    error::Error,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
    time::{Duration, Instant},
};

const ROWS: usize = 20_000;
const BATCH: usize = 1_000;
const UPDATING: Duration = Duration::from_secs(5);

fn main() -> Result<(), Box<dyn Error>> {
    let [folder, file] = env::args()
        .skip(1)
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| "usage: sqlite FOLDER FILE")?;
    let bodies: Vec<String> = BufReader::new(File::open(file)?)
        .lines()
        .take(ROWS)
        .collect::<Result<_, _>>()?;
    let mut db = Connection::open(Path::new(&folder).join("limit.db"))?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;
         CREATE TABLE rows(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, body TEXT NOT NULL);",
    )?;
    let inserts = inserts(&mut db, &bodies)?;
    let updates = updates(&db, &bodies)?;
    println!("{{\"inserts\":{inserts:.0},\"updates\":{updates:.0}}}");
    Ok(())
}

fn inserts(db: &mut Connection, bodies: &[String]) -> rusqlite::Result<f64> {
    let start = Instant::now();
    for first in (0..ROWS).step_by(BATCH) {
        let tx = db.transaction()?;
        for row in first..first + BATCH {
            tx.prepare_cached("INSERT INTO rows(code, body) VALUES (?1, ?2)")?
                .execute(params![format!("P{row:07}"), bodies[row % bodies.len()]])?;
        }
        tx.commit()?;
    }
    Ok(ROWS as f64 / start.elapsed().as_secs_f64())
}

/// Rows in scattered order, each time another body than the row has: an equal one would write nothing.
fn updates(db: &Connection, bodies: &[String]) -> rusqlite::Result<f64> {
    let mut update = db.prepare("UPDATE rows SET body = ?2 WHERE code = ?1")?;
    let (start, mut done) = (Instant::now(), 0);
    while start.elapsed() < UPDATING {
        let row = done * 7_919 % ROWS;
        let body = &bodies[(row + 1 + done / ROWS) % bodies.len()];
        update.execute(params![format!("P{row:07}"), body])?;
        done += 1;
    }
    Ok(done as f64 / start.elapsed().as_secs_f64())
}
