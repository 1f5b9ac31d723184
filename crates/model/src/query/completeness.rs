//! How complete documents are, as it is asked for.

use std::sync::Arc;

use super::fields::{Reader, check_followed};
use super::operand::{self, Expected};
use super::{AttributeName, CompletenessName, Condition, Expr, FieldRef, Filter, Leaf, Query, Question, Test};
use crate::attribute::{AttributeType, Form};
use crate::object::ObjectKind;
use crate::permission::Rights;
use crate::problem::{Kind, Problem};
use crate::schema::{CompletenessSetting, DefinitionKind, Locale, Schema};

impl Question {
    /// How many documents of a type have which percentage, by each of these: a facet each, in this order. Errors:
    /// `Malformed` for what doesn't exist for the reader; `Unavailable` while documents are counted anew.
    pub fn of_completeness(
        document_type: &str,
        names: &[CompletenessName],
        rights: &Rights,
        schema: &Schema,
    ) -> Result<Self, Problem> {
        let filter = Filter::Is(Condition::Type(vec![document_type.to_owned()]));
        let query = Query { filter, limit: 0, ..Query::all(ObjectKind::Document, rights.clone()) };
        let reader = Reader { schema, rights };
        let facets = names.iter().map(|name| reader.counted(name)).collect::<Result<_, _>>()?;
        Ok(Self { facets, ..Self::of(&query, schema)? })
    }
}

impl Reader<'_> {
    /// The test of a percentage.
    pub fn completeness(&self, name: &CompletenessName, test: &Test) -> Result<Expr, Problem> {
        let field = self.counted(name)?;
        let test = operand::of_value(Form::plain(field.kind), test).map_err(|expected| malformed(name, &expected))?;
        Ok(test.map_or(Expr::NEVER, |test| Expr::Is(Leaf::Field(vec![field], test))))
    }

    /// The field that holds the percentages.
    pub fn counted(&self, name: &CompletenessName) -> Result<FieldRef, Problem> {
        let CompletenessName { indicator, locale } = name;
        let definition = self.schema.definition(DefinitionKind::CompletenessSetting, indicator);
        let exists = |own: &CompletenessSetting| self.rights.sees_indicator(own, self.schema);
        let definition = definition
            .filter(|found| found.says().is_some_and(exists))
            .ok_or_else(|| malformed(name, &Expected::new("the code of a completeness setting", indicator)))?;
        let slot = self.schema.locale(locale).map(|own: &Locale| own.slot).ok_or_else(|| {
            let known = self.locales().collect::<Vec<_>>().join(", ");
            malformed(name, &Expected::new(format!("a locale ({known})"), locale))
        })?;
        check_followed(self.schema, definition, &shown(name))?;
        Ok(FieldRef {
            field: definition.field(slot),
            name: AttributeName { code: indicator.clone(), part: Some(locale.clone()) },
            attribute: None,
            locale: Some(Arc::from(locale.as_str())),
            currency: None,
            kind: AttributeType::Integer,
            family: None,
        })
    }
}

fn shown(name: &CompletenessName) -> String {
    format!("completeness[{}][{}]", name.indicator, name.locale)
}

fn malformed(name: &CompletenessName, expected: &Expected) -> Problem {
    Problem::new(Kind::Malformed, format!("{}: {expected}", shown(name)))
}
