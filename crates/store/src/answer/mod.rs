//! The answer engine: sets and columns of objects, from which lists are answered.

mod atom;
mod column;
mod load;
mod order;
mod page;
mod tree;

use std::collections::HashMap;
use std::sync::Arc;

use model::schema::Schema;

pub use atom::{Atom, Axis, Key, Keys, Set};
pub use column::Column;
pub use tree::Tree;

use crate::Error;
use crate::conn::Conn;

/// What is kept of the database between answers.
#[derive(Default)]
pub struct Engine {}

/// The engine as a snapshot of the database sees it.
pub struct Moment {
    sets: HashMap<Atom, Arc<Set>>,
    columns: HashMap<Axis, Arc<Column>>,
    keys: HashMap<i64, Arc<Keys>>,
    tree: Option<Arc<Tree>>,
}

impl Engine {
    /// One that keeps about `budget` bytes.
    pub fn new(budget: usize) -> Self {
        let _ = budget;
        Self {}
    }

    /// The engine as `conn`, a snapshot, sees it; `schema` is that of the snapshot.
    pub async fn at(self: &Arc<Self>, conn: &mut Conn<'_>, schema: &Schema) -> Result<Moment, Error> {
        let _ = (conn, schema);
        Ok(Moment { sets: HashMap::new(), columns: HashMap::new(), keys: HashMap::new(), tree: None })
    }

    /// About how many bytes are kept.
    pub fn weight(&self) -> usize {
        0
    }

    /// Keeps nothing of what is kept.
    pub fn forget(&self) {}
}

impl Moment {
    /// The sets of these atoms, in this order; those that aren't kept are loaded in one round trip. Of a number,
    /// key or word that nothing has, the set is empty.
    pub async fn sets(&mut self, conn: &mut Conn<'_>, atoms: &[Atom]) -> Result<Vec<Arc<Set>>, Error> {
        let missing: Vec<_> = atoms.iter().filter(|atom| !self.sets.contains_key(atom)).cloned().collect();
        let loaded = load::sets(conn, &missing).await?;
        self.sets.extend(missing.into_iter().zip(loaded.into_iter().map(Arc::new)));
        Ok(atoms.iter().filter_map(|atom| self.sets.get(atom).cloned()).collect())
    }

    /// The column of an axis.
    pub async fn column(&mut self, conn: &mut Conn<'_>, axis: &Axis) -> Result<Arc<Column>, Error> {
        if let Some(column) = self.kept_column(axis) {
            return Ok(column);
        }
        let column = Arc::new(load::column(conn, axis).await?);
        self.columns.insert(axis.clone(), column.clone());
        Ok(column)
    }

    /// The column of an axis, if it needn't be loaded.
    pub fn kept_column(&self, axis: &Axis) -> Option<Arc<Column>> {
        self.columns.get(axis).cloned()
    }

    /// Every key of a field with its set. For attributes of few values, or of several an object: of others the
    /// column says the same for a tenth of the memory.
    pub async fn keys(&mut self, conn: &mut Conn<'_>, field: i64) -> Result<Arc<Keys>, Error> {
        if let Some(keys) = self.keys.get(&field) {
            return Ok(keys.clone());
        }
        let keys = Arc::new(load::keys(conn, field).await?);
        self.keys.insert(field, keys.clone());
        Ok(keys)
    }

    /// The trees of classifications.
    pub async fn tree(&mut self, conn: &mut Conn<'_>) -> Result<Arc<Tree>, Error> {
        if let Some(tree) = &self.tree {
            return Ok(tree.clone());
        }
        let tree = Arc::new(load::tree(conn).await?);
        self.tree = Some(tree.clone());
        Ok(tree)
    }

    /// Lets the next answers use what this one loaded.
    pub fn keep(self) {}
}
