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

// No row of the other end is read.
const LEADING: &str = "SELECT target_id, id FROM (
        SELECT o.target_id, o.id, row_number() OVER (PARTITION BY o.target_id ORDER BY o.id) AS n
        FROM objects o WHERE o.target_id {in $1}
    ) ranked WHERE n <= $2 ORDER BY target_id, id";

const SIBLINGS: &str = concat!(
    "SELECT ",
    object_columns!(),
    " FROM {rows} CROSS JOIN objects p CROSS JOIN objects o
    WHERE p.kind = r.kind AND p.code = r.code AND o.parent_id = p.id AND o.type_id = r.type_id
        AND o.target_id IS NOT NULL"
);

const SIBLING_COLUMNS: &[Column] = &[("type_id", Kind::Int), ("kind", Kind::Text), ("code", Kind::Text)];

const SIBLINGS_OF: &str = concat!(
    "SELECT ",
    object_columns!(),
    " FROM objects l CROSS JOIN objects o
    WHERE l.id {in $1} AND o.parent_id = l.parent_id AND o.type_id = l.type_id AND o.target_id IS NOT NULL"
);

const CATALOGS: &str = "SELECT n.id, n.type_id FROM objects n WHERE n.id {in $1}";

/// The objects that `refs` names by code, for [`gather()`].
pub(super) fn named(refs: &Refs) -> Option<Statement> {
    let keys: BTreeSet<_> = refs.objects.union(&refs.children).collect();
    let rows = keys.into_iter().map(|(kind, code)| vec![kind.name().into(), code.into()]).collect();
    round::over(NAMED, NAMED_COLUMNS, rows)
}

/// The links of a type from an origin that `refs` wants all of, for [`gather()`].
pub(super) fn siblings(refs: &Refs) -> Option<Statement> {
    let rows = refs.siblings.iter();
    let rows = rows.map(|(type_id, kind, code)| vec![(*type_id).into(), kind.name().into(), code.into()]).collect();
    round::over(SIBLINGS, SIBLING_COLUMNS, rows)
}

/// Reads on from the rows of [`named`] and [`siblings`]: what is above, below and placed there, what leads there, and the
/// uses.
pub(super) async fn gather(
    conn: &mut Conn<'_>,
    refs: &Refs,
    (named, siblings): (&[Row], &[Row]),
    loaded: &mut Loaded,
) -> Result<(), Error> {
    let mut objects = Gathered::default();
    let named = objects.add(named)?;
    let mut siblings = objects.add(siblings)?;
    let tops = tops(refs, &objects);
    let nodes = tops.iter().copied().filter(|id| is_node(&objects, *id)).collect();
    let own_links = named.iter().copied().filter(|id| is_link(&objects, *id)).collect();
    let [ancestors, below, placed, of_links] = round::run(
        conn,
        [
            gather::ancestors(named),
            round::among(BELOW, tops.clone()),
            placed(nodes),
            round::among(SIBLINGS_OF, own_links),
        ],
    )
    .await?;
    objects.add(&ancestors)?;
    siblings.extend(objects.add(&of_links)?);
    let below = objects.add(&below)?;
    let tree = [tops, below.clone()].concat();
    let ends = tree.iter().copied().filter(|id| !is_node(&objects, *id) && !is_link(&objects, *id)).collect();
    let [leading] = round::run(conn, [leading(ends)]).await?;
    let uses = uses::find(conn, &refs.uses).await?;

    let (placed, leading) = (pairs(&placed)?, pairs(&leading)?);
    let holders = uses.values().flat_map(|ids| ids.iter().take(MAX_USES));
    let wanted = placed.iter().chain(&leading).map(|(_, id)| id).chain(holders).chain(&refs.numbers);
    let missing: BTreeSet<_> = wanted.copied().filter(|id| objects.get(*id).is_none()).collect();
    let leading_ids = leading.iter().map(|(_, id)| *id).collect();
    let [missing, of_leading] =
        round::run(conn, [gather::by_id(Vec::from_iter(missing)), round::among(SIBLINGS_OF, leading_ids)]).await?;
    objects.add(&missing)?;
    siblings.extend(objects.add(&of_leading)?);
    complete(conn, &mut objects).await?;
    if refs.catalogs {
        loaded.catalogs = catalogs(conn, &objects).await?;
    }

    let objects = objects.finish();
    loaded.placed = used(&objects, tree.iter().filter(|id| is_shared_node(&objects, **id)), &placed);
    loaded.leading = used(&objects, tree.iter(), &leading);
    loaded.children = children(&objects, &tree, &below);
    loaded.siblings = families(&objects, siblings);
    loaded.numbered = refs.numbers.iter().filter_map(|id| objects.get(id)).cloned().collect();
    loaded.uses = uses.into_iter().map(|(what, ids)| (what, users(&objects, &ids))).collect();
    loaded.objects = objects.into_values().map(|object| ((object.kind, object.code.clone()), object)).collect();
    Ok(())
}

/// Adds the origins of links, and to each object where it is placed and what types of link it is linked by.
async fn complete(conn: &mut Conn<'_>, objects: &mut Gathered) -> Result<(), Error> {
    let origins: BTreeSet<_> = objects
        .all()
        .filter(|object| object.target.is_some())
        .filter_map(|link| Some(link.parent.as_ref()?.id))
        .collect();
    let missing: Vec<_> = origins.into_iter().filter(|id| objects.get(*id).is_none()).collect();
    let known = |ids: Vec<i64>| [ids, missing.clone()].concat();
    let [placements, linked, origins] = round::run(
        conn,
        [
            gather::placements(known(objects.placeable())),
            gather::linked(known(objects.origins())),
            gather::by_id(missing.clone()),
        ],
    )
    .await?;
    objects.add(&origins)?;
    objects.place(&placements)?;
    objects.link(&linked)
}

/// The catalogs of the classifications in which these are placed.
async fn catalogs(conn: &mut Conn<'_>, objects: &Gathered) -> Result<HashMap<i64, i64>, Error> {
    let nodes: BTreeSet<_> = objects.all().flat_map(|object| &object.placements).map(|node| node.id).collect();
    let [rows] = round::run(conn, [round::among(CATALOGS, Vec::from_iter(nodes))]).await?;
    Ok(pairs(&rows)?.into_iter().collect())
}

/// The objects whose children are wanted.
fn tops(refs: &Refs, objects: &Gathered) -> Vec<i64> {
    let wanted = |object: &&Object| refs.children.contains(&(object.kind, object.code.clone()));
    objects.all().filter(wanted).map(|object| object.id).collect()
}

fn is_node(objects: &Gathered, id: i64) -> bool {
    objects.get(id).is_some_and(|object| object.kind == ObjectKind::Classification)
}

fn is_link(objects: &Gathered, id: i64) -> bool {
    objects.get(id).is_some_and(|object| object.kind == ObjectKind::Link)
}

/// What is placed in each of these nodes.
fn placed(nodes: Vec<i64>) -> Option<Statement> {
    (!nodes.is_empty()).then(|| Statement::new(PLACED, vec![nodes.into(), ENOUGH.into()]))
}

/// The links that lead to each of these.
fn leading(ends: Vec<i64>) -> Option<Statement> {
    (!ends.is_empty()).then(|| Statement::new(LEADING, vec![ends.into(), ENOUGH.into()]))
}

/// The two numbers of each row.
fn pairs(rows: &[Row]) -> Result<Vec<(i64, i64)>, Error> {
    rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect()
}

type Shared = HashMap<i64, Arc<Object>>;

fn is_shared_node(objects: &Shared, id: i64) -> bool {
    objects.get(&id).is_some_and(|object| object.kind == ObjectKind::Classification)
}

fn children(objects: &Shared, tree: &[i64], below: &[i64]) -> HashMap<i64, Vec<Arc<Object>>> {
    let mut children: HashMap<_, _> = tree.iter().map(|id| (*id, Vec::new())).collect();
    for object in below.iter().filter_map(|id| objects.get(id)) {
        if let Some(siblings) = object.parent.as_ref().and_then(|parent| children.get_mut(&parent.id)) {
            siblings.push(Arc::clone(object));
        }
    }
    children
}

/// Links by type and origin.
fn families(objects: &Shared, ids: Vec<i64>) -> HashMap<(i64, i64), Vec<Arc<Object>>> {
    let mut families: HashMap<_, Vec<_>> = HashMap::new();
    for link in BTreeSet::from_iter(ids).iter().filter_map(|id| objects.get(id)) {
        if let Some(origin) = &link.parent {
            families.entry((link.type_id, origin.id)).or_default().push(Arc::clone(link));
        }
    }
    families
}

/// What of these pairs belongs to each of those.
fn used<'a>(objects: &Shared, of: impl Iterator<Item = &'a i64>, pairs: &[(i64, i64)]) -> HashMap<i64, Uses> {
    let mut ids: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (of, id) in pairs {
        ids.entry(*of).or_default().push(*id);
    }
    of.map(|id| (*id, users(objects, ids.get(id).map_or(&[], Vec::as_slice)))).collect()
}

/// The objects of one use; one more than may be used says that there are more.
fn users(objects: &Shared, ids: &[i64]) -> Uses {
    let known = ids.iter().take(MAX_USES).filter_map(|id| objects.get(id));
    Uses { objects: known.cloned().collect(), more: ids.len() > MAX_USES }
}
