//! Attributes by name, as far as they exist for the reader.

use std::sync::Arc;

use super::operand::{self, Expected};
use super::{AttributeName, Expr, FieldRef, Leaf, Test};
use crate::attribute::{AttributeType, Form, currency};
use crate::index;
use crate::permission::Rights;
use crate::problem::{Kind, Problem};
use crate::reshape::Progress;
use crate::schema::{Attribute, Definition, DefinitionKind, LinkType, Schema, State};

/// Who asks, and of what.
pub struct Reader<'a> {
    pub schema: &'a Schema,
    pub rights: &'a Rights,
}

impl<'a> Reader<'a> {
    /// The test in all fields that the name means. Errors: see [`super::Question::of`].
    pub fn value(&self, name: &AttributeName, test: &Test) -> Result<Expr, Problem> {
        let named = self.named(name)?;
        if *test != Test::Exists {
            check_filterable(&named)?;
        }
        if named.attribute.kind.target().is_some() {
            self.part(&named)?;
            return self.linked(&named, test);
        }
        let parts = match self.part(&named)? {
            Part::Whole if named.attribute.is_localizable => self.locales().map(Part::Locale).collect(),
            Part::Whole if has_currencies(named.attribute) && *test != Test::Exists => {
                currencies(named.attribute).into_iter().map(Part::Currency).collect()
            }
            part => vec![part],
        };
        let fields = parts.into_iter().filter_map(|part| self.refer(&named, part)).collect();
        let form = Form::of(named.attribute, self.schema);
        let test = operand::of_value(form, test).map_err(|expected| malformed(name, &expected))?;
        Ok(test.map_or(Expr::NEVER, |test| Expr::Is(Leaf::Field(fields, test))))
    }

    /// The test of values that are links.
    fn linked(&self, named: &Named<'_>, test: &Test) -> Result<Expr, Problem> {
        let link_type = named.attribute.link_type.as_ref().and_then(|code| self.schema.get::<LinkType>(code));
        let of_type = Expr::Is(Leaf::Type(link_type.into_iter().map(|(id, _)| id).collect()));
        Ok(self.origin_of(match test {
            Test::Exists => of_type,
            Test::Equals(codes) => Expr::all([of_type, Expr::Is(Leaf::Target(codes.clone()))]),
            _ => return Err(unordered(named)),
        }))
    }

    /// The one field that the name means: without a locale that of the default one, without a currency that of the
    /// only one.
    pub fn field(&self, name: &AttributeName) -> Result<FieldRef, Problem> {
        let named = self.named(name)?;
        check_filterable(&named)?;
        if named.attribute.kind.target().is_some() {
            return Err(unordered(&named));
        }
        let part = match self.part(&named)? {
            Part::Whole if named.attribute.is_localizable => Part::Locale(self.schema.default_locale()),
            Part::Whole if has_currencies(named.attribute) => match currencies(named.attribute)[..] {
                [only] => Part::Currency(only),
                _ => return Err(no_currency(&named)),
            },
            part => part,
        };
        self.refer(&named, part).ok_or_else(|| self.no_locale(name))
    }

    fn named<'n>(&self, name: &'n AttributeName) -> Result<Named<'n>, Problem>
    where
        'a: 'n,
    {
        let definition = self.schema.definition(DefinitionKind::Attribute, &name.code);
        let definition = definition.filter(|_| self.rights.sees_attribute(&name.code));
        let found = definition.and_then(|found| Some((&**found, found.says::<Attribute>()?)));
        let (definition, attribute) =
            found.ok_or_else(|| malformed(name, &Expected::new("the code of an attribute", &name.code)))?;
        Ok(Named { name, definition, attribute })
    }

    /// What the name says of locale or currency.
    fn part<'n>(&self, named: &Named<'n>) -> Result<Part<'n>, Problem> {
        let Named { name, attribute, .. } = *named;
        let part = match name.part.as_deref() {
            None => Ok(Part::Whole),
            Some(locale) if attribute.is_localizable => {
                self.schema.locale(locale).map(|_| Part::Locale(locale)).ok_or_else(|| self.no_locale(name))
            }
            Some(code) if has_currencies(attribute) => {
                currency::slot(code).map(|_| Part::Currency(code)).ok_or_else(|| no_currency(named))
            }
            Some(other) => Err(malformed(name, &Expected::new("no locale, as the attribute isn't localised", other))),
        }?;
        check_followed(self.schema, named.definition, &format!("attributes.{}", name.code))?;
        Ok(part)
    }

    fn no_locale(&self, name: &AttributeName) -> Problem {
        let known = self.locales().collect::<Vec<_>>().join(", ");
        malformed(name, &Expected::new(format!("a locale ({known})"), name.part.as_deref().unwrap_or_default()))
    }

    pub(super) fn locales(&self) -> impl Iterator<Item = &'a str> {
        self.schema.all(DefinitionKind::Locale).map(|definition| definition.code.as_str())
    }

    fn refer(&self, named: &Named<'_>, part: Part<'_>) -> Option<FieldRef> {
        let (slot, locale, currency) = match part {
            Part::Whole => (0, None, None),
            Part::Locale(code) => (index::slot(self.schema, Some(code))?, Some(code), None),
            Part::Currency(code) => (currency::slot(code)?, None, Some(code)),
        };
        Some(FieldRef {
            field: named.definition.field(slot),
            name: named.name.clone(),
            attribute: Some(named.name.code.as_str().into()),
            locale: locale.map(Arc::from),
            currency: currency.map(Arc::from),
            kind: named.attribute.kind,
            family: Form::of(named.attribute, self.schema).family.cloned().map(Arc::new),
        })
    }
}

/// An attribute that a name names.
struct Named<'a> {
    name: &'a AttributeName,
    definition: &'a Definition,
    attribute: &'a Attribute,
}

/// What of an attribute's values a field holds.
#[derive(Clone, Copy)]
enum Part<'a> {
    Whole,
    Locale(&'a str),
    Currency(&'a str),
}

fn has_currencies(attribute: &Attribute) -> bool {
    attribute.kind == AttributeType::Price && !attribute.is_localizable
}

fn currencies(attribute: &Attribute) -> Vec<&str> {
    let wanted = &attribute.constraints.currencies;
    if wanted.is_empty() { currency::all().collect() } else { wanted.iter().map(String::as_str).collect() }
}

fn no_currency(named: &Named<'_>) -> Problem {
    let name = named.name;
    let expected = format!("a currency, as in attributes.{}.EUR", name.code);
    malformed(name, &Expected::new(expected, name.part.as_deref().unwrap_or_default()))
}

fn check_filterable(named: &Named<'_>) -> Result<(), Problem> {
    let Named { name, attribute, .. } = *named;
    let expected = if !attribute.is_comparable() {
        "an attribute of another type; of this one only exists can be asked"
    } else if !attribute.is_filterable {
        "an attribute whose isFilterable is true (PUT it so); of others only exists can be asked"
    } else {
        return Ok(());
    };
    Err(malformed(name, &Expected::new(expected, &name.code)))
}

/// Errors: the index doesn't hold all that it should of a definition just now.
pub fn check_followed(schema: &Schema, definition: &Definition, name: &str) -> Result<(), Problem> {
    if definition.state == State::Active {
        return Ok(());
    }
    let Progress { done, total } = schema.progress(definition.id).unwrap_or_default();
    let kind = definition.spec.kind().words();
    Err(Problem::unavailable(format!(
        "{name}: this {kind} is being changed; {done} of {total} objects follow already. Try again when all do."
    )))
}

/// Links can be asked for one by one only.
fn unordered(named: &Named<'_>) -> Problem {
    let expected = "equals, notEquals, in, notIn or exists, as its values are links";
    malformed(named.name, &Expected::new(expected, named.attribute.kind.name()))
}

fn malformed(name: &AttributeName, expected: &Expected) -> Problem {
    let part = name.part.iter().fold(String::new(), |text, part| text + "." + part);
    Problem::new(Kind::Malformed, format!("attributes.{}{part}: {expected}", name.code))
}
