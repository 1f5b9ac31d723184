//! What of a history exists for a reader who may not see all of the catalogue.

use std::collections::BTreeSet;

use model::changes::{Op, Recorded};
use model::input::Input;
use model::object::ObjectKind;
use model::permission::{Rights, Scope};
use model::plan::{self, Told};
use model::query::MAX_LIMIT;
use model::schema::{DefinitionKind, Schema};
use store::conn::Conn;
use store::history::{self, Fates, Lives};

use super::Entry;
use crate::scope::hides_objects;
use crate::{App, Failure};

/// Objects by kind and code.
pub(super) type Names = BTreeSet<(ObjectKind, String)>;

impl App {
    /// Leaves what exists for the reader: changes of which nothing is left don't.
    pub(super) async fn hide(
        &self,
        rights: &Rights,
        scope: &Scope,
        schema: &Schema,
        entries: &mut Vec<Entry>,
    ) -> Result<(), Failure> {
        let named = entries.iter().flat_map(|entry| sides(entry, schema)).collect::<Names>();
        let seen = if hides_objects(scope) { self.seen(rights, &named).await? } else { named };
        entries.retain_mut(|Entry { line, fields }| {
            let change = &mut line.change;
            let kind = ObjectKind::from_name(change.kind);
            fields.retain(|told| !is_hidden(told, scope));
            for told in &mut *fields {
                for side in [&mut told.before, &mut told.after] {
                    *side = side.take().and_then(|input| left(kind, &told.path, input, schema, &seen));
                }
            }
            fields.retain(|told| told.before != told.after);
            change.locales.retain(|locale| fields.iter().any(|told| told.path.get(2) == Some(locale)));
            !fields.is_empty() || change.op != Op::Update
        });
        Ok(())
    }

    /// Leaves those that exist for the reader: of the deleted ones those that would, as they were last.
    pub(super) async fn limit(
        &self,
        rights: &Rights,
        scope: &Scope,
        (kind, code): (ObjectKind, &String),
        schema: &Schema,
        lives: &mut Lives,
    ) -> Result<(), Failure> {
        let image = |line: &Recorded| Input::parse(line.change.before.as_deref().unwrap_or("")).unwrap_or(Input::Null);
        let images: Vec<Input> = lives.gone.iter().map(image).collect();
        let mut named: Names = images.iter().flat_map(|image| plan::ends(kind, image, schema)).collect();
        named.insert((kind, code.clone()));
        let seen = self.seen(rights, &named).await?;
        lives.now = lives.now.filter(|_| seen.contains(&(kind, code.clone())));
        let mut images = images.iter();
        lives.gone.retain(|_| images.next().is_some_and(|image| would_exist(kind, code, image, scope, schema, &seen)));
        Ok(())
    }

    /// The numbers of those of these objects that exist for the reader: of the deleted ones those that would, as they were
    /// last.
    pub(super) async fn existing(
        &self,
        rights: &Rights,
        scope: &Scope,
        schema: &Schema,
        ids: BTreeSet<i64>,
    ) -> Result<BTreeSet<i64>, Failure> {
        let ids: Vec<i64> = ids.into_iter().collect();
        if ids.is_empty() {
            return Ok(BTreeSet::new());
        }
        let Fates { there, gone } =
            self.store.snapshot(async move |conn: &mut Conn<'_>| history::fates(conn, ids).await).await?;
        let image = |line: &Recorded| Input::parse(line.change.before.as_deref().unwrap_or("")).unwrap_or(Input::Null);
        let gone = gone.iter().filter_map(|line| Some((line, ObjectKind::from_name(line.change.kind)?, image(line))));
        let gone: Vec<_> = gone.collect();
        let mut named: Names = gone.iter().flat_map(|(_, kind, image)| plan::ends(*kind, image, schema)).collect();
        named.extend(there.iter().map(|(_, kind, code)| (*kind, code.clone())));
        let seen = self.seen(rights, &named).await?;
        let there = there.into_iter().filter_map(|(id, kind, code)| seen.contains(&(kind, code)).then_some(id));
        let gone = gone.iter().filter_map(|(line, kind, image)| {
            let change = &line.change;
            would_exist(*kind, &change.code, image, scope, schema, &seen).then_some(change.object_id)
        });
        Ok(there.chain(gone).collect())
    }

    /// Those of these objects that exist for the reader today.
    pub(super) async fn seen(&self, rights: &Rights, names: &Names) -> Result<Names, Failure> {
        let mut seen = Names::new();
        for kind in ObjectKind::ALL {
            let codes: Vec<_> = names.iter().filter(|(of, _)| *of == kind).map(|(_, code)| code.clone()).collect();
            for part in codes.chunks(MAX_LIMIT as usize) {
                let (heads, _) = self.visible(rights, kind, part.to_vec()).await?;
                seen.extend(heads.into_iter().map(|head| (kind, head.code)));
            }
        }
        Ok(seen)
    }
}

/// Whether it is a value that doesn't exist for the reader.
pub(super) fn is_hidden(told: &Told, scope: &Scope) -> bool {
    told.path.first().is_some_and(|field| field == "attributes")
        && told.path.get(1).is_some_and(|code| scope.hidden_attributes.contains(code))
}

/// The objects that a change names on either side.
fn sides(entry: &Entry, schema: &Schema) -> Names {
    let Some(kind) = ObjectKind::from_name(entry.line.change.kind) else { return Names::new() };
    let side = |side: fn(&Told) -> &Option<Input>| {
        let named = entry.fields.iter().filter(|told| told.path.len() == 1);
        Input::Map(named.filter_map(|told| Some((told.path[0].clone(), side(told).clone()?))).collect())
    };
    let both = [side(|told| &told.before), side(|told| &told.after)];
    both.iter().flat_map(|image| plan::ends(kind, image, schema)).collect()
}

/// What is left of one side of a field that may name objects.
pub(super) fn left(
    kind: Option<ObjectKind>,
    path: &[String],
    input: Input,
    schema: &Schema,
    seen: &Names,
) -> Option<Input> {
    let (Some(kind), [field]) = (kind, path) else { return Some(input) };
    let image = |input: Input| Input::Map(vec![(field.clone(), input)]);
    let is_left = |input: &Input| {
        let named = plan::ends(kind, &image(input.clone()), schema);
        named.is_empty() || named.iter().any(|name| seen.contains(name))
    };
    match input {
        Input::List(items) => {
            Some(Input::List(items.into_iter().filter(|item| is_left(&Input::List(vec![item.clone()]))).collect()))
        }
        one => Some(one).filter(is_left),
    }
}

/// Whether a deleted object would exist for a reader, as it was last.
fn would_exist(kind: ObjectKind, code: &str, image: &Input, scope: &Scope, schema: &Schema, seen: &Names) -> bool {
    let text = |name: &str| image.get(name).and_then(Input::text).unwrap_or_default();
    let mut ends = plan::ends(kind, image, schema).into_iter();
    match kind {
        ObjectKind::Document if scope.hidden_types.contains(text("documentType")) => false,
        ObjectKind::Document | ObjectKind::Asset => scope.nodes.is_none() || ends.any(|end| seen.contains(&end)),
        ObjectKind::Classification => {
            scope.nodes.as_ref().is_none_or(|nodes| nodes.contains(code)) || ends.any(|end| seen.contains(&end))
        }
        ObjectKind::Variant => ends.any(|end| seen.contains(&end)),
        ObjectKind::Link => {
            let own = schema.definition(DefinitionKind::LinkType, text("linkType"));
            own.is_some_and(|own| !scope.hidden_links(schema).contains(&own.id)) && ends.all(|end| seen.contains(&end))
        }
    }
}
