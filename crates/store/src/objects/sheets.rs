//! Objects with all that a face prints with them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use model::object::{Object, ObjectKind};
use model::query::{MAX_EMBEDDED, Sheet, Sheets};
use model::schema::{DefinitionKind, LinkType, Schema};

use crate::Error;
use crate::conn::{Conn, Statement};
use crate::decode::object_columns;
use crate::gather::{self, Gathered};
use crate::{round, values};

const CHILDREN: &str = concat!(
    "SELECT ",
    object_columns!(),
    " FROM (
        SELECT c.*, row_number() OVER (PARTITION BY c.parent_id ORDER BY c.sequence, c.code) AS n
        FROM objects c WHERE c.parent_id {in $1} AND c.kind <> 'link'
    ) o WHERE o.n <= $2 ORDER BY o.sequence, o.code"
);

const LINKS: &str = concat!(
    "SELECT ",
    object_columns!(),
    " FROM (
        SELECT c.*, row_number() OVER (PARTITION BY c.parent_id, t.kind = 'asset' ORDER BY c.type_id, c.sequence, c.id) AS n
        FROM objects c JOIN objects t ON t.id = c.target_id WHERE c.parent_id {in $1}
    ) o WHERE o.n <= $2 OR o.type_id {in $3} ORDER BY o.type_id, o.sequence, o.id"
);

const LEADING: &str = concat!(
    "SELECT ",
    object_columns!(),
    " FROM (
        SELECT c.*, row_number() OVER (PARTITION BY c.target_id, p.kind ORDER BY c.type_id, c.sequence, c.id) AS n
        FROM objects c JOIN objects p ON p.id = c.parent_id WHERE c.target_id {in $1}
    ) o WHERE o.n <= $2 ORDER BY o.type_id, o.sequence, o.id"
);

/// The assets that these lead to and that are not in use.
const INACTIVE: &str = "SELECT DISTINCT t.id FROM objects c JOIN objects t ON t.id = c.target_id
    WHERE c.parent_id {in $1} AND t.kind = 'asset' AND NOT t.active";

const VALUES_BELOW: &str = concat!(
    "SELECT ",
    object_columns!(),
    " FROM objects v CROSS JOIN objects o WHERE v.parent_id {in $1} AND v.kind = 'variant'
        AND o.parent_id = v.id AND o.target_id IS NOT NULL AND o.type_id {in $2} ORDER BY o.type_id, o.sequence, o.id"
);

const VALUES_ABOVE: &str = concat!(
    "SELECT ",
    object_columns!(),
    " FROM objects v CROSS JOIN objects o WHERE v.id {in $1} AND v.kind = 'variant'
        AND o.parent_id = v.parent_id AND o.target_id IS NOT NULL AND o.type_id {in $2}
    ORDER BY o.type_id, o.sequence, o.id"
);

#[expect(clippy::cast_possible_wrap, reason = "a hundred")]
const EMBEDDED: i64 = MAX_EMBEDDED as i64;

type Shared = HashMap<i64, Arc<Object>>;

/// The objects of that kind with these numbers, in this order; the attributes of `schema` tell which
/// of their values are predefined, or links. A fixed number of statements, however many objects.
pub async fn sheets(conn: &mut Conn<'_>, kind: ObjectKind, ids: &[i64], schema: &Schema) -> Result<Sheets, Error> {
    let has_children = matches!(kind, ObjectKind::Document | ObjectKind::Classification) && !ids.is_empty();
    let has_ancestors = matches!(kind, ObjectKind::Variant | ObjectKind::Classification);
    let [links, leading, beside] = around(kind, ids, schema);
    let has_links = links.is_some();
    let [asked, children, ancestors, links, inactive, leading, beside] = round::run(
        conn,
        [
            gather::by_id(ids.to_vec()),
            has_children.then(|| Statement::new(CHILDREN, vec![ids.to_vec().into(), EMBEDDED.into()])),
            if has_ancestors { gather::ancestors(ids.to_vec()) } else { None },
            links,
            has_links.then(|| Statement::new(INACTIVE, vec![ids.to_vec().into()])),
            leading,
            beside,
        ],
    )
    .await?;
    let mut objects = Gathered::default();
    objects.add(&asked)?;
    let children = objects.add(&children)?;
    objects.add(&ancestors)?;
    let (links, leading, beside) = (objects.add(&links)?, objects.add(&leading)?, objects.add(&beside)?);

    let named = values::named_by(objects.all(), schema);
    let inactive = inactive.iter().map(|row| row.int(0)).collect::<Result<HashSet<i64>, Error>>()?;
    let mains = mains(&objects, &links, &inactive, schema);
    let [placements, linked, values, assets] = round::run(
        conn,
        [
            gather::placements(objects.placeable()),
            gather::linked(objects.origins()),
            values::named(&named),
            has_links.then(|| gather::by_ids(mains.values().copied().collect())),
        ],
    )
    .await?;
    objects.add(&assets)?;
    objects.place(&placements)?;
    objects.link(&linked)?;

    let objects = objects.finish();
    let parent = |object: &Object| object.parent.as_ref().map(|parent| parent.id);
    let children = grouped(&objects, &children, parent);
    let links = grouped(&objects, &links, parent);
    let leading = grouped(&objects, &leading, |link| link.target.as_ref().map(|target| target.id));
    let beside = grouped(&objects, &beside, parent);
    let asked = ids.iter().filter_map(|id| objects.get(id)).filter(|object| object.kind == kind);
    let sheets = asked.map(|object| {
        let own = |groups: &Groups| groups.get(&object.id).cloned().unwrap_or_default();
        let (children, links, leading) = (own(&children), own(&links), own(&leading));
        let ancestors = ancestors_of(object, &objects);
        let others = children.iter().chain(&ancestors).filter_map(|other| beside.get(&other.id));
        let beside = others.flatten().cloned().collect();
        let main_asset = mains.get(&object.id).and_then(|id| objects.get(id)).cloned();
        Sheet { main_asset, children, ancestors, links, leading, beside, ..Sheet::of(Arc::clone(object)) }
    });
    Ok(Sheets { sheets: sheets.collect(), values: values::by_code(&values)? })
}

/// The number of the main asset by its origin's: the first that is in use.
fn mains(objects: &Gathered, links: &[i64], inactive: &HashSet<i64>, schema: &Schema) -> HashMap<i64, i64> {
    let mut by_origin: HashMap<i64, Vec<&Object>> = HashMap::new();
    let is_in_use = |link: &&Object| link.target.as_ref().is_some_and(|target| !inactive.contains(&target.id));
    for link in links.iter().filter_map(|id| objects.get(*id)).filter(is_in_use) {
        if let Some(origin) = &link.parent {
            by_origin.entry(origin.id).or_default().push(link);
        }
    }
    let main = |links: Vec<&Object>| Some(schema.main_link(links.into_iter())?.target.as_ref()?.id);
    by_origin.into_iter().filter_map(|(origin, links)| Some((origin, main(links)?))).collect()
}

/// The links from these objects, those to them, and those that are values of their variants or documents; as far as
/// there can be any.
fn around(kind: ObjectKind, ids: &[i64], schema: &Schema) -> [Option<Statement>; 3] {
    if ids.is_empty() || schema.all(DefinitionKind::LinkType).next().is_none() {
        return [None, None, None];
    }
    let list = || ids.to_vec().into();
    let of_values = schema.value_types();
    let beside = match kind {
        ObjectKind::Document => Some(VALUES_BELOW),
        ObjectKind::Variant => Some(VALUES_ABOVE),
        ObjectKind::Classification | ObjectKind::Asset | ObjectKind::Link => None,
    };
    let beside = beside.filter(|_| !of_values.is_empty());
    [
        LinkType::ORIGINS
            .contains(&kind)
            .then(|| Statement::new(LINKS, vec![list(), EMBEDDED.into(), of_values.clone().into()])),
        LinkType::TARGETS.contains(&kind).then(|| Statement::new(LEADING, vec![list(), EMBEDDED.into()])),
        beside.map(|sql| Statement::new(sql, vec![list(), of_values.clone().into()])),
    ]
}

type Groups = HashMap<i64, Vec<Arc<Object>>>;

/// Objects, in order, by the number of another.
fn grouped(objects: &Shared, ids: &[i64], by: impl Fn(&Object) -> Option<i64>) -> Groups {
    let mut groups = Groups::new();
    for object in ids.iter().filter_map(|id| objects.get(id)) {
        if let Some(other) = by(object) {
            groups.entry(other).or_default().push(Arc::clone(object));
        }
    }
    groups
}

/// From the root down to the parent. No longer than there are objects, even in a damaged tree.
fn ancestors_of(object: &Object, objects: &Shared) -> Vec<Arc<Object>> {
    let parent_of = |object: &Object| object.parent.as_ref().and_then(|parent| objects.get(&parent.id));
    let mut ancestors: Vec<_> =
        std::iter::successors(parent_of(object), |parent| parent_of(parent)).take(objects.len()).cloned().collect();
    ancestors.reverse();
    ancestors
}
