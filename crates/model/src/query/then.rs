//! Conditions on objects as they stood: the index knows of today alone, so each is looked at by itself.

use std::ops::RangeBounds;
use std::sync::Arc;

use super::{Expr, FieldRef, KeyTest, Leaf, Query, Question, Sheet};
use crate::completeness;
use crate::index::{fold, number_key};
use crate::object::{Object, ObjectKind};
use crate::permission::{Rights, Scope};
use crate::problem::{Kind, Problem};
use crate::schema::{DefinitionKind, Schema};
use crate::standing::{self, NODES};
use crate::tags;
use crate::value::Value;

/// Which objects are wanted, told from one as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted(Expr);

impl Wanted {
    /// What a query asks. Whether an object exists for the reader is no part of it. Errors: `Malformed` for what
    /// [`Question::of`] refuses, and for what can't be told from one object: a search, an order, facets, conditions on
    /// links, and on what lies below a classification or in a catalog.
    pub fn of(query: &Query, schema: &Schema) -> Result<Self, Problem> {
        let asked = [
            ("search", query.search.as_deref().is_some_and(|text| !text.trim().is_empty())),
            ("order", !query.order.is_empty()),
            ("facets", !query.facets.is_empty()),
        ];
        if let Some((name, _)) = asked.iter().find(|(_, is_asked)| *is_asked) {
            return Err(beyond(name));
        }
        let scope =
            query.rights.scope.as_deref().map(|scope| {
                Arc::new(Scope { hidden_attributes: scope.hidden_attributes.clone(), ..Scope::default() })
            });
        let by_value = Query { rights: Rights { scope, ..query.rights.clone() }, ..query.clone() };
        let wanted = Question::of(&by_value, schema)?.wanted;
        check(&wanted)?;
        Ok(Self(wanted))
    }

    /// Whether an object is wanted, as far as its reader sees it.
    pub fn has(&self, sheet: &Sheet, schema: &Schema) -> bool {
        holds(&self.0, sheet, schema)
    }
}

fn check(wanted: &Expr) -> Result<(), Problem> {
    match wanted {
        Expr::All(parts) | Expr::Any(parts) => parts.iter().try_for_each(check),
        Expr::Not(part) | Expr::Is(Leaf::ParentIs(_, part)) => check(part),
        Expr::Is(Leaf::Classified { descendants: true, .. }) => Err(beyond("classifications[descendants]")),
        Expr::Is(Leaf::PlacedInCatalog(_)) => Err(beyond("catalogs.id")),
        Expr::Is(Leaf::OriginOf(_) | Leaf::TargetOf(_) | Leaf::TargetIs(..)) => {
            Err(beyond("a filter by links, or by values that are links,"))
        }
        Expr::Is(_) => Ok(()),
    }
}

fn beyond(what: &str) -> Problem {
    let message = format!(
        "With asOf, {what} can't be asked: expected filters by what an object said itself, by its parent or by the \
         classifications that it was placed in."
    );
    Problem::new(Kind::Malformed, message)
}

fn holds(wanted: &Expr, sheet: &Sheet, schema: &Schema) -> bool {
    match wanted {
        Expr::All(parts) => parts.iter().all(|part| holds(part, sheet, schema)),
        Expr::Any(parts) => parts.iter().any(|part| holds(part, sheet, schema)),
        Expr::Not(part) => !holds(part, sheet, schema),
        Expr::Is(leaf) => is(leaf, sheet, schema),
    }
}

fn is(leaf: &Leaf, sheet: &Sheet, schema: &Schema) -> bool {
    let object = &*sheet.object;
    let named = |codes: &[String], code: &str| codes.iter().any(|named| named == code);
    match leaf {
        Leaf::Code(test) => test.holds(&object.code),
        Leaf::Type(ids) => ids.contains(&object.type_id),
        Leaf::Set(ids) => object.set.is_some_and(|set| ids.contains(&set)),
        Leaf::Parent(codes) => object.parent.as_ref().is_some_and(|parent| named(codes, &parent.code)),
        Leaf::Target(codes) => object.target.as_ref().is_some_and(|target| named(codes, &target.code)),
        Leaf::ParentIs(kind, part) => above(sheet, *kind, schema).is_some_and(|parent| holds(part, &parent, schema)),
        Leaf::Classified { nodes, .. } => object.placements.iter().any(|node| named(nodes, &node.code)),
        Leaf::Within(nodes) => {
            let own = [&sheet.object].into_iter().chain(&sheet.ancestors);
            own.filter(|one| one.kind == ObjectKind::Classification).any(|one| named(nodes, &one.code))
        }
        Leaf::Level(levels) => levels.iter().any(|level| *level as usize == sheet.ancestors.len()),
        Leaf::Orphan => object.placements.is_empty(),
        Leaf::Active => object.active,
        Leaf::Created(from, to) => (*from, *to).contains(&object.created.at),
        Leaf::Updated(from, to) => (*from, *to).contains(&object.updated.at),
        Leaf::Present(fields) => sheet.tags.iter().any(|code| {
            let tag = schema.definition(DefinitionKind::Tag, code);
            tag.is_some_and(|tag| fields.contains(&tag.field(0)))
        }),
        Leaf::Field(fields, test) => fields.iter().any(|field| passes(field, test, sheet)),
        // Refused before.
        Leaf::PlacedInCatalog(_) | Leaf::OriginOf(_) | Leaf::TargetOf(_) | Leaf::TargetIs(..) => false,
    }
}

/// What it stood right under, if it is of that kind.
fn above(sheet: &Sheet, kind: ObjectKind, schema: &Schema) -> Option<Sheet> {
    let (parent, ancestors) = sheet.ancestors.split_last()?;
    let tags = tags::of(parent, schema).into_iter().map(|tag| tag.code.clone()).collect();
    let completeness = completeness::of(parent, schema);
    let found = Sheet { tags, completeness, ancestors: ancestors.to_vec(), ..Sheet::of(Arc::clone(parent)) };
    Some(found).filter(|found| found.object.kind == kind)
}

fn passes(field: &FieldRef, test: &KeyTest, sheet: &Sheet) -> bool {
    let keys = match field.attribute.as_deref() {
        None => counted(field, sheet),
        Some(NODES) => {
            let own = standing::named(&sheet.object.body);
            let own = own.filter(|(workflow, _)| field.name.part.as_deref() == Some(*workflow));
            Some(own.map(|(_, node)| node.to_owned()).collect())
        }
        Some(code) => wholes(field, code, &sheet.object),
    };
    match (test, keys) {
        (KeyTest::Exists, None) => false,
        (KeyTest::Exists, Some(_)) => true,
        (test, keys) => keys.iter().flatten().any(|key: &String| test.holds(key)),
    }
}

fn counted(field: &FieldRef, sheet: &Sheet) -> Option<Vec<String>> {
    let own = sheet.completeness.iter().find(|own| own.field() == Some(field.field))?;
    Some(vec![number_key(&own.value.to_string())])
}

/// What is compared of a value: the whole of a text, folded, else its keys. `None`: there is no value.
fn wholes(field: &FieldRef, code: &str, object: &Object) -> Option<Vec<String>> {
    match object.body.value(code, field.locale.as_deref())? {
        Value::Text(text) if field.kind.is_text() => Some(vec![fold(text)]),
        value => Some(field.keys(value)).filter(|keys| field.currency.is_none() || !keys.is_empty()),
    }
}
