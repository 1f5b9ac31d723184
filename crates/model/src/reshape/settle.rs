//! Objects as they will be once the jobs have come to them.

use std::borrow::Cow;
use std::sync::Arc;

use super::Effect;
use crate::attribute::{self, Form};
use crate::object::Object;
use crate::schema::Schema;
use crate::standing;
use crate::tags;
use crate::value::{Stored, Value};

/// The object as all changes that are under way leave it; the same one if none concerns it.
pub(crate) fn settled(object: &Arc<Object>, schema: &Schema) -> Arc<Object> {
    let mut after = Cow::Borrowed(&**object);
    for reshape in schema.reshapes() {
        settle(&mut after, &reshape.effect, schema);
    }
    match after {
        Cow::Borrowed(_) => Arc::clone(object),
        Cow::Owned(after) => Arc::new(after),
    }
}

/// Replaces objects by `settled` ones: to be done before any is shown or compared.
pub fn settle_all<'a>(objects: impl IntoIterator<Item = &'a mut Arc<Object>>, schema: &Schema) {
    if schema.reshapes().next().is_none() {
        return;
    }
    for object in objects {
        *object = settled(object, schema);
    }
}

/// The object as one effect leaves it; `None`: as it is.
pub(crate) fn object_after(object: &Object, effect: &Effect, schema: &Schema) -> Option<Object> {
    let mut after = Cow::Borrowed(object);
    settle(&mut after, effect, schema);
    match after {
        Cow::Borrowed(_) => None,
        Cow::Owned(after) => Some(after),
    }
}

fn settle(object: &mut Cow<'_, Object>, effect: &Effect, schema: &Schema) {
    match effect {
        Effect::Nothing | Effect::Deletion => {}
        Effect::Attribute(code) => {
            if object.body.0.contains_key(code) {
                object.to_mut().body.0.remove(code);
            }
        }
        Effect::Locale(locale) => {
            let in_locale = |stored: &Stored| matches!(stored, Stored::Localised(map) if map.contains_key(locale));
            let held = object.body.0.iter();
            let codes: Vec<_> = held.filter(|(_, stored)| in_locale(stored)).map(|(c, _)| c.clone()).collect();
            for code in codes {
                object.to_mut().body.set(&code, Some(locale), None);
            }
        }
        Effect::Value(owner, code) => take(object, owner, code),
        Effect::Tag(code) => take(object, tags::WRITTEN, code),
        Effect::Workflow(workflow) => {
            if standing::named(&object.body).any(|(named, _)| named == workflow) {
                standing::set(&mut object.to_mut().body, workflow, None);
            }
        }
        Effect::Node(workflow, node) => {
            if standing::named(&object.body).any(|named| named == (workflow, node)) {
                standing::set(&mut object.to_mut().body, workflow, None);
            }
        }
        Effect::Set(set) => {
            if object.set == Some(*set) {
                object.to_mut().set = None;
            }
        }
        Effect::Form(owner) => {
            let Some(form) = schema.attribute(owner).map(|attribute| Form::of(attribute, schema)) else { return };
            each(object, owner, |value| {
                // All were looked at before: a value that doesn't convert is none of the time before.
                let converted = form.convert(value).ok()?;
                (converted != *value).then_some(Some(converted))
            });
        }
    }
}

/// Takes a code from a list.
fn take(object: &mut Cow<'_, Object>, owner: &str, code: &str) {
    each(object, owner, |value| {
        let left = attribute::without_code(value, code);
        (left.as_ref() != Some(value)).then_some(left)
    });
}

/// Puts what `becomes` says in the place of each value of an attribute; `None` from it: the value stays.
fn each(object: &mut Cow<'_, Object>, code: &str, becomes: impl Fn(&Value) -> Option<Option<Value>>) {
    let found: Vec<(Option<String>, Option<Value>)> = match object.body.0.get(code) {
        None => return,
        Some(Stored::Plain(value)) => becomes(value).map(|value| (None, value)).into_iter().collect(),
        Some(Stored::Localised(map)) => {
            map.iter().filter_map(|(locale, value)| Some((Some(locale.clone()), becomes(value)?))).collect()
        }
    };
    for (locale, value) in found {
        object.to_mut().body.set(code, locale.as_deref(), value);
    }
}
