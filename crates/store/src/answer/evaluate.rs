//! From conditions to the objects for which they hold.

use std::collections::HashMap;
use std::future::Future;
use std::ops::Bound;
use std::pin::Pin;
use std::sync::Arc;

use model::object::ObjectKind;
use model::query::{KeyTest, Question};
use roaring::MultiOps;

use super::plan::{self, Step};
use super::rows::{self, Source};
use super::{Atom, Axis, Key, Moment, Set, judge, slice};
use crate::Error;
use crate::conn::Conn;

/// So few of all objects are read rather than a column for their sake: to read that takes as long as to read them
/// a hundred times.
pub(super) fn few(all: u64) -> u64 {
    (all / 2_500).clamp(16, 1_000)
}

type Found<'a> = Pin<Box<dyn Future<Output = Result<Set, Error>> + Send + 'a>>;

/// The objects that a question wants, its search aside.
pub(super) async fn wanted(conn: &mut Conn<'_>, moment: &mut Moment, question: &Question) -> Result<Arc<Set>, Error> {
    let known = plan::learn(conn, moment, question).await?;
    let step = known.step(question.kind, &question.wanted);
    let mut atoms = vec![Atom::Kind(question.kind)];
    step.atoms(&mut atoms);
    let sets = moment.sets(conn, &atoms).await?;
    let sets: HashMap<_, _> = atoms.into_iter().zip(sets).collect();
    let all = sets.get(&Atom::Kind(question.kind)).cloned().unwrap_or_default();
    if matches!(&step, Step::All(steps) if steps.is_empty()) {
        return Ok(all);
    }
    let found = Weighing { conn, moment, sets: &sets, kind: question.kind }.matching(&step, &all).await?;
    Ok(Arc::new(found))
}

struct Weighing<'a, 'c> {
    conn: &'a mut Conn<'c>,
    moment: &'a mut Moment,
    sets: &'a HashMap<Atom, Arc<Set>>,
    kind: ObjectKind,
}

impl Weighing<'_, '_> {
    /// The members of `within` that match.
    fn matching<'s>(&'s mut self, step: &'s Step, within: &'s Set) -> Found<'s> {
        Box::pin(async move {
            if within.is_empty() {
                return Ok(Set::new());
            }
            match step {
                Step::All(steps) => self.all(steps, within).await,
                Step::Any(steps) => {
                    let mut found = Set::new();
                    for step in steps {
                        found |= self.matching(step, within).await?;
                    }
                    Ok(found)
                }
                Step::Not(step) => Ok(within - self.matching(step, within).await?),
                Step::Atoms(atoms) => Ok(self.union(atoms) & within),
                Step::These(set) => Ok(set & within),
                Step::Code(test) => self.tested(&Axis::Code(self.kind), Source::Code, test, within).await,
                Step::Text(field, test) => {
                    self.tested(&Axis::Field(field.field), Source::Field(field), test, within).await
                }
                Step::Listed(field, test) => self.listed(*field, test, within).await,
                Step::Number(axis, from, to) => {
                    Ok(slice::between(&*self.moment.column(self.conn, axis).await?, *from, *to, within))
                }
                Step::Below(axis, kind, step) => self.below(axis, *kind, step, within).await,
                Step::Above(axis, kind, step) => self.above(axis, *kind, step, within).await,
            }
        })
    }

    /// The cheapest first: what they leave, the others need to look at only.
    async fn all(&mut self, steps: &[Step], within: &Set) -> Result<Set, Error> {
        let mut steps: Vec<_> = steps.iter().map(|step| (step.cost(), self.size(step), step)).collect();
        steps.sort_by_key(|(cost, size, _)| (*cost, *size));
        let mut left: Option<Set> = None;
        for (_, _, step) in steps {
            let found = self.matching(step, left.as_ref().unwrap_or(within)).await?;
            left = Some(found);
        }
        Ok(left.unwrap_or_else(|| within.clone()))
    }

    fn size(&self, step: &Step) -> u64 {
        match step {
            Step::These(set) => set.len(),
            Step::Atoms(atoms) => atoms.iter().filter_map(|atom| self.sets.get(atom)).map(|set| set.len()).sum(),
            _ => u64::MAX,
        }
    }

    fn union(&self, atoms: &[Atom]) -> Set {
        match atoms {
            [atom] => self.sets.get(atom).map_or_else(Set::new, |set| (**set).clone()),
            atoms => atoms.iter().filter_map(|atom| self.sets.get(atom)).map(|set| &**set).union(),
        }
    }

    async fn tested(&mut self, axis: &Axis, source: Source<'_>, test: &KeyTest, within: &Set) -> Result<Set, Error> {
        let all = self.sets.get(&Atom::Kind(self.kind)).map_or(0, |set| set.len());
        if within.len() <= few(all) && source.is_in_rows() && self.moment.kept_column(axis).is_none() {
            return self.confirmed(source, test, within).await;
        }
        let column = self.moment.column(self.conn, axis).await?;
        let sifted = slice::sift(&column, test, within);
        if sifted.doubtful.is_empty() {
            return Ok(sifted.sure);
        }
        Ok(sifted.sure | self.confirmed(source, test, &sifted.doubtful).await?)
    }

    /// Those for whose whole text it holds.
    async fn confirmed(&mut self, source: Source<'_>, test: &KeyTest, ids: &Set) -> Result<Set, Error> {
        let texts = rows::texts(self.conn, source, ids).await?;
        let holds = |texts: &Vec<String>| texts.iter().any(|text| judge::holds(test, text));
        Ok(texts.iter().filter(|(_, texts)| holds(texts)).map(|(id, _)| *id).collect())
    }

    async fn listed(&mut self, field: i64, test: &KeyTest, within: &Set) -> Result<Set, Error> {
        let keys = self.moment.keys(self.conn, field).await?;
        let passing = keys.iter().filter(|(key, _)| judge::holds(test, key)).map(|(_, set)| &**set);
        Ok(passing.union() & within)
    }

    /// All of a kind that match.
    async fn of_kind(&mut self, kind: ObjectKind, step: &Step) -> Result<Set, Error> {
        let all = self.sets.get(&Atom::Kind(kind)).cloned().unwrap_or_default();
        let own = std::mem::replace(&mut self.kind, kind);
        let found = self.matching(step, &all).await;
        self.kind = own;
        found
    }

    async fn above(&mut self, axis: &Axis, kind: ObjectKind, step: &Step, within: &Set) -> Result<Set, Error> {
        let below = self.of_kind(kind, step).await?;
        let column = self.moment.column(self.conn, axis).await?;
        let above = below.iter().filter_map(|id| match column.get(id) {
            Some(Key::Number(above)) => Some(above.cast_unsigned()),
            _ => None,
        });
        Ok(above.collect::<Set>() & within)
    }

    async fn below(&mut self, axis: &Axis, kind: ObjectKind, step: &Step, within: &Set) -> Result<Set, Error> {
        let parents = self.of_kind(kind, step).await?;
        let column = self.moment.column(self.conn, axis).await?;
        if parents.len() < within.len() / SEEKS {
            let children = parents.iter().flat_map(|id| {
                let parent = Bound::Included(Key::Number(id.cast_signed()));
                column.ids(slice::span(&column, parent, parent))
            });
            return Ok(children.collect::<Set>() & within);
        }
        let is_child = |id: &u64| match column.get(*id) {
            Some(Key::Number(parent)) => parents.contains(parent.cast_unsigned()),
            _ => false,
        };
        Ok(slice::in_order(within.iter().filter(is_child)))
    }
}

/// To seek in an order costs as much as looking at so many keys.
const SEEKS: u64 = 16;
