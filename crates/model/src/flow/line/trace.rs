//! From a broken rule back to the cell that broke it.

use super::column::Column;
use super::{CellProblem, LinePlan};
use crate::flow::Property;
use crate::flow::holds::Holds;
use crate::object::ObjectKind;
use crate::problem::{Field, Problem, Violation};

impl LinePlan {
    /// What is wrong with which cells of a line, whose command failed.
    pub fn traced(&self, cells: &[String], problem: &Problem) -> Vec<CellProblem> {
        if problem.violations.is_empty() {
            let rule = problem.kind.name().to_owned();
            let (column, value) = place(cells, self.told_by(Property::Code));
            return vec![CellProblem { column, value, rule, message: problem.message.clone() }];
        }
        problem.violations.iter().map(|violation| self.trace(cells, violation)).collect()
    }

    /// The cell of a line that breaks a rule.
    pub fn trace(&self, cells: &[String], violation: &Violation) -> CellProblem {
        let (column, value) = place(cells, self.column_of(&violation.field));
        CellProblem { column, value, rule: violation.rule.to_owned(), message: violation.message.clone() }
    }

    fn told_by(&self, property: Property) -> Option<&Column> {
        self.columns.iter().find(|column| column.property() == Some(property))
    }

    fn column_of(&self, field: &Field) -> Option<&Column> {
        let property = match field {
            Field::Code => Property::Code,
            Field::DocumentType => Property::DocumentType,
            Field::Document => Property::Document,
            Field::Parent if self.target.object_kind() == Some(ObjectKind::Variant) => Property::Document,
            Field::Parent => Property::Parent,
            Field::Classification | Field::Classifications(_) => Property::Classifications,
            Field::Catalog => Property::Catalog,
            Field::Owner => Property::Attribute,
            Field::LinkType => Property::LinkType,
            Field::Target => Property::Child,
            Field::Workflows(_) => Property::Workflows,
            Field::File | Field::Upload | Field::Remote => Property::Url,
            Field::Attribute(code) => return self.attribute(code, None),
            Field::Localised(code, locale) => return self.attribute(code, Some(locale)),
            Field::Property(name) | Field::Member(name, _) | Field::Item(name, ..) => {
                let name = name.split('.').next().unwrap_or_default();
                return self.field(name).or_else(|| self.told_by(Property::named(&self.target, name)?));
            }
        };
        self.told_by(property).or_else(|| self.field(field.path().split('.').next()?))
    }

    /// The first column of an attribute, in that locale if one is said.
    fn attribute(&self, wanted: &str, in_locale: Option<&str>) -> Option<&Column> {
        let mut all = self.columns.iter().filter(|column| match &column.holds {
            Holds::Attribute { code, locale, .. } => {
                code == wanted && (in_locale.is_none() || locale.as_deref() == in_locale)
            }
            _ => false,
        });
        all.next()
    }

    fn field(&self, wanted: &str) -> Option<&Column> {
        self.columns.iter().find(|column| matches!(&column.holds, Holds::Field((name, _), _) if *name == wanted))
    }
}

/// The name of a column and what is told of its cell.
fn place(cells: &[String], column: Option<&Column>) -> (String, String) {
    column.map_or_else(Default::default, |column| (column.name.clone(), column.told(cells)))
}
