//! The schema in memory: one immutable tree, replaced whole.

use std::sync::Arc;

use arc_swap::ArcSwap;
use model::changes::{Changeset, Committed};
use model::plan;
use model::schema::Schema;
use store::Store;
use store::conn::Conn;
use store::definitions::{self, Revisions};

/// Holds the newest schema that this node knows.
pub(crate) struct Holder(ArcSwap<Schema>);

impl Holder {
    pub(crate) async fn open(store: &Store) -> Result<Self, store::Error> {
        Ok(Self(ArcSwap::from_pointee(read(store).await?)))
    }

    /// The newest one known, without I/O.
    pub(crate) fn current(&self) -> Arc<Schema> {
        self.0.load_full()
    }

    /// The one at the revisions that a read has just seen, or a newer one.
    pub(crate) async fn at(&self, seen: Revisions, store: &Store) -> Result<Arc<Schema>, store::Error> {
        let current = self.current();
        if age(&current) >= seen.rules + seen.labels { Ok(current) } else { self.refresh(store).await }
    }

    /// Reads it anew.
    pub(crate) async fn refresh(&self, store: &Store) -> Result<Arc<Schema>, store::Error> {
        self.keep_newest(&Arc::new(read(store).await?));
        Ok(self.current())
    }

    /// Takes over what was just committed on top of `base`. Where another commit came between,
    /// `base` is no longer the whole truth: then the next read finds that out and reloads.
    pub(crate) fn advance(&self, base: &Schema, changeset: &Changeset, committed: &Committed) {
        let rules = base.rules + i64::from(changeset.narrows);
        let labels = base.labels + i64::from(changeset.relabels);
        if (rules, labels) == (committed.rules, committed.labels) && age(base) < rules + labels {
            self.keep_newest(&Arc::new(plan::apply_to_schema(base, changeset, committed)));
        }
    }

    fn keep_newest(&self, schema: &Arc<Schema>) {
        self.0.rcu(|held| Arc::clone(if age(held) < age(schema) { schema } else { held }));
    }
}

/// Both revisions only ever grow, so their sum orders all schemas of one database.
fn age(schema: &Schema) -> i64 {
    schema.rules + schema.labels
}

async fn read(store: &Store) -> Result<Schema, store::Error> {
    store.snapshot(async move |conn: &mut Conn<'_>| definitions::schema(conn).await).await
}
