//! What the holders of an attribute say to a change of it, where they are too many to be looked at under lock.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{attribute, reform};
use crate::attribute::Form;
use crate::command::{Action, Command, DefinitionFields};
use crate::loaded::Loaded;
use crate::object::{Object, ObjectKind};
use crate::permission::Actor;
use crate::plan::overlay::Overlay;
use crate::plan::step::Faults;
use crate::plan::unique;
use crate::problem::{Field, Problem, Violation};
use crate::reshape::{Scope, settle_all};
use crate::schema::{Attribute, Definition, Schema, Spec};

/// A walk over all holders, before the change and without a lock: whoever changes meanwhile is looked at anew.
#[derive(Debug, Clone)]
pub struct Survey {
    /// As it is,
    old: Attribute,
    /// and as it shall be.
    after: Definition,
    /// What stands against it, by object.
    offences: BTreeMap<i64, Violation>,
    /// Who holds which value, by the first half of its hash: as good as all of it, and half as large.
    holders: HashMap<u128, i64>,
}

/// The surveys that commands need before they can be planned, should they concern many objects.
pub fn surveys(commands: &[Command], schema: &Schema, actor: &Actor) -> Vec<Survey> {
    let loaded = Loaded::default();
    let view = Overlay::new(&loaded, schema, actor);
    commands.iter().filter_map(|command| Survey::of(&view, command)).collect()
}

impl Survey {
    fn of(view: &Overlay<'_>, command: &Command) -> Option<Self> {
        let Action::PutDefinition(put) = &command.action else { return None };
        let DefinitionFields::Attribute(fields) = &put.fields else { return None };
        let stored = view.schema.definition(put.fields.kind(), &put.code)?;
        let old = stored.says::<Attribute>()?;
        let new = attribute::merged(view, &put.code, Some(old), fields, &mut Faults::default());
        let after = Definition { spec: Spec::Attribute(new), ..Definition::clone(stored) };
        let survey = Self { old: old.clone(), after, offences: BTreeMap::new(), holders: HashMap::new() };
        survey.is_needed().then_some(survey)
    }

    /// Whether the values decide.
    fn is_needed(&self) -> bool {
        let Some(new) = self.wanted() else { return false };
        self.old.kind != new.kind
            || (new.is_unique && !self.old.is_unique)
            || (self.old.is_inherited && !new.is_inherited)
    }

    fn wanted(&self) -> Option<&Attribute> {
        self.after.says()
    }

    /// The code of the attribute.
    pub fn attribute(&self) -> &str {
        &self.after.code
    }

    /// The objects to look at.
    pub fn scope(&self, schema: &Schema) -> Scope {
        Scope::of_attribute(schema, &self.old)
    }

    /// Looks at objects as they are stored; none of them twice, unless it was forgotten. `schema`: the present one.
    pub fn look(&mut self, mut objects: Vec<Arc<Object>>, schema: &Schema) {
        settle_all(&mut objects, schema);
        for object in objects {
            let holders = &self.holders;
            match self.verdict(&object, schema, |key| holders.get(&key).copied()) {
                Ok(keys) => self.holders.extend(keys.into_iter().map(|key| (key, object.id))),
                Err(violation) => drop(self.offences.insert(object.id, violation)),
            }
        }
    }

    /// Forgets objects that changed.
    pub fn forget(&mut self, objects: &BTreeSet<i64>) {
        self.offences.retain(|id, _| !objects.contains(id));
        self.holders.retain(|_, id| !objects.contains(id));
    }

    /// Whether so many stand against it that there is nothing more to say.
    pub fn is_lost(&self) -> bool {
        self.offences.len() >= reform::MAX_OFFENDERS
    }

    /// The keys that an object would hold, if nothing stands against it. `holder`: who holds one already.
    fn verdict(
        &self,
        object: &Object,
        schema: &Schema,
        holder: impl Fn(u128) -> Option<i64>,
    ) -> Result<Vec<u128>, Violation> {
        let (code, Some(new)) = (&self.after.code, self.wanted()) else { return Ok(Vec::new()) };
        let (kind, name) = (object.kind.name(), &object.code);
        if !object.body.0.contains_key(code) {
            return Ok(Vec::new());
        }
        if self.old.is_inherited && !new.is_inherited && object.kind == ObjectKind::Variant {
            let message = format!("The variant \"{name}\" holds a value of its own.");
            return Err(Violation::new(Field::Property("isInherited"), "values_exist", message));
        }
        let converted = reform::convert(&object.body, code, self.old.kind, Form::of(new, schema)).map_err(|why| {
            let message = format!("The {kind} \"{name}\": {why}");
            Violation::new(Field::Property("type"), "not_convertible", message)
        })?;
        if !new.is_unique {
            return Ok(Vec::new());
        }
        let keys = unique::keys_of(&self.after, object.kind, converted.as_ref().unwrap_or(&object.body));
        let keys: Vec<u128> = keys.iter().map(|taken| short(&taken.key.hash)).collect();
        if keys.iter().any(|key| holder(*key).is_some_and(|holder| holder != object.id)) {
            let property = if self.old.is_unique { "type" } else { "isUnique" };
            let message = format!("The {kind} \"{name}\" holds a value that another one has too.");
            return Err(Violation::new(Field::Property(property), "not_unique", message));
        }
        Ok(keys)
    }
}

/// The first half of a hash.
fn short(hash: &str) -> u128 {
    u128::from_str_radix(&hash[..32], 16).unwrap_or_default()
}

/// Whether all holders of an attribute bear it that it becomes `new`. Errors: that isn't known.
pub(super) fn check(
    view: &Overlay<'_>,
    definition: &Definition,
    new: &Attribute,
    faults: &mut Faults,
) -> Result<(), Problem> {
    let blank = Survey {
        old: definition.says::<Attribute>().unwrap_or(new).clone(),
        after: Definition { spec: Spec::Attribute(new.clone()), ..definition.clone() },
        offences: BTreeMap::new(),
        holders: HashMap::new(),
    };
    if !blank.is_needed() {
        return Ok(());
    }
    let survey = view.loaded.surveys.get(&definition.code);
    let Some(survey) = survey.filter(|survey| (&survey.old, &survey.after.spec) == (&blank.old, &blank.after.spec))
    else {
        let message = format!("The values of \"{}\" must be looked at first. Try again.", definition.code);
        return Err(Problem::unavailable(message));
    };
    faults.violations.extend(survey.offences.values().take(reform::MAX_OFFENDERS).cloned());
    Ok(())
}
