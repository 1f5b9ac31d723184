//! Commit: a changeset into rows, in a number of statements that doesn't grow with it.
//!
//! Two round trips. The first takes the locks and checks the conditions, the second writes. Whatever
//! doesn't hold is [`Error::Stale`], and the transaction is to be given up.

mod definitions;
mod files;
mod guards;
mod history;
mod index;
mod key_values;
mod objects;
mod relations;
mod steps;
mod users;
mod values;

use model::changes::{Changeset, Committed};
use model::index::IndexRows;
use model::loaded::UniqueKey;

use crate::Error;
use crate::conn::Conn;
use steps::Steps;

/// Holds the schema still until the transaction ends: with others who only rely on it, or alone.
pub async fn lock_schema(conn: &mut Conn<'_>, exclusive: bool) -> Result<(), Error> {
    if let Some(sql) = conn.dialect().lock_schema(exclusive) {
        conn.query(sql, &[]).await?;
    }
    Ok(())
}

/// Writes the changeset in the running transaction; `job`: what it is a step of. Errors: [`Error::Stale`] names what
/// changed meanwhile.
pub async fn write(conn: &mut Conn<'_>, changeset: &Changeset, job: Option<i64>) -> Result<Committed, Error> {
    let held = guards::check(conn, changeset).await?;
    // Under the locks: later than all that was committed to these rows before.
    let at = conn.now();
    let mut steps = Steps::default();

    // What is deleted goes last, once nothing refers to it; its codes are free at once.
    definitions::give_up_codes(&mut steps, changeset);
    objects::give_up_codes(&mut steps, changeset);
    values::delete(&mut steps, changeset);
    definitions::insert(&mut steps, changeset, at);
    definitions::update(&mut steps, changeset, at);
    values::insert(&mut steps, changeset, at);
    values::update(&mut steps, changeset, at);
    key_values::write(&mut steps, changeset, at);
    users::write(&mut steps, changeset, at);

    relations::remove(&mut steps, changeset);
    objects::insert(&mut steps, changeset, at);
    objects::update(&mut steps, changeset, at);
    objects::bump(&mut steps, changeset, at);
    objects::bump_below(&mut steps, changeset);
    relations::insert_placements(&mut steps, changeset);
    relations::insert_keys(&mut steps, changeset);
    files::write(&mut steps, changeset, at);
    objects::delete(&mut steps, changeset);
    definitions::delete(&mut steps, changeset);
    definitions::follow(&mut steps, changeset, at);

    let committed = held.after(changeset, at);
    history::revisions(&mut steps, changeset, &committed);
    history::append(&mut steps, changeset, job, at);
    index::write(&mut steps, &changeset.index);
    steps.run(conn).await?;
    conn.notify();
    Ok(committed)
}

/// Rows that follow from bodies and definitions: those to give up, and those to take.
#[derive(Default)]
pub(crate) struct Derived {
    /// What objects can be found by.
    pub index: IndexRows,
    /// Unique keys to give up, each with the object that holds it.
    pub keys_removed: Vec<(UniqueKey, i64)>,
    /// Unique keys to take; one that another object holds stays there.
    pub keys_added: Vec<(UniqueKey, i64)>,
}

/// Writes such rows alone, to mend them.
pub(crate) async fn rewrite(conn: &mut Conn<'_>, derived: &Derived) -> Result<(), Error> {
    let mut steps = Steps::default();
    relations::rewrite_keys(&mut steps, &derived.keys_removed, &derived.keys_added);
    index::write(&mut steps, &derived.index);
    steps.run(conn).await
}
