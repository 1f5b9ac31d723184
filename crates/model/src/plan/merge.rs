//! What a put does to values: one that is left out stays, null clears, a value replaces.

use std::borrow::Cow;

use super::link::{self, Wanted};
use super::overlay::Overlay;
use super::step::Faults;
use super::tagging;
use super::written::Written;
use crate::attribute::{self, Form};
use crate::body::Body;
use crate::command::{PutObject, Unknown, ValueInput};
use crate::input::Input;
use crate::object::{ObjectKind, ObjectRef};
use crate::problem::{Field, Violation, article};
use crate::schema::{Attribute, DefinitionKind, LinkType, Locale, Schema};
use crate::tags;
use crate::value::{Stored, Value};

/// Whose values they are.
pub(super) struct Holder<'a> {
    /// Its number; `None`: it is new.
    pub id: Option<i64>,
    pub kind: ObjectKind,
    /// The document type or link type; `None` of a classification or an asset.
    pub type_code: Option<&'a str>,
    /// Whether it is known what is available: not if the command names no type.
    pub is_typed: bool,
    /// The attribute set of it or, of a variant, of its document.
    pub set: Option<i64>,
    pub own: &'a Body,
    /// Whether it takes what attributes and tags give to new objects.
    pub is_new: bool,
    /// A variant's document.
    pub inherited: Option<&'a Body>,
}

/// The outcome of a merge.
pub(super) struct Merged {
    /// The values after it; `None`: the same as before.
    pub body: Option<Body>,
    /// Whether what is inherited decided anything.
    pub compared: bool,
    /// The values that are links.
    pub links: Vec<Wanted>,
}

struct Merge<'a, 'b> {
    view: &'a Overlay<'a>,
    holder: &'a Holder<'a>,
    body: Cow<'a, Body>,
    compared: bool,
    /// Whether a variant is brought back as it stood: it keeps what it would inherit anyway.
    comes_back: bool,
    links: Vec<Wanted>,
    faults: &'b mut Faults,
}

/// Merges the values of a put into those of the holder.
pub(super) fn apply(view: &Overlay<'_>, holder: &Holder<'_>, put: &PutObject, faults: &mut Faults) -> Merged {
    let mut merge = Merge {
        view,
        holder,
        body: Cow::Borrowed(holder.own),
        compared: false,
        comes_back: !put.takes_defaults,
        links: Vec::new(),
        faults,
    };
    for (code, input) in &put.values {
        merge.tell_outside(code, put.unknown);
        match merge.available(code) {
            Ok(attribute) if attribute.is_read_only && put.unknown == Unknown::Warn => {
                let message = format!("\"{code}\" is read-only.");
                merge.faults.warn(Field::Attribute(code.clone()), "read_only", message);
            }
            Ok(attribute) if attribute.kind.target().is_some() => {
                if let Err(violation) = merge.link(code, attribute, Written::new(attribute, input)) {
                    merge.faults.violations.push(violation);
                }
            }
            Ok(attribute) => merge.write(code, attribute, Written::new(attribute, input)),
            Err(_) if put.clears_leniently && says_nothing(input) => {}
            Err(violation) if put.unknown == Unknown::Warn => merge.faults.warnings.push(violation),
            Err(violation) => merge.faults.violations.push(violation),
        }
    }
    if holder.is_new {
        merge.take_defaults(put);
    }
    merge.tag(put);
    let Merge { body, compared, links, .. } = merge;
    let body = match body {
        Cow::Owned(body) if body != *holder.own => Some(body),
        _ => None,
    };
    Merged { body, compared, links }
}

impl<'a> Merge<'a, '_> {
    fn available(&self, code: &str) -> Result<&'a Attribute, Violation> {
        let Holder { kind, type_code, is_typed, set, .. } = *self.holder;
        let refuse = |rule, message: String| Err(Violation::new(Field::Attribute(code.to_owned()), rule, message));
        let Some(attribute) = self.view.schema.attribute(code) else {
            return refuse("unknown_attribute", format!("There is no attribute \"{code}\"."));
        };
        if is_typed && !self.view.schema.is_available((code, attribute), kind, type_code, set) {
            let of_type = type_code.map(|code| format!(" of the type \"{code}\"")).unwrap_or_default();
            let holder = kind.name();
            let a = if article(holder) == "an" { "An" } else { "A" };
            return refuse("not_available", format!("{a} {holder}{of_type} has no attribute \"{code}\"."));
        }
        Ok(attribute)
    }

    /// A value outside of the set is kept and not shown; who is warned of unknown attributes is told so.
    fn tell_outside(&mut self, code: &str, unknown: Unknown) {
        let Holder { kind, set, .. } = *self.holder;
        if unknown == Unknown::Warn && self.available(code).is_ok() && !self.view.schema.is_within(set, kind, code) {
            let message = format!("The attribute \"{code}\" is outside of the attribute set; its value is not shown.");
            self.faults.warn(Field::Attribute(code.to_owned()), "outside_set", message);
        }
    }

    /// What the put doesn't mention is as the attributes say. A variant takes no default of its document's.
    fn take_defaults(&mut self, put: &PutObject) {
        let Holder { kind, type_code, set, .. } = *self.holder;
        let schema: &'a Schema = &self.view.schema;
        for (code, attribute) in schema.giving_attributes() {
            let is_own = attribute.object_type == kind && attribute.is_available(kind, type_code);
            if is_own && schema.is_within(set, kind, code) && !put.values.iter().any(|(mentioned, _)| mentioned == code)
            {
                self.body
                    .to_mut()
                    .0
                    .extend(attribute.default_value.iter().map(|value| (code.to_owned(), Stored::clone(value))));
            }
        }
    }

    /// The tags of a document are kept beside its values.
    fn tag(&mut self, put: &PutObject) {
        let Holder { kind, type_code, own, is_new, .. } = *self.holder;
        let Some(document_type) = type_code.filter(|_| kind == ObjectKind::Document) else { return };
        let codes = tagging::written(self.view, put, document_type, own, is_new, self.faults);
        if codes != tags::written(own) {
            let value = (!codes.is_empty()).then_some(Value::Codes(codes));
            self.body.to_mut().set(tags::WRITTEN, None, value);
        }
    }

    fn write(&mut self, code: &str, attribute: &Attribute, written: Written<'_>) {
        match written {
            Written::Cleared if self.body.0.contains_key(code) => {
                self.body.to_mut().0.remove(code);
            }
            Written::Cleared => {}
            Written::Bare(input) => {
                let expected = format!("an object with values by locale ({})", self.locales());
                let message = format!("This value should be {expected}; got {}.", input.describe());
                self.faults.refuse(Field::Attribute(code.to_owned()), "wrong_type", message);
            }
            written => {
                for (locale, input) in written.each() {
                    if let Err((rule, message)) = self.one(code, attribute, locale, input) {
                        self.faults.refuse(field(code, locale), rule, message);
                    }
                }
            }
        }
    }

    /// A value that is links: to these objects, each once, in this order.
    fn link(&mut self, code: &str, attribute: &Attribute, written: Written<'_>) -> Result<(), Violation> {
        let field = || Field::Attribute(code.to_owned());
        let link_type = attribute.link_type.as_ref().and_then(|code| self.view.schema.get::<LinkType>(code));
        let Some((type_id, link_type)) = link_type.filter(|(_, own)| own.origin_type == self.holder.kind) else {
            let message = format!("Only {}s hold \"{code}\" themselves.", attribute.object_type.name());
            return Err(Violation::new(field(), "not_available", message));
        };
        let mut targets: Vec<ObjectRef> = Vec::new();
        for (_, input) in written.each().into_iter().filter(|(_, input)| !input.clears()) {
            let codes = attribute::targets(input).map_err(|(rule, why)| Violation::new(field(), rule, why))?;
            for target in codes {
                let to = link::end(self.view, link_type.target_type, &target, &|of| link_type.is_to(of), field())?;
                if self.holder.id == Some(to.id) {
                    return Err(Violation::new(field(), "self_link", "Expected other objects than this one."));
                }
                if targets.iter().all(|known| known.id != to.id) {
                    targets.push(to);
                }
            }
        }
        self.links.push(Wanted { type_id, targets });
        Ok(())
    }

    fn one(
        &mut self,
        code: &str,
        attribute: &Attribute,
        locale: Option<&str>,
        input: &Input,
    ) -> Result<(), attribute::Refused> {
        let unusable = locale.map_or(Ok(None), |locale| self.check_locale(locale))?;
        let form = Form::of(attribute, &self.view.schema);
        let value = form.merge(self.body.value(code, locale), input)?;
        if self.body.value(code, locale) == value.as_ref() {
            return Ok(());
        }
        if let Some(refused) = unusable {
            return Err(refused);
        }
        if let Some(value) = &value {
            form.check(value)?;
            self.check_codes(code, attribute, value)?;
        }
        let value = value.filter(|value| !self.is_inherited(code, attribute, locale, value));
        if self.body.value(code, locale) != value.as_ref() {
            self.body.to_mut().set(code, locale, value);
        }
        Ok(())
    }

    /// Whether a variant that had no value of its own would only repeat what it inherits.
    fn is_inherited(&mut self, code: &str, attribute: &Attribute, locale: Option<&str>, value: &Value) -> bool {
        let inherits = !self.comes_back && attribute.is_inherited && self.holder.own.value(code, locale).is_none();
        let Some(above) = self.holder.inherited.filter(|_| inherits) else { return false };
        self.compared = true;
        above.value(code, locale) == Some(value)
    }

    fn check_codes(&self, code: &str, attribute: &Attribute, value: &Value) -> Result<(), attribute::Refused> {
        let unknown = attribute::codes(value, attribute.kind).iter().find(|c| self.view.value(code, c).is_none());
        match unknown {
            Some(unknown) => {
                let shown: String = unknown.chars().take(60).collect();
                Err(("unknown_code", format!("The list of the attribute \"{code}\" has no value \"{shown}\".")))
            }
            None => Ok(()),
        }
    }

    /// Why the locale can't take another value than it has. Errors: there is no such locale.
    fn check_locale(&self, code: &str) -> Result<Option<attribute::Refused>, attribute::Refused> {
        let refused =
            |rule, is: &str| (rule, format!("The locale \"{code}\" {is}; expected one of {}.", self.locales()));
        match self.view.schema.locale(code) {
            None => Err(refused("unknown_locale", "does not exist")),
            Some(locale) if !locale.is_active => Ok(Some(refused("inactive_locale", "is inactive"))),
            Some(locale) if !locale.is_data => Ok(Some(refused("no_data_locale", "holds no data"))),
            Some(_) => Ok(None),
        }
    }

    /// The locales that take values, for messages.
    fn locales(&self) -> String {
        let all = self.view.schema.all(DefinitionKind::Locale).map(|definition| definition.code.as_str());
        let usable = |code: &&str| self.view.schema.locale(code).is_some_and(Locale::holds_data);
        all.filter(usable).collect::<Vec<_>>().join(", ")
    }
}

/// Whether it only clears.
fn says_nothing(input: &ValueInput) -> bool {
    fn clears(input: &Input) -> bool {
        match input {
            Input::Map(pairs) => pairs.iter().all(|(_, input)| clears(input)),
            other => other.clears(),
        }
    }
    let (ValueInput::Whole(input) | ValueInput::In(_, input)) = input;
    clears(input)
}

fn field(code: &str, locale: Option<&str>) -> Field {
    match locale {
        Some(locale) => Field::Localised(code.to_owned(), locale.to_owned()),
        None => Field::Attribute(code.to_owned()),
    }
}
