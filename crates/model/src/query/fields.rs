//! Attributes by name, as far as they exist for the reader.

use std::sync::Arc;

use super::operand::{self, Expected};
use super::{AttributeName, Expr, FieldRef, Leaf, Test};
use crate::index;
use crate::permission::Rights;
use crate::problem::{Kind, Problem};
use crate::reshape::Progress;
use crate::schema::{Attribute, Definition, DefinitionKind, Schema, State};

/// Who asks, and of what.
pub struct Reader<'a> {
    pub schema: &'a Schema,
    pub rights: &'a Rights,
}

impl<'a> Reader<'a> {
    /// The test in all fields that the name means. Errors: see [`super::Question::of`].
    pub fn value(&self, name: &AttributeName, test: &Test) -> Result<Expr, Problem> {
        let (definition, attribute) = self.attribute(name)?;
        if *test != Test::Exists {
            check_filterable(name, attribute)?;
        }
        let locales = match &name.locale {
            None if attribute.is_localizable => self.locales().map(Some).collect(),
            locale => vec![locale.as_deref()],
        };
        let fields = locales.into_iter().filter_map(|locale| self.refer(name, definition, attribute, locale)).collect();
        let test = operand::of_value(attribute.kind, test).map_err(|expected| malformed(name, &expected))?;
        Ok(test.map_or(Expr::NEVER, |test| Expr::Is(Leaf::Field(fields, test))))
    }

    /// The one field that the name means: without a locale that of the default one.
    pub fn field(&self, name: &AttributeName) -> Result<FieldRef, Problem> {
        let (definition, attribute) = self.attribute(name)?;
        check_filterable(name, attribute)?;
        let locale = match &name.locale {
            None if attribute.is_localizable => Some(self.schema.default_locale()),
            locale => locale.as_deref(),
        };
        self.refer(name, definition, attribute, locale).ok_or_else(|| self.no_locale(name))
    }

    fn attribute(&self, name: &AttributeName) -> Result<(&'a Definition, &'a Attribute), Problem> {
        let definition = self.schema.definition(DefinitionKind::Attribute, &name.code);
        let definition = definition.filter(|_| self.rights.sees_attribute(&name.code));
        let Some((definition, attribute)) = definition.and_then(|found| Some((&**found, found.says::<Attribute>()?)))
        else {
            return Err(malformed(name, &Expected::new("the code of an attribute", &name.code)));
        };
        match &name.locale {
            Some(locale) if !attribute.is_localizable => {
                Err(malformed(name, &Expected::new("no locale, as the attribute isn't localised", locale)))
            }
            Some(locale) if self.schema.locale(locale).is_none() => Err(self.no_locale(name)),
            _ if definition.state == State::Active => Ok((definition, attribute)),
            _ => Err(self.changing(name, definition)),
        }
    }

    /// The index doesn't hold all of its values just now.
    fn changing(&self, name: &AttributeName, definition: &Definition) -> Problem {
        let Progress { done, total } = self.schema.progress(definition.id).unwrap_or_default();
        let message = format!(
            "attributes.{}: this attribute is being changed; {done} of {total} objects follow already. Try again when all do.",
            name.code
        );
        Problem::unavailable(message)
    }

    fn no_locale(&self, name: &AttributeName) -> Problem {
        let known = self.locales().collect::<Vec<_>>().join(", ");
        malformed(name, &Expected::new(format!("a locale ({known})"), name.locale.as_deref().unwrap_or_default()))
    }

    fn locales(&self) -> impl Iterator<Item = &'a str> {
        self.schema.all(DefinitionKind::Locale).map(|definition| definition.code.as_str())
    }

    fn refer(
        &self,
        name: &AttributeName,
        definition: &Definition,
        attribute: &Attribute,
        locale: Option<&str>,
    ) -> Option<FieldRef> {
        Some(FieldRef {
            field: definition.field(index::slot(self.schema, locale)?),
            name: name.clone(),
            attribute: name.code.as_str().into(),
            locale: locale.map(Arc::from),
            kind: attribute.kind,
        })
    }
}

fn check_filterable(name: &AttributeName, attribute: &Attribute) -> Result<(), Problem> {
    if attribute.is_filterable {
        return Ok(());
    }
    let expected = "an attribute whose isFilterable is true (PUT it so); of others only exists can be asked";
    Err(malformed(name, &Expected::new(expected, &name.code)))
}

fn malformed(name: &AttributeName, expected: &Expected) -> Problem {
    let locale = name.locale.iter().fold(String::new(), |text, locale| text + "." + locale);
    Problem::new(Kind::Malformed, format!("attributes.{}{locale}: {expected}", name.code))
}
