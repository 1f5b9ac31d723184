//! What of an answer exists for a reader who may not see all of the catalogue.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use model::object::{Object, ObjectKind, ObjectRef};
use model::permission::{Rights, Scope};
use model::query::{Condition, Filter, Head, MAX_LIMIT, Query, Sheet, Sheets, Test};
use model::schema::Schema;

use crate::{App, Failure};

impl App {
    /// The heads of those of these objects that exist for the reader.
    pub(crate) async fn visible(
        &self,
        rights: &Rights,
        kind: ObjectKind,
        codes: Vec<String>,
    ) -> Result<(Vec<Head>, Arc<Schema>), Failure> {
        let filter = Filter::Is(Condition::Code(Test::Equals(codes)));
        let query = Query { filter, limit: MAX_LIMIT, ..Query::all(kind, rights.clone()) };
        let (heads, schema) = self.heads(query).await?;
        Ok((heads.heads, schema))
    }

    /// Leaves what exists for the reader. That those of the numbers `known` do is known.
    pub(crate) async fn reduce(
        &self,
        rights: &Rights,
        scope: &Scope,
        sheets: &mut Sheets,
        known: &[i64],
    ) -> Result<(), Failure> {
        let left = if hides_objects(scope) { Some(self.left(rights, sheets).await?) } else { None };
        let schema = self.schema.current();
        let hidden = scope.hidden_links(&schema);
        let is_left = |id: i64| known.contains(&id) || left.as_ref().is_none_or(|left| left.contains(&id));
        sheets.sheets.retain(|sheet| is_left(sheet.object.id));
        for sheet in &mut sheets.sheets {
            sheet.children.retain(|child| is_left(child.id));
            sheet.ancestors.retain(|ancestor| is_left(ancestor.id));
            for links in [&mut sheet.links, &mut sheet.leading, &mut sheet.beside] {
                links.retain(|link| is_left(link.id) && !hidden.contains(&link.type_id));
            }
            let leads_to = |id: i64| {
                let mut targets = sheet.links.iter().filter_map(|link| link.target.as_ref());
                targets.any(|target| target.id == id)
            };
            sheet.main_asset = sheet.main_asset.take().filter(|asset| leads_to(asset.id));
            let others = sheet.children.iter_mut().chain(&mut sheet.ancestors);
            let others = others.chain(&mut sheet.links).chain(&mut sheet.leading).chain(&mut sheet.beside);
            for object in [&mut sheet.object].into_iter().chain(others).map(Arc::make_mut) {
                object.body.0.retain(|code, _| !scope.hidden_attributes.contains(code));
                object.placements.retain(|node| is_left(node.id));
                object.parent = object.parent.take().filter(|parent| is_left(parent.id));
            }
        }
        sheets.values.retain(|(attribute, _), _| !scope.hidden_attributes.contains(attribute));
        Ok(())
    }

    /// Leaves the codes of what exists for the reader.
    pub(crate) async fn leave_visible(
        &self,
        rights: &Rights,
        scope: &Scope,
        placed: &mut HashMap<(i64, ObjectKind), Vec<String>>,
    ) -> Result<(), Failure> {
        if !hides_objects(scope) {
            return Ok(());
        }
        for ((_, kind), codes) in placed {
            let mut left = BTreeSet::new();
            for part in codes.chunks(MAX_LIMIT as usize) {
                let (heads, _) = self.visible(rights, *kind, part.to_vec()).await?;
                left.extend(heads.into_iter().map(|head| head.code));
            }
            codes.retain(|code| left.contains(code));
        }
        Ok(())
    }

    /// The numbers of all that exists for the reader of what is named in there.
    async fn left(&self, rights: &Rights, sheets: &Sheets) -> Result<BTreeSet<i64>, Failure> {
        let mut named: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
        for (kind, code) in sheets.sheets.iter().flat_map(objects).flat_map(named_by) {
            named.entry(kind.name()).or_default().insert(code);
        }
        let mut left = BTreeSet::new();
        for kind in ObjectKind::ALL {
            let codes: Vec<_> = named.remove(kind.name()).into_iter().flatten().collect();
            for part in codes.chunks(MAX_LIMIT as usize) {
                let (heads, _) = self.visible(rights, kind, part.to_vec()).await?;
                left.extend(heads.into_iter().map(|head| head.id));
            }
        }
        Ok(left)
    }
}

/// Whether objects are missing for the reader, not values alone.
pub(crate) fn hides_objects(scope: &Scope) -> bool {
    scope.nodes.is_some() || !scope.hidden_types.is_empty()
}

/// Whether such objects are missing: links may be hidden values.
pub(crate) fn hides(scope: &Scope, kind: ObjectKind) -> bool {
    hides_objects(scope) || (kind == ObjectKind::Link && !scope.hidden_attributes.is_empty())
}

fn objects(sheet: &Sheet) -> impl Iterator<Item = &Arc<Object>> {
    let links = sheet.links.iter().chain(&sheet.leading).chain(&sheet.beside);
    [&sheet.object].into_iter().chain(&sheet.children).chain(&sheet.ancestors).chain(links)
}

/// Kind and code of an object, and of those that it names.
fn named_by(object: &Arc<Object>) -> impl Iterator<Item = (ObjectKind, String)> {
    let code = |kind| move |named: &ObjectRef| (kind, named.code.clone());
    let parents =
        object.kind.parents().iter().flat_map(|kind| object.parent.iter().map(|named| (*kind, named.code.clone())));
    [(object.kind, object.code.clone())]
        .into_iter()
        .chain(parents)
        .chain(object.placements.iter().map(code(ObjectKind::Classification)))
}
