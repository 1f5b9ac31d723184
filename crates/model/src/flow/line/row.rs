//! One line: its cells by what they are.

use std::borrow::Cow;

use super::column::Column;
use super::{CellProblem, LinePlan};
use crate::attribute::Refused;
use crate::command::Patch;
use crate::flow::Property;
use crate::flow::cell;
use crate::flow::holds::Holds;
use crate::flow::known::names;
use crate::schema::{EmptyCell, Labels};

/// A line under a plan.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub plan: &'a LinePlan,
    pub cells: &'a [String],
}

/// What is wrong with a line.
pub(super) type Problems = Vec<CellProblem>;

impl<'a> Row<'a> {
    /// What is wrong at a column.
    pub fn problem(self, column: &Column, (rule, message): Refused) -> CellProblem {
        let value = column.told(self.cells);
        CellProblem { column: column.name.clone(), value, rule: rule.to_owned(), message }
    }

    /// Where a property stands.
    pub fn column(self, property: Property) -> Option<&'a Column> {
        self.plan.columns.iter().find(|column| column.property() == Some(property))
    }

    /// What a line says of a property; `None`: nothing, which leaves it as it is.
    fn said(self, property: Property) -> Option<(&'a Column, Cow<'a, str>)> {
        let column = self.column(property)?;
        Some((column, column.text(self.cells)))
    }

    /// The code of the thing, or of what else names it.
    pub fn required(self, property: Property, problems: &mut Problems) -> String {
        let said = self.said(property).map(|(column, text)| (column, text.trim().to_owned()));
        match said {
            Some((_, text)) if !text.is_empty() => text,
            Some((column, _)) => {
                let refused = ("required", "This cell should name what the line is about.".to_owned());
                problems.push(self.problem(column, refused));
                String::new()
            }
            None => String::new(),
        }
    }

    /// A property that is a text; without content it stays as it is, or is cleared if `clears`.
    pub fn text(self, property: Property, clears: bool) -> Patch<String> {
        match self.said(property).map(|(_, text)| text.trim().to_owned()) {
            None => Patch::Absent,
            Some(text) if text.is_empty() && clears && self.erases() => Patch::Null,
            Some(text) if text.is_empty() => Patch::Absent,
            Some(text) => Patch::Value(text),
        }
    }

    /// A property that is a text with whatever blanks it has; without content it stays as it is, or is cleared.
    pub fn verbatim(self, property: Property) -> Patch<String> {
        match self.said(property) {
            Some((_, text)) if !text.is_empty() => Patch::Value(text.into_owned()),
            Some(_) if self.erases() => Patch::Null,
            _ => Patch::Absent,
        }
    }

    /// A property that is true or false.
    pub fn switch(self, property: Property, problems: &mut Problems) -> Patch<bool> {
        self.parsed(property, problems, cell::read_boolean)
    }

    /// A property that is a whole number.
    pub fn integer(self, property: Property, problems: &mut Problems) -> Patch<i64> {
        self.parsed(property, problems, |text| integer(text, self))
    }

    fn parsed<T>(
        self,
        property: Property,
        problems: &mut Problems,
        read: impl FnOnce(&str) -> Result<T, Refused>,
    ) -> Patch<T> {
        let Some((column, text)) = self.said(property).filter(|(_, text)| !text.trim().is_empty()) else {
            return Patch::Absent;
        };
        match read(&text) {
            Ok(value) => Patch::Value(value),
            Err(refused) => {
                problems.push(self.problem(column, refused));
                Patch::Absent
            }
        }
    }

    /// A property that names several things.
    pub fn texts(self, property: Property) -> Patch<Vec<String>> {
        match self.said(property).map(|(_, text)| names(&text, Some(self.separator()))) {
            None => Patch::Absent,
            Some(texts) if texts.is_empty() && !self.erases() => Patch::Absent,
            Some(texts) => Patch::Value(texts),
        }
    }

    /// A property by locale.
    pub fn labels(self, property: Property) -> Patch<Labels> {
        let said = self.plan.columns.iter().filter_map(|column| match &column.holds {
            Holds::Property(own, Some(locale)) if *own == property => {
                Some((locale.clone(), column.text(self.cells).into_owned()))
            }
            _ => None,
        });
        let labels: Labels = said.filter(|(_, text)| !text.is_empty() || self.erases()).collect();
        if labels.is_empty() { Patch::Absent } else { Patch::Value(labels) }
    }

    /// Whether a cell without content takes away what is stored.
    pub fn erases(self) -> bool {
        self.plan.empty == EmptyCell::Erase
    }

    pub fn separator(self) -> char {
        self.plan.notation.multi_value_separator
    }
}

/// A whole number.
pub(super) fn integer(text: &str, row: Row<'_>) -> Result<i64, Refused> {
    let number = cell::read_number(text, &row.plan.notation)?;
    let whole = number.strip_suffix(".0").unwrap_or(&number);
    whole.parse().map_err(|_| {
        let shown: String = text.chars().take(40).collect();
        ("wrong_type", format!("This cell should be a whole number; got \"{}\".", shown.escape_debug()))
    })
}
