//! The objects of a load, and those that stand around them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use model::loaded::{Loaded, MAX_USES, Refs, Uses};
use model::object::{Object, ObjectKind};

use super::{ENOUGH, uses};
use crate::Error;
use crate::conn::{Column, Conn, Kind, Row, Statement};
use crate::decode::object_columns;
use crate::gather::{self, Gathered};
use crate::round;

const NAMED: &str = concat!(
    "SELECT ",
    object_columns!(),
    " FROM {rows} CROSS JOIN objects o WHERE o.kind = r.kind AND o.code = r.code"
);

const NAMED_COLUMNS: &[Column] = &[("kind", Kind::Text), ("code", Kind::Text)];

const BELOW: &str = concat!(
    "WITH RECURSIVE below(id) AS (
        SELECT c.id FROM objects c WHERE c.parent_id {in $1}
        UNION
        SELECT c.id FROM below b JOIN objects c ON c.parent_id = b.id
    ) SELECT ",
    object_columns!(),
    " FROM below b JOIN objects o ON o.id = b.id ORDER BY o.sequence, o.code"
);

const PLACED: &str = "WITH RECURSIVE tree(id) AS (
        SELECT c.id FROM objects c WHERE c.id {in $1}
        UNION
        SELECT c.id FROM tree t JOIN objects c ON c.parent_id = t.id
    ) SELECT node_id, object_id FROM (
        SELECT p.node_id, p.object_id, row_number() OVER (PARTITION BY p.node_id ORDER BY p.object_id) AS n
        FROM tree t JOIN placements p ON p.node_id = t.id
    ) ranked WHERE n <= $2 ORDER BY node_id, object_id";

/// The objects that `refs` names by code, for [`gather()`].
pub(super) fn named(refs: &Refs) -> Option<Statement> {
    let keys: BTreeSet<_> = refs.objects.union(&refs.children).collect();
    let rows = keys.into_iter().map(|(kind, code)| vec![kind.name().into(), code.into()]).collect();
    round::over(NAMED, NAMED_COLUMNS, rows)
}

/// Reads on from the rows of [`named`]: what is above, below and placed there, and the uses.
pub(super) async fn gather(conn: &mut Conn<'_>, refs: &Refs, named: &[Row], loaded: &mut Loaded) -> Result<(), Error> {
    let mut objects = Gathered::default();
    let named = objects.add(named)?;
    let tops = tops(refs, &objects);
    let nodes = tops.iter().copied().filter(|id| is_node(&objects, *id)).collect();
    let [ancestors, below, placed] =
        round::run(conn, [gather::ancestors(named), round::among(BELOW, tops.clone()), placed(nodes)]).await?;
    objects.add(&ancestors)?;
    let below = objects.add(&below)?;
    let uses = uses::find(conn, &refs.uses).await?;

    let placed = placed.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect::<Result<Vec<_>, Error>>()?;
    let holders = uses.values().flat_map(|ids| ids.iter().take(MAX_USES));
    let wanted = placed.iter().map(|(_, id)| id).chain(holders).chain(&refs.numbers);
    let missing: BTreeSet<_> = wanted.copied().filter(|id| objects.get(*id).is_none()).collect();
    let missing = Vec::from_iter(missing);
    let placed_or_linked = |known: Vec<i64>| [known, missing.clone()].concat();
    let [placements, linked, missing] = round::run(
        conn,
        [
            gather::placements(placed_or_linked(objects.placeable())),
            gather::linked(placed_or_linked(objects.origins())),
            gather::by_id(missing.clone()),
        ],
    )
    .await?;
    objects.add(&missing)?;
    objects.place(&placements)?;
    objects.link(&linked)?;

    let objects = objects.finish();
    let tree = [tops, below.clone()].concat();
    loaded.placed = placed_in(&objects, &tree, &placed);
    loaded.children = children(&objects, &tree, &below);
    loaded.numbered = refs.numbers.iter().filter_map(|id| objects.get(id)).cloned().collect();
    loaded.uses = uses.into_iter().map(|(what, ids)| (what, users(&objects, &ids))).collect();
    loaded.objects = objects.into_values().map(|object| ((object.kind, object.code.clone()), object)).collect();
    Ok(())
}

/// The objects whose children are wanted.
fn tops(refs: &Refs, objects: &Gathered) -> Vec<i64> {
    let wanted = |object: &&Object| refs.children.contains(&(object.kind, object.code.clone()));
    objects.all().filter(wanted).map(|object| object.id).collect()
}

fn is_node(objects: &Gathered, id: i64) -> bool {
    objects.get(id).is_some_and(|object| object.kind == ObjectKind::Classification)
}

/// What is placed in each of these nodes.
fn placed(nodes: Vec<i64>) -> Option<Statement> {
    (!nodes.is_empty()).then(|| Statement::new(PLACED, vec![nodes.into(), ENOUGH.into()]))
}

type Shared = HashMap<i64, Arc<Object>>;

fn children(objects: &Shared, tree: &[i64], below: &[i64]) -> HashMap<i64, Vec<Arc<Object>>> {
    let mut children: HashMap<_, _> = tree.iter().map(|id| (*id, Vec::new())).collect();
    for object in below.iter().filter_map(|id| objects.get(id)) {
        if let Some(siblings) = object.parent.as_ref().and_then(|parent| children.get_mut(&parent.id)) {
            siblings.push(Arc::clone(object));
        }
    }
    children
}

fn placed_in(objects: &Shared, tree: &[i64], placed: &[(i64, i64)]) -> HashMap<i64, Uses> {
    let mut ids: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (node, id) in placed {
        ids.entry(*node).or_default().push(*id);
    }
    let is_node = |id: &&i64| objects.get(id).is_some_and(|object| object.kind == ObjectKind::Classification);
    tree.iter().filter(is_node).map(|node| (*node, users(objects, ids.get(node).map_or(&[], Vec::as_slice)))).collect()
}

/// The objects of one use; one more than may be used says that there are more.
fn users(objects: &Shared, ids: &[i64]) -> Uses {
    let known = ids.iter().take(MAX_USES).filter_map(|id| objects.get(id));
    Uses { objects: known.cloned().collect(), more: ids.len() > MAX_USES }
}
