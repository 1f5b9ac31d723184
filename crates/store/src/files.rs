//! Bytes that are kept, known by their hash: who relies on them, and when they may go. The bytes themselves lie elsewhere.
//!
//! Whoever is about to rely on bytes touches their row first. Whoever removes bytes marks their row, commits, removes
//! them and then the row: from the mark on nobody can touch it, so whoever comes late knows to keep them anew.

use std::collections::{BTreeSet, HashMap};

use model::body::Body;
use model::file::File;

use crate::Error;
use crate::conn::{Conn, Row, Statement};
use crate::round;

/// How long bytes stay that nothing ever used, in microseconds.
pub const UNUSED: i64 = 24 * 3_600_000_000;

/// How long bytes stay of objects that are gone, in microseconds.
pub const GONE: i64 = 30 * UNUSED;

/// A file that was sent and waits to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its id: 32 hex digits, drawn at random.
    pub id: String,
    /// What it is for: `asset`, `import` or `export`.
    pub file_type: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub mime: String,
    /// How many bytes it has, or shall have.
    pub size: u64,
    /// The hash of its bytes; `None`: they aren't all there yet.
    pub hash: Option<String>,
    /// When it came, in microseconds since 1970 UTC.
    pub created_at: i64,
    /// Who sent it.
    pub created_by: String,
    /// What was seen of it, in the words of whoever looked; "" until all of it is there.
    pub looked: String,
}

const KEPT: &str = "SELECT hash FROM files WHERE hash {in $1} AND state = 'kept'";

const TOUCH: &str = "INSERT INTO files (hash, size, state, touched_at) VALUES ($1, $2, 'kept', $3)
    ON CONFLICT (hash) DO UPDATE SET touched_at = excluded.touched_at WHERE files.state = 'kept' RETURNING hash";

const ADD_UPLOAD: &str = "INSERT INTO uploads (id, file_type, name, mime, size, hash, created_at, created_by, looked)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const FINISH_UPLOAD: &str = "UPDATE uploads SET hash = $2, mime = $3, looked = $4 WHERE id = $1 AND hash IS NULL";

const UPLOADS: &str = "SELECT id, file_type, name, mime, size, hash, created_at, created_by, looked FROM uploads
    WHERE id {in $1}";

const FORGET_UPLOAD: &str = "DELETE FROM uploads WHERE id = $1";

const FORGET_UPLOADS: &str = "DELETE FROM uploads WHERE id IN (
        SELECT id FROM uploads WHERE created_at < $1 ORDER BY created_at, id LIMIT $2
    ) RETURNING id";

// Twice the same conditions: on PostgreSQL the outer ones see the row as it is once it is locked.
const MARK: &str = "UPDATE files SET state = 'deleting'
    WHERE hash IN (
        SELECT f.hash FROM files f
        WHERE f.state = 'kept' AND f.touched_at < $1
            AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.hash = f.hash)
            AND NOT EXISTS (SELECT 1 FROM job_files j WHERE j.hash = f.hash)
            AND NOT EXISTS (SELECT 1 FROM file_uses u JOIN objects o ON o.id = u.object_id WHERE u.hash = f.hash)
            AND (f.touched_at < $2 OR NOT EXISTS (SELECT 1 FROM file_uses u WHERE u.hash = f.hash))
        ORDER BY f.touched_at, f.hash LIMIT $3
    ) AND state = 'kept' AND touched_at < $1";

const MARKED: &str = "SELECT hash FROM files WHERE state = 'deleting' ORDER BY hash LIMIT $1";

const REMOVE: &str = "DELETE FROM files WHERE hash = $1 AND state = 'deleting'";

const FORGET_USES: &str = "DELETE FROM file_uses WHERE hash = $1";

const SIZES: &str = "SELECT hash, size FROM files WHERE state = 'kept' AND hash > $1 ORDER BY hash LIMIT $2";

const NEEDED: &str = "SELECT f.hash, f.size FROM files f
    WHERE f.state = 'kept' AND f.hash > $1
        AND (EXISTS (SELECT 1 FROM uploads u WHERE u.hash = f.hash)
            OR EXISTS (SELECT 1 FROM job_files j WHERE j.hash = f.hash)
            OR EXISTS (SELECT 1 FROM file_uses u JOIN objects o ON o.id = u.object_id WHERE u.hash = f.hash))
    ORDER BY f.hash LIMIT $2";

const KNOWN: &str = "SELECT hash FROM files WHERE hash {in $1}";

const OF_ASSETS: &str = "SELECT o.code, o.body FROM objects o WHERE o.kind = 'asset' AND o.code {in $1}";

const WITH_KEY: &str = "SELECT object_id FROM value_index
    WHERE field = $1 AND key = $2 AND object_id > $3 ORDER BY object_id LIMIT $4";

/// Those of these hashes whose bytes are kept.
pub(crate) fn kept(hashes: &BTreeSet<String>) -> Option<Statement> {
    round::among(KEPT, hashes.iter().cloned().collect::<Vec<_>>())
}

/// Says that these bytes are about to be kept and relied on. `false`: they are being removed just now.
pub async fn touch(conn: &mut Conn<'_>, hash: &str, size: u64) -> Result<bool, Error> {
    let now = conn.now();
    Ok(!conn.query(TOUCH, &[hash.into(), size.cast_signed().into(), now.into()]).await?.is_empty())
}

/// Adds an upload.
pub async fn add_upload(conn: &mut Conn<'_>, upload: &Upload) -> Result<(), Error> {
    let params = [
        (&upload.id).into(),
        (&upload.file_type).into(),
        (&upload.name).into(),
        (&upload.mime).into(),
        upload.size.cast_signed().into(),
        upload.hash.as_deref().into(),
        upload.created_at.into(),
        (&upload.created_by).into(),
        (&upload.looked).into(),
    ];
    conn.execute(ADD_UPLOAD, &params).await?;
    Ok(())
}

/// Says that all of an upload is there. `false`: it is gone, or was there already.
pub async fn finish_upload(
    conn: &mut Conn<'_>,
    id: &str,
    (hash, mime): (&str, &str),
    looked: &str,
) -> Result<bool, Error> {
    Ok(conn.execute(FINISH_UPLOAD, &[id.into(), hash.into(), mime.into(), looked.into()]).await? == 1)
}

/// The uploads of these ids, as far as there are.
pub async fn uploads(conn: &mut Conn<'_>, ids: Vec<String>) -> Result<Vec<Upload>, Error> {
    conn.query(UPLOADS, &[ids.into()]).await?.iter().map(upload).collect()
}

fn upload(row: &Row) -> Result<Upload, Error> {
    Ok(Upload {
        id: row.text(0)?.to_owned(),
        file_type: row.text(1)?.to_owned(),
        name: row.text(2)?.to_owned(),
        mime: row.text(3)?.to_owned(),
        size: row.int(4)?.cast_unsigned(),
        hash: row.opt_text(5)?.map(str::to_owned),
        created_at: row.int(6)?,
        created_by: row.text(7)?.to_owned(),
        looked: row.text(8)?.to_owned(),
    })
}

/// Forgets an upload; its bytes stay for whoever uses them. `false`: there is none.
pub async fn forget_upload(conn: &mut Conn<'_>, id: &str) -> Result<bool, Error> {
    Ok(conn.execute(FORGET_UPLOAD, &[id.into()]).await? == 1)
}

/// Forgets up to so many uploads that nothing used in time; their ids.
pub async fn forget_uploads(conn: &mut Conn<'_>, most: u32) -> Result<Vec<String>, Error> {
    let before = conn.now() - UNUSED;
    texts(&conn.query(FORGET_UPLOADS, &[before.into(), i64::from(most).into()]).await?)
}

/// Marks bytes that nothing needs any more, up to so many, to be removed; how many.
pub async fn mark(conn: &mut Conn<'_>, most: u32) -> Result<u64, Error> {
    let now = conn.now();
    conn.execute(MARK, &[(now - UNUSED).into(), (now - GONE).into(), i64::from(most).into()]).await
}

/// The hashes of those that are marked, up to so many.
pub async fn marked(conn: &mut Conn<'_>, most: u32) -> Result<Vec<String>, Error> {
    texts(&conn.query(MARKED, &[i64::from(most).into()]).await?)
}

/// Forgets marked bytes, now that they are removed.
pub async fn removed(conn: &mut Conn<'_>, hash: &str) -> Result<(), Error> {
    conn.execute(FORGET_USES, &[hash.into()]).await?;
    conn.execute(REMOVE, &[hash.into()]).await?;
    Ok(())
}

/// Hashes and sizes of what is kept, up to so many after that hash, in their order.
pub async fn sizes(conn: &mut Conn<'_>, after: &str, most: u32) -> Result<Vec<(String, u64)>, Error> {
    hashes_and_sizes(conn, SIZES, after, most).await
}

/// The same of those that an object or an upload has.
pub async fn needed(conn: &mut Conn<'_>, after: &str, most: u32) -> Result<Vec<(String, u64)>, Error> {
    hashes_and_sizes(conn, NEEDED, after, most).await
}

async fn hashes_and_sizes(conn: &mut Conn<'_>, sql: &str, after: &str, most: u32) -> Result<Vec<(String, u64)>, Error> {
    let rows = conn.query(sql, &[after.into(), i64::from(most).into()]).await?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?.cast_unsigned()))).collect()
}

/// Those of these hashes that there is a row of.
pub async fn known(conn: &mut Conn<'_>, hashes: &BTreeSet<String>) -> Result<BTreeSet<String>, Error> {
    let hashes: Vec<String> = hashes.iter().cloned().collect();
    conn.query(KNOWN, &[hashes.into()]).await?.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}

/// The files of the assets with these codes, by code; those that have none are left out.
pub async fn of_assets(conn: &mut Conn<'_>, codes: Vec<String>) -> Result<HashMap<String, File>, Error> {
    let rows = conn.query(OF_ASSETS, &[codes.into()]).await?;
    let mut files = HashMap::new();
    for row in &rows {
        if let Some(file) = Body::from_json(row.text(1)?).as_ref().and_then(File::of) {
            files.insert(row.text(0)?.to_owned(), file);
        }
    }
    Ok(files)
}

/// The numbers of the objects with that fact, up to so many after that number, in their order.
pub async fn with_fact(
    conn: &mut Conn<'_>,
    (field, key): (i64, &str),
    after: i64,
    most: u32,
) -> Result<Vec<i64>, Error> {
    let rows = conn.query(WITH_KEY, &[field.into(), key.into(), after.into(), i64::from(most).into()]).await?;
    rows.iter().map(|row| row.int(0)).collect()
}

fn texts(rows: &[Row]) -> Result<Vec<String>, Error> {
    rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}
