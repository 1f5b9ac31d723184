//! Conditions in the terms of the engine: what must be known is found out first, for all of them at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use model::index::text_key;
use model::object::ObjectKind;
use model::query::{Expr, FieldRef, KeyTest, Leaf, Question};
use model::schema::LinkType;

use super::{Atom, Axis, Moment, Set, Tree};
use crate::Error;
use crate::conn::{Conn, Statement};

const IDS: &str = "SELECT id, code FROM objects WHERE kind = $1 AND code {in $2}";

/// A condition that the engine can weigh.
#[derive(Debug)]
pub(super) enum Step {
    /// Those of all.
    All(Vec<Step>),
    /// Those of any.
    Any(Vec<Step>),
    /// All others.
    Not(Box<Step>),
    /// The members of one of these sets.
    Atoms(Vec<Atom>),
    /// These.
    These(Set),
    /// Those whose code passes.
    Code(KeyTest),
    /// Those that hold a text in this field that passes.
    Text(FieldRef, KeyTest),
    /// Those that hold a code of a list in this field that passes.
    Listed(i64, KeyTest),
    /// Those whose number on this axis lies between these.
    Number(Axis, Bound<i64>, Bound<i64>),
    /// Those that stand on this axis below one of those, of this kind.
    Below(Axis, ObjectKind, Box<Step>),
    /// Those below which one of those, of this kind, stands on this axis.
    Above(Axis, ObjectKind, Box<Step>),
}

/// What steps are made with.
pub(super) struct Known {
    tree: Option<Arc<Tree>>,
    ids: HashMap<(ObjectKind, String), i64>,
    /// The classifications that exist for the reader.
    nodes: Option<BTreeSet<i64>>,
}

/// Finds out what the conditions of a question name.
pub(super) async fn learn(conn: &mut Conn<'_>, moment: &mut Moment, question: &Question) -> Result<Known, Error> {
    let mut needs_tree = question.nodes.is_some();
    let mut codes: BTreeMap<&str, (ObjectKind, BTreeSet<String>)> = BTreeMap::new();
    each_leaf(question.kind, &question.wanted, &mut |kind, leaf| {
        let (kinds, named) = match leaf {
            Leaf::Code(KeyTest::Equals(named)) => (&[kind][..], named),
            Leaf::Parent(named) => (kind.parents(), named),
            Leaf::Target(named) => (&LinkType::TARGETS[..], named),
            Leaf::Classified { .. } | Leaf::Within(_) | Leaf::PlacedInCatalog(_) | Leaf::Level(_) => {
                needs_tree = true;
                return;
            }
            _ => return,
        };
        for kind in kinds {
            codes.entry(kind.name()).or_insert((*kind, BTreeSet::new())).1.extend(named.iter().cloned());
        }
    });
    let kinds: Vec<_> = codes.into_values().collect();
    let statements =
        kinds.iter().map(|(kind, codes)| Statement::new(IDS, vec![kind.name().into(), list(codes).into()]));
    let mut ids = HashMap::new();
    if !kinds.is_empty() {
        let answers = conn.batch(statements.collect()).await?;
        for ((kind, _), rows) in kinds.iter().zip(answers) {
            for row in rows {
                ids.insert((*kind, row.text(1)?.to_owned()), row.int(0)?);
            }
        }
    }
    let tree = if needs_tree { Some(moment.tree(conn).await?) } else { None };
    let mut known = Known { tree, ids, nodes: None };
    known.nodes = question.nodes.as_ref().map(|codes| known.below(codes));
    Ok(known)
}

fn list(codes: &BTreeSet<String>) -> Vec<String> {
    codes.iter().cloned().collect()
}

fn each_leaf<'a>(kind: ObjectKind, expr: &'a Expr, see: &mut impl FnMut(ObjectKind, &'a Leaf)) {
    match expr {
        Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| each_leaf(kind, part, see)),
        Expr::Not(part) => each_leaf(kind, part, see),
        Expr::Is(Leaf::ParentIs(kind, part) | Leaf::TargetIs(kind, part)) => each_leaf(*kind, part, see),
        Expr::Is(Leaf::OriginOf(part) | Leaf::TargetOf(part)) => each_leaf(ObjectKind::Link, part, see),
        Expr::Is(leaf) => see(kind, leaf),
    }
}

const LINK: ObjectKind = ObjectKind::Link;

impl Known {
    /// The conditions on objects of a kind as steps.
    pub fn step(&self, kind: ObjectKind, expr: &Expr) -> Step {
        let each = |parts: &[Expr]| parts.iter().map(|part| self.step(kind, part)).collect();
        match expr {
            Expr::All(parts) => Step::All(each(parts)),
            Expr::Any(parts) => Step::Any(each(parts)),
            Expr::Not(part) => Step::Not(Box::new(self.step(kind, part))),
            Expr::Is(leaf) => self.leaf(kind, leaf),
        }
    }

    fn leaf(&self, kind: ObjectKind, leaf: &Leaf) -> Step {
        match leaf {
            Leaf::Code(KeyTest::Equals(codes)) => {
                Step::These(codes.iter().filter_map(|code| self.id(kind, code)).map(i64::cast_unsigned).collect())
            }
            Leaf::Code(test) => Step::Code(test.clone()),
            Leaf::Type(ids) => Step::Atoms(ids.iter().copied().map(Atom::Type).collect()),
            Leaf::Set(ids) => Step::Atoms(ids.iter().copied().map(Atom::Set).collect()),
            Leaf::Parent(codes) => Step::Atoms(self.all(kind.parents(), codes).map(Atom::Parent).collect()),
            Leaf::Target(codes) => Step::Atoms(self.all(&LinkType::TARGETS, codes).map(Atom::Target).collect()),
            Leaf::ParentIs(of, part) => Step::Below(Axis::Parent(kind), *of, Box::new(self.step(*of, part))),
            Leaf::TargetIs(of, part) => Step::Below(Axis::Target, *of, Box::new(self.step(*of, part))),
            Leaf::OriginOf(part) => Step::Above(Axis::Parent(LINK), LINK, Box::new(self.step(LINK, part))),
            Leaf::TargetOf(part) => Step::Above(Axis::Target, LINK, Box::new(self.step(LINK, part))),
            Leaf::Classified { nodes, descendants: true } => self.placed(self.below(nodes)),
            Leaf::Classified { nodes, descendants: false } => self.placed(self.nodes(nodes)),
            Leaf::Within(nodes) => Step::These(self.below(nodes).into_iter().map(i64::cast_unsigned).collect()),
            Leaf::PlacedInCatalog(ids) => {
                self.placed(self.tree.iter().flat_map(|tree| ids.iter().flat_map(|id| tree.of_catalog(*id))))
            }
            Leaf::Orphan => Step::Not(Box::new(Step::Atoms(vec![Atom::Placed]))),
            Leaf::Active => Step::Atoms(vec![Atom::Active]),
            Leaf::Level(levels) => {
                let at = |tree: &Arc<Tree>| {
                    levels.iter().flat_map(|level| tree.at_depth(*level, self.nodes.as_ref())).collect::<Vec<_>>()
                };
                let found = self.tree.iter().flat_map(at);
                Step::These(found.map(i64::cast_unsigned).collect())
            }
            Leaf::Created(from, to) => Step::Number(Axis::Created(kind), *from, *to),
            Leaf::Updated(from, to) => Step::Number(Axis::Updated(kind), *from, *to),
            Leaf::Field(fields, test) => Step::Any(fields.iter().map(|field| tested(field, test)).collect()),
        }
    }

    /// All of these kinds that have one of these codes.
    fn all<'a>(&'a self, kinds: &'a [ObjectKind], codes: &'a [String]) -> impl Iterator<Item = i64> + 'a {
        codes.iter().flat_map(move |code| kinds.iter().filter_map(move |kind| self.id(*kind, code)))
    }

    fn id(&self, kind: ObjectKind, code: &str) -> Option<i64> {
        self.ids.get(&(kind, code.to_owned())).copied()
    }

    /// The classifications of these codes that exist for the reader.
    fn nodes<'a>(&'a self, codes: &'a [String]) -> impl Iterator<Item = i64> + 'a {
        let named = self.tree.iter().flat_map(move |tree| codes.iter().filter_map(|code| tree.id(code)));
        named.filter(|id| self.exists(*id))
    }

    fn exists(&self, node: i64) -> bool {
        self.nodes.as_ref().is_none_or(|nodes| nodes.contains(&node))
    }

    fn below(&self, codes: &[String]) -> BTreeSet<i64> {
        self.tree.iter().flat_map(|tree| self.nodes(codes).flat_map(|id| tree.below(id))).collect()
    }

    fn placed(&self, nodes: impl IntoIterator<Item = i64>) -> Step {
        Step::Atoms(nodes.into_iter().filter(|id| self.exists(*id)).map(Atom::Node).collect())
    }
}

fn tested(field: &FieldRef, test: &KeyTest) -> Step {
    let number = field.field;
    match test {
        KeyTest::Equals(texts) if field.kind.is_text() => {
            Step::Atoms(texts.iter().map(|text| Atom::Value(number, text_key(text).into())).collect())
        }
        KeyTest::Equals(keys) => Step::Atoms(keys.iter().map(|key| Atom::Value(number, key.as_str().into())).collect()),
        KeyTest::Exists => Step::Atoms(vec![Atom::Present(number)]),
        test if field.kind.is_list() => Step::Listed(number, test.clone()),
        test => Step::Text(field.clone(), test.clone()),
    }
}

impl Step {
    /// All atoms that it weighs, with those below it.
    pub fn atoms(&self, found: &mut Vec<Atom>) {
        match self {
            Self::All(steps) | Self::Any(steps) => steps.iter().for_each(|step| step.atoms(found)),
            Self::Not(step) => step.atoms(found),
            Self::Below(_, kind, step) | Self::Above(_, kind, step) => {
                found.push(Atom::Kind(*kind));
                step.atoms(found);
            }
            Self::Atoms(atoms) => found.extend(atoms.iter().cloned()),
            Self::These(_) | Self::Code(_) | Self::Text(..) | Self::Listed(..) | Self::Number(..) => {}
        }
    }

    /// What it costs to weigh, roughly: sets, then columns, then each object's key.
    pub fn cost(&self) -> u8 {
        match self {
            Self::Atoms(_) | Self::These(_) => 0,
            Self::Number(..) => 1,
            Self::Below(_, _, step) | Self::Above(_, _, step) => step.cost().max(2),
            Self::Listed(..) => 2,
            Self::Code(test) | Self::Text(_, test) => match test {
                KeyTest::Contains(_) | KeyTest::EndsWith(_) => 3,
                _ => 2,
            },
            Self::All(steps) => steps.iter().map(Self::cost).min().unwrap_or_default(),
            Self::Any(steps) => steps.iter().map(Self::cost).max().unwrap_or_default(),
            Self::Not(step) => step.cost(),
        }
    }
}
