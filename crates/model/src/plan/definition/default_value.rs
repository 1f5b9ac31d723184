//! The value that an attribute gives to new objects.

use std::collections::BTreeMap;

use crate::attribute::{self, Form, Refused};
use crate::command::{Patch, ValueInput};
use crate::input::Input;
use crate::plan::overlay::Overlay;
use crate::plan::step::Faults;
use crate::plan::written::Written;
use crate::problem::Field;
use crate::schema::Attribute;
use crate::value::{Stored, Value};

const FIELD: Field = Field::Property("defaultValue");

/// The default after a put; one that stays must fit the attribute as it becomes.
pub(super) fn merged(
    view: &Overlay<'_>,
    (code, new): (&str, &Attribute),
    old: Option<&Attribute>,
    patch: &Patch<Input>,
    faults: &mut Faults,
) -> Option<Stored> {
    let default = match patch {
        Patch::Absent => stays(view, new, old?),
        Patch::Null => return None,
        Patch::Value(input) => given(view, (code, new), input),
    };
    let default = default.unwrap_or_else(|(rule, message)| {
        faults.refuse(FIELD, rule, message);
        None
    })?;
    if new.is_unique {
        faults.refuse(
            FIELD,
            "unique",
            "No two objects may have the same value, so there can be none for all new ones.",
        );
    }
    Some(default)
}

fn stays(view: &Overlay<'_>, new: &Attribute, old: &Attribute) -> Result<Option<Stored>, Refused> {
    let Some(default) = old.default_value.as_deref() else { return Ok(None) };
    if old.is_localizable != new.is_localizable {
        return Err(("wrong_type", "Expected another default value, or null, as isLocalizable changes.".into()));
    }
    let form = Form::of(new, &view.schema);
    let one = |value: &Value| {
        let value = if old.kind == new.kind { value.clone() } else { form.convert(value)? };
        form.check(&value).map(|()| value)
    };
    each(default, one).map(Some)
}

fn each(default: &Stored, one: impl Fn(&Value) -> Result<Value, Refused>) -> Result<Stored, Refused> {
    Ok(match default {
        Stored::Plain(value) => Stored::Plain(one(value)?),
        Stored::Localised(map) => {
            let values = map.iter().map(|(locale, value)| Ok((locale.clone(), one(value)?)));
            Stored::Localised(values.collect::<Result<_, Refused>>()?)
        }
    })
}

/// The default that is sent, in the form of a value; nothing at all clears it.
fn given(view: &Overlay<'_>, of: (&str, &Attribute), input: &Input) -> Result<Option<Stored>, Refused> {
    match Written::new(of.1, &ValueInput::Whole(input.clone())) {
        Written::Cleared => Ok(None),
        Written::Plain(input) if input.clears() => Ok(None),
        Written::Plain(input) => read(view, of, input).map(|value| Some(Stored::Plain(value))),
        Written::Bare(input) => {
            Err(("wrong_type", format!("Expected an object with values by locale; got {}.", input.describe())))
        }
        Written::Localised(pairs) => {
            let filled = pairs.into_iter().filter(|(_, input)| !input.clears());
            let one = |(locale, input): (&str, &Input)| {
                if view.schema.locale(locale).is_none() {
                    return Err(("unknown_locale", format!("There is no locale \"{locale}\".")));
                }
                Ok((locale.to_owned(), read(view, of, input)?))
            };
            let values = filled.map(one).collect::<Result<BTreeMap<_, _>, Refused>>()?;
            Ok((!values.is_empty()).then_some(Stored::Localised(values)))
        }
    }
}

fn read(view: &Overlay<'_>, (code, attribute): (&str, &Attribute), input: &Input) -> Result<Value, Refused> {
    let form = Form::of(attribute, &view.schema);
    let value = form.read(input)?;
    form.check(&value)?;
    match attribute::codes(&value, attribute.kind).iter().find(|listed| view.value(code, listed).is_none()) {
        Some(unknown) => {
            Err(("unknown_code", format!("The list of the attribute \"{code}\" has no value \"{unknown}\".")))
        }
        None => Ok(value),
    }
}

/// The attribute without a code of its list in its default; `None`: it isn't there.
pub(in crate::plan) fn without(attribute: &Attribute, code: &str) -> Option<Attribute> {
    let default = attribute.default_value.as_deref()?;
    let left = match default {
        Stored::Plain(value) => attribute::without_code(value, code).map(Stored::Plain),
        Stored::Localised(map) => {
            let left = map.iter().filter_map(|(l, value)| Some((l.clone(), attribute::without_code(value, code)?)));
            let left: BTreeMap<_, _> = left.collect();
            (!left.is_empty()).then_some(Stored::Localised(left))
        }
    };
    (left.as_ref() != Some(default)).then(|| Attribute { default_value: left.map(Box::new), ..attribute.clone() })
}
