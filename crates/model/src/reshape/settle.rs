//! Objects as they will be once the jobs have come to them.

use std::borrow::Cow;
use std::sync::Arc;

use super::Effect;
use crate::attribute::{self, Form};
use crate::body::Body;
use crate::object::Object;
use crate::schema::Schema;
use crate::standing;
use crate::value::{Stored, Value};

/// The object as all changes that are under way leave it; the same one if none concerns it.
pub(crate) fn settled(object: &Arc<Object>, schema: &Schema) -> Arc<Object> {
    let mut body = Cow::Borrowed(&object.body);
    for reshape in schema.reshapes() {
        settle(&mut body, &reshape.effect, schema);
    }
    match body {
        Cow::Borrowed(_) => Arc::clone(object),
        Cow::Owned(body) => Arc::new(Object { body, ..Object::clone(object) }),
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

/// The body as one effect leaves it; `None`: as it is.
pub(crate) fn body_after(body: &Body, effect: &Effect, schema: &Schema) -> Option<Body> {
    let mut body = Cow::Borrowed(body);
    settle(&mut body, effect, schema);
    match body {
        Cow::Borrowed(_) => None,
        Cow::Owned(body) => Some(body),
    }
}

fn settle(body: &mut Cow<'_, Body>, effect: &Effect, schema: &Schema) {
    match effect {
        Effect::Nothing | Effect::Deletion => {}
        Effect::Attribute(code) => {
            if body.0.contains_key(code) {
                body.to_mut().0.remove(code);
            }
        }
        Effect::Locale(locale) => {
            let in_locale = |stored: &Stored| matches!(stored, Stored::Localised(map) if map.contains_key(locale));
            let codes: Vec<_> = body.0.iter().filter(|(_, stored)| in_locale(stored)).map(|(c, _)| c.clone()).collect();
            for code in codes {
                body.to_mut().set(&code, Some(locale), None);
            }
        }
        Effect::Value(owner, code) => each(body, owner, |value| {
            let left = attribute::without_code(value, code);
            (left.as_ref() != Some(value)).then_some(left)
        }),
        Effect::Workflow(workflow) => {
            if standing::named(body).any(|(named, _)| named == workflow) {
                standing::set(body.to_mut(), workflow, None);
            }
        }
        Effect::Node(workflow, node) => {
            if standing::named(body).any(|named| named == (workflow, node)) {
                standing::set(body.to_mut(), workflow, None);
            }
        }
        Effect::Form(owner) => {
            let Some(form) = schema.attribute(owner).map(|attribute| Form::of(attribute, schema)) else { return };
            each(body, owner, |value| {
                // All were looked at before: a value that doesn't convert is none of the time before.
                let converted = form.convert(value).ok()?;
                (converted != *value).then_some(Some(converted))
            });
        }
    }
}

/// Puts what `becomes` says in the place of each value of an attribute; `None` from it: the value stays.
fn each(body: &mut Cow<'_, Body>, code: &str, becomes: impl Fn(&Value) -> Option<Option<Value>>) {
    let found: Vec<(Option<String>, Option<Value>)> = match body.0.get(code) {
        None => return,
        Some(Stored::Plain(value)) => becomes(value).map(|value| (None, value)).into_iter().collect(),
        Some(Stored::Localised(map)) => {
            map.iter().filter_map(|(locale, value)| Some((Some(locale.clone()), becomes(value)?))).collect()
        }
    };
    for (locale, value) in found {
        body.to_mut().set(code, locale.as_deref(), value);
    }
}
