//! The bytes that objects come to have, and those that they give up.

use std::collections::{BTreeSet, HashSet};

use model::changes::Changeset;

use super::steps::Steps;
use crate::Error;
use crate::conn::{Column, Kind};
use crate::round::over;

/// Whoever removes bytes marks their row first, so that of the two, one finds out about the other.
const RELY: &str = "UPDATE files SET touched_at = r.at FROM {rows}
    WHERE files.hash = r.hash AND files.state = 'kept' RETURNING files.hash";

const TOUCH_COLUMNS: &[Column] = &[("hash", Kind::Text), ("at", Kind::Int)];

const USE: &str = "INSERT INTO file_uses (hash, object_id)
    SELECT r.hash, r.object_id FROM {rows} WHERE true ON CONFLICT DO NOTHING";

const USE_COLUMNS: &[Column] = &[("hash", Kind::Text), ("object_id", Kind::Int)];

const CEASE: &str = "UPDATE files SET touched_at = r.at FROM {rows} WHERE files.hash = r.hash";

/// Writes down who has which bytes. Stale: some are kept no more.
pub(super) fn write<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset, at: i64) {
    let row = |hash: &&String| vec![(*hash).into(), at.into()];
    // In their order: two commits that want the same ones don't block each other.
    let taken: BTreeSet<_> = changeset.files_taken.iter().map(|write| &write.row.0).collect();
    steps.checked(over(RELY, TOUCH_COLUMNS, taken.iter().map(row).collect()), move |rows| {
        let kept = rows.iter().map(|row| row.text(0)).collect::<Result<HashSet<_>, Error>>()?;
        let gone = taken.iter().find(|hash| !kept.contains(hash.as_str()));
        Ok(gone.map(|hash| format!("the bytes {hash} are gone")))
    });
    let uses: BTreeSet<_> = changeset.files_taken.iter().map(|write| &write.row).collect();
    let uses = uses.into_iter().map(|(hash, object)| vec![hash.into(), (*object).into()]).collect();
    steps.add(over(USE, USE_COLUMNS, uses));
    let given_up: BTreeSet<_> = changeset.files_given_up.iter().collect();
    steps.add(over(CEASE, TOUCH_COLUMNS, given_up.iter().map(row).collect()));
}
