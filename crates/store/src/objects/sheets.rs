//! Objects with all that a face prints with them.

use std::collections::HashMap;
use std::sync::Arc;

use model::object::{Object, ObjectKind};
use model::query::{MAX_EMBEDDED, Sheet, Sheets};
use model::schema::Schema;

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

#[expect(clippy::cast_possible_wrap, reason = "a hundred")]
const EMBEDDED: i64 = MAX_EMBEDDED as i64;

type Shared = HashMap<i64, Arc<Object>>;

/// The objects of that kind with these numbers, in this order; the attributes of `schema` tell which
/// of their values are predefined. A fixed number of statements, however many objects.
pub async fn sheets(conn: &mut Conn<'_>, kind: ObjectKind, ids: &[i64], schema: &Schema) -> Result<Sheets, Error> {
    let has_children = matches!(kind, ObjectKind::Document | ObjectKind::Classification) && !ids.is_empty();
    let has_ancestors = matches!(kind, ObjectKind::Variant | ObjectKind::Classification);
    let [asked, children, ancestors] = round::run(
        conn,
        [
            gather::by_id(ids.to_vec()),
            has_children.then(|| Statement::new(CHILDREN, vec![ids.to_vec().into(), EMBEDDED.into()])),
            if has_ancestors { gather::ancestors(ids.to_vec()) } else { None },
        ],
    )
    .await?;
    let mut objects = Gathered::default();
    objects.add(&asked)?;
    let children = objects.add(&children)?;
    objects.add(&ancestors)?;

    let named = values::named_by(objects.all(), schema);
    let [placements, linked, values] = round::run(
        conn,
        [gather::placements(objects.placeable()), gather::linked(objects.origins()), values::named(&named)],
    )
    .await?;
    objects.place(&placements)?;
    objects.link(&linked)?;

    let objects = objects.finish();
    let families = families(&objects, &children);
    let asked = ids.iter().filter_map(|id| objects.get(id)).filter(|object| object.kind == kind);
    let sheets = asked.map(|object| Sheet {
        object: Arc::clone(object),
        children: families.get(&object.id).cloned().unwrap_or_default(),
        ancestors: ancestors_of(object, &objects),
    });
    Ok(Sheets { sheets: sheets.collect(), values: values::by_code(&values)? })
}

/// The children of each parent, in order.
fn families(objects: &Shared, children: &[i64]) -> HashMap<i64, Vec<Arc<Object>>> {
    let mut families: HashMap<_, Vec<_>> = HashMap::new();
    for child in children.iter().filter_map(|id| objects.get(id)) {
        if let Some(parent) = &child.parent {
            families.entry(parent.id).or_default().push(Arc::clone(child));
        }
    }
    families
}

/// From the root down to the parent. No longer than there are objects, even in a damaged tree.
fn ancestors_of(object: &Object, objects: &Shared) -> Vec<Arc<Object>> {
    let parent_of = |object: &Object| object.parent.as_ref().and_then(|parent| objects.get(&parent.id));
    let mut ancestors: Vec<_> =
        std::iter::successors(parent_of(object), |parent| parent_of(parent)).take(objects.len()).cloned().collect();
    ancestors.reverse();
    ancestors
}
