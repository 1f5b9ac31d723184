//! What is kept, as one snapshot sees it.

use std::collections::HashSet;
use std::sync::Arc;

use model::schema::Schema;

use super::atom::{Atom, Axis, Keys, Set};
use super::catch_up;
use super::column::Column;
use super::image::Image;
use super::journal::Delta;
use super::kept::forward;
use super::loading::{Claim, Loaded};
use super::shelf::Shelves;
use super::thing::Thing;
use super::tree::Tree;
use super::{Engine, Position, load};
use crate::Error;
use crate::conn::Conn;
use crate::definitions::Revisions;

/// The engine as a snapshot of the database sees it: all that it gives is as the snapshot's rows say.
pub struct Moment {
    /// None: nothing that is kept can be used.
    engine: Option<Arc<Engine>>,
    schema: Arc<Schema>,
    /// The schema's numbers in the snapshot; those of `schema`, unless nothing that is kept can be used.
    pub(super) revisions: Revisions,
    /// What was given, as the snapshot sees it.
    given: Shelves,
    /// A version that is kept,
    version: u64,
    /// what leads to it from the snapshot,
    ahead: Vec<Arc<Delta>>,
    /// and the objects in there, as the snapshot sees them: what leads back.
    back: Vec<Arc<Image>>,
}

impl Moment {
    pub(super) async fn at(
        engine: Arc<Engine>,
        position: Position,
        conn: &mut Conn<'_>,
        schema: Arc<Schema>,
    ) -> Result<Self, Error> {
        let revisions = Revisions::of(&schema);
        let mut moment = Self::alone(schema, revisions);
        moment.engine = Some(engine);
        moment.advance(conn, position.version, position.ahead).await?;
        Ok(moment)
    }

    pub(super) fn alone(schema: Arc<Schema>, revisions: Revisions) -> Self {
        let (ahead, back) = (Vec::new(), Vec::new());
        Self { engine: None, schema, revisions, given: Shelves::default(), version: 0, ahead, back }
    }

    /// The sets of these atoms, in this order; those that aren't kept are loaded in one round trip. Of a number,
    /// key or word that nothing has, the set is empty.
    pub async fn sets(&mut self, conn: &mut Conn<'_>, atoms: &[Atom]) -> Result<Vec<Arc<Set>>, Error> {
        let (found, _claim) = self.find_or_claim::<Set>(conn, atoms).await?;
        let missing = atoms.iter().zip(&found).filter(|(_, set)| set.is_none());
        let missing: Vec<_> = missing.map(|(atom, _)| atom.clone()).collect::<HashSet<_>>().into_iter().collect();
        let loaded = load::sets(conn, &missing).await?;
        for (atom, set) in missing.into_iter().zip(loaded) {
            self.keep(atom, &Arc::new(set));
        }
        Ok(atoms.iter().zip(found).filter_map(|(atom, set)| set.or_else(|| self.given(atom))).collect())
    }

    /// The column of an axis.
    pub async fn column(&mut self, conn: &mut Conn<'_>, axis: &Axis) -> Result<Arc<Column>, Error> {
        let (mut found, _claim) = self.find_or_claim::<Column>(conn, std::slice::from_ref(axis)).await?;
        if let Some(column) = found.pop().flatten() {
            return Ok(column);
        }
        let column = Arc::new(load::column(conn, axis).await?);
        self.keep(axis.clone(), &column);
        Ok(column)
    }

    /// The column of an axis, if it is at hand without a look into the database.
    pub fn kept_column(&mut self, axis: &Axis) -> Option<Arc<Column>> {
        self.kept(axis)
    }

    /// A thing, if it is at hand without a look into the database.
    pub(super) fn kept<T: Thing>(&mut self, name: &T::Name) -> Option<Arc<T>> {
        if let Some(thing) = self.given(name) {
            return Some(thing);
        }
        let engine = self.engine.as_ref()?;
        let (thing, deltas) = {
            let mut held = engine.held();
            let (thing, version) = held.get::<T>(name)?;
            (thing, held.journal.as_ref()?.between(version, self.version)?)
        };
        let thing = forward(thing, name, &deltas)?;
        if !deltas.is_empty() {
            engine.put(name.clone(), thing.clone(), self.version);
        }
        let thing = thing.moved(name, &self.back)?;
        self.given.put(name.clone(), thing.clone(), 0, 0);
        Some(thing)
    }

    /// Every key of a field with its set. For attributes of few values, or of several an object: of others the
    /// column says the same for a tenth of the memory.
    pub async fn keys(&mut self, conn: &mut Conn<'_>, field: i64) -> Result<Arc<Keys>, Error> {
        let (mut found, _claim) = self.find_or_claim::<Keys>(conn, &[field]).await?;
        if let Some(keys) = found.pop().flatten() {
            return Ok(keys);
        }
        let keys = Arc::new(load::keys(conn, field).await?);
        self.keep(field, &keys);
        Ok(keys)
    }

    /// The trees of classifications.
    pub async fn tree(&mut self, conn: &mut Conn<'_>) -> Result<Arc<Tree>, Error> {
        let (mut found, _claim) = self.find_or_claim::<Tree>(conn, &[()]).await?;
        if let Some(tree) = found.pop().flatten() {
            return Ok(tree);
        }
        let tree = Arc::new(load::tree(conn).await?);
        self.keep((), &tree);
        Ok(tree)
    }

    /// What of these is at hand or kept. The others are to be loaded here, and others wait for them until the claim is
    /// dropped.
    async fn find_or_claim<T: Loaded>(
        &mut self,
        conn: &mut Conn<'_>,
        names: &[T::Name],
    ) -> Result<(Vec<Option<Arc<T>>>, Option<Claim>), Error> {
        let mut claim = None;
        loop {
            let found = self.find::<T>(conn, names).await?;
            let missing = names.iter().zip(&found).filter(|(_, thing)| thing.is_none());
            let missing: Vec<_> = missing.map(|(name, _)| T::wanted(name)).collect();
            let Some(engine) = &self.engine else { return Ok((found, claim)) };
            if missing.is_empty() || claim.is_some() || !conn.may_wait() {
                return Ok((found, claim));
            }
            match engine.loading.claim(missing) {
                // Once more: whoever loaded it may have been done just before.
                Ok(claimed) => claim = Some(claimed),
                // An error is what tells the end.
                Err(mut ended) => drop(ended.changed().await),
            }
        }
    }

    /// What of these is at hand or kept, as the snapshot sees it.
    pub(super) async fn find<T: Thing>(
        &mut self,
        conn: &mut Conn<'_>,
        names: &[T::Name],
    ) -> Result<Vec<Option<Arc<T>>>, Error> {
        let mut found: Vec<_> = names.iter().map(|name| self.given(name)).collect();
        let Some(engine) = self.engine.clone() else { return Ok(found) };
        let (kept, ahead, version) = {
            let mut held = engine.held();
            let missing = names.iter().enumerate().filter(|(at, _)| found[*at].is_none());
            let kept: Vec<(usize, Arc<T>, u64)> =
                missing.filter_map(|(at, name)| held.get(name).map(|(thing, version)| (at, thing, version))).collect();
            let newest = kept.iter().map(|(_, _, version)| *version).fold(self.version, u64::max);
            let Some(journal) = &held.journal else { return Ok(found) };
            let Some(ahead) = journal.between(self.version, newest) else { return Ok(found) };
            let way = |(at, thing, version)| Some((at, thing, journal.between(version, newest)?));
            (kept.into_iter().filter_map(way).collect::<Vec<_>>(), ahead, newest)
        };
        self.advance(conn, version, ahead).await?;
        for (at, thing, deltas) in kept {
            let Some(thing) = forward(thing, &names[at], &deltas) else { continue };
            if !deltas.is_empty() {
                engine.put(names[at].clone(), thing.clone(), version);
            }
            let Some(thing) = thing.moved(&names[at], &self.back) else { continue };
            self.given.put(names[at].clone(), thing.clone(), 0, 0);
            found[at] = Some(thing);
        }
        Ok(found)
    }

    fn given<T: Thing>(&mut self, name: &T::Name) -> Option<Arc<T>> {
        self.given.get(name, 0).map(|(thing, _)| thing)
    }

    /// Keeps what was loaded from the snapshot.
    pub(super) fn keep<T: Thing>(&mut self, name: T::Name, thing: &Arc<T>) {
        metrics::counter!("vitrine_engine_loaded_total").increment(1);
        if let Some(engine) = &self.engine
            && let Some(thing) = forward(thing.clone(), &name, &self.ahead)
        {
            engine.put(name.clone(), thing, self.version);
        }
        self.given.put(name, thing.clone(), 0, 0);
    }

    /// Takes its stand at a later version, to which this leads.
    async fn advance(&mut self, conn: &mut Conn<'_>, version: u64, ahead: Vec<Arc<Delta>>) -> Result<(), Error> {
        let known: HashSet<_> = self.back.iter().map(|image| image.id).collect();
        let changed: HashSet<_> = ahead.iter().flat_map(|delta| delta.images.iter().map(|image| image.id)).collect();
        let ids: Vec<_> = changed.difference(&known).map(|id| id.cast_signed()).collect();
        self.back.extend(catch_up::images(conn, &self.schema, &ids).await?);
        self.ahead.extend(ahead);
        self.version = version;
        Ok(())
    }
}
