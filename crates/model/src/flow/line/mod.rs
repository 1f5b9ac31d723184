//! From the lines of a file to commands.

mod column;
mod make;
mod object;
mod other;
mod row;
mod trace;
mod values;

use super::cell::DateFormat;
use super::header::Header;
use super::known::{Known, Needed};
use super::{Property, Target};
use crate::command::{Action, Command, PutMode};
use crate::object::{CLASSIFICATION_NAME, ObjectKind};
use crate::problem::{Field, Violation};
use crate::schema::{EmptyCell, ImportProfile, LineAction, Mapping, Notation, Schema, TargetKind};
use column::{Column, Fault, Kept, is_called};
use row::Row;

/// What is wrong with one cell of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// The name of the column; "": the line as a whole.
    pub column: String,
    /// What the cell says: no more than the first characters of it, and no password of an address.
    pub value: String,
    /// The rule that it breaks: a stable machine name.
    pub rule: String,
    /// What was expected and what came, in English.
    pub message: String,
}

/// A column that is left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// Its name.
    pub column: String,
    /// A stable machine name, such as `unknown_column`.
    pub rule: &'static str,
    /// The reason in English.
    pub message: String,
}

/// How the lines of one file become commands.
#[derive(Debug, Clone)]
pub struct LinePlan {
    target: Target,
    action: LineAction,
    empty: EmptyCell,
    notation: Notation,
    date_format: DateFormat,
    matches_labels: bool,
    creates_values: bool,
    creates_classifications: bool,
    /// The locale of labels that are made.
    locale: String,
    columns: Vec<Column>,
    /// The attributes, each with its columns.
    attributes: Vec<Kept>,
    /// Whether the attribute that classifications are called by is localised; `None`: there is none.
    node_title: Option<bool>,
    unused: Vec<Unused>,
}

impl LinePlan {
    /// The plan for a file with these columns. Errors: what of the profile, or of the columns, can't be.
    pub fn of(profile: &ImportProfile, header: &[String], schema: &Schema) -> Result<Self, Vec<Violation>> {
        let layout = &profile.layout;
        let read = Header { target: &layout.model, locales: &layout.locales, schema };
        let mut faults: Vec<_> = layout.model.check(schema).into_iter().collect();
        let (mut columns, mut unused) = (Vec::new(), Vec::new());
        for (place, mapping) in layout.mappings.iter().enumerate() {
            match Column::mapped(&read, mapping, header) {
                Ok(column) => columns.push(column),
                Err(Fault::Left(left)) => unused.push(left),
                Err(Fault::Refused(member, (rule, message))) => {
                    faults.push(Violation::new(Field::Item("mappings", place, member), rule, message));
                }
            }
        }
        for (place, name) in header.iter().enumerate() {
            if is_mapped(&layout.mappings, name) {
                unused.extend(again(&header[..place], name));
                continue;
            }
            match Column::named(&read, name, place, !layout.mappings.is_empty()) {
                Ok(column) => columns.push(column),
                Err(left) => unused.push(left),
            }
        }
        faults.extend(twice(&columns));
        faults.extend(missing(&layout.model, &columns));
        let date_format = DateFormat::parse(&layout.notation.date_format);
        let Some(date_format) = date_format.filter(|_| faults.is_empty()) else { return Err(faults) };
        Ok(Self {
            target: layout.model.clone(),
            action: profile.action,
            empty: profile.empty_cell,
            notation: layout.notation.clone(),
            date_format,
            matches_labels: profile.matches_labels,
            creates_values: profile.creates_values,
            creates_classifications: profile.creates_classifications,
            locale: layout.locales.first().map_or(schema.default_locale(), String::as_str).to_owned(),
            attributes: Kept::all(&columns, schema),
            columns,
            node_title: schema.attribute(CLASSIFICATION_NAME).map(|own| own.is_localizable),
            unused,
        })
    }

    /// What the lines are.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The columns that are left out.
    pub fn unused(&self) -> &[Unused] {
        &self.unused
    }

    /// What these lines name that has to be looked up before they become commands.
    pub fn needed<'a>(&self, lines: impl IntoIterator<Item = &'a [String]>) -> Needed {
        let mut needed = Needed::default();
        if self.action == LineAction::Delete {
            return needed;
        }
        for line in lines {
            Row { plan: self, cells: line }.need(&mut needed);
        }
        needed
    }

    /// What is to be made before the lines that need it, as far as that is allowed; it is known from then on.
    pub fn missing(&self, needed: &Needed, known: &mut Known) -> Vec<Command> {
        make::all(self, needed, known)
    }

    /// The command of a line. Errors: cells that can't be read.
    pub fn command(&self, cells: &[String], known: &Known) -> Result<Command, Vec<CellProblem>> {
        let row = Row { plan: self, cells };
        let action = match (&self.target, self.action) {
            (_, LineAction::Delete) => row.deletion(),
            (Target::Objects(kind, _), _) => row.object(*kind, known).map(Action::PutObject),
            (Target::Values, _) => row.value().map(Action::PutValue),
            (Target::KeyValues, _) => row.pair().map(Action::PutKeyValue),
            (Target::Definitions(kind), _) => row.definition(*kind).map(Action::PutDefinition),
        };
        Ok(Command { action: action?, expect: None })
    }

    /// The code of the thing that a line is about, as far as one column tells it.
    pub fn code<'a>(&self, cells: &'a [String]) -> &'a str {
        let column = self.columns.iter().find(|column| column.property() == Some(Property::Code));
        column.and_then(|column| column.at).and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    }

    fn mode(&self) -> PutMode {
        match self.action {
            LineAction::Create => PutMode::Create,
            LineAction::Update => PutMode::Update,
            LineAction::Upsert | LineAction::Delete => PutMode::Upsert,
        }
    }
}

fn is_mapped(mappings: &[Mapping], name: &str) -> bool {
    mappings.iter().any(|mapping| mapping.target.kind != TargetKind::Constant && is_called(name, &mapping.column))
}

/// A mapping takes the first column of its name: that this is another one.
fn again(before: &[String], name: &str) -> Option<Unused> {
    let message = "Another column before it has the same name.".to_owned();
    let is_first = !before.iter().any(|known| is_called(known, name));
    (!is_first).then(|| Unused { column: name.to_owned(), rule: "twice", message })
}

/// Errors: two columns hold the same.
fn twice(columns: &[Column]) -> Vec<Violation> {
    let mut faults = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        if let Some(other) = columns[..place].iter().find(|other| other.holds.clashes(&column.holds)) {
            let message = format!("The columns \"{}\" and \"{}\" hold the same.", other.name, column.name);
            faults.push(Violation::new(Field::Member("columns", column.name.clone()), "twice", message));
        }
    }
    faults
}

/// Errors: lines would be about nothing.
fn missing(target: &Target, columns: &[Column]) -> Vec<Violation> {
    let has = |wanted: Property| columns.iter().any(|column| column.property() == Some(wanted));
    if target.object_kind() == Some(ObjectKind::Link) && has(Property::Code) {
        return Vec::new();
    }
    let needed = Property::all(target).filter(|(property, _)| property.names_the_thing(target) && !has(*property));
    let fault = |(_, name): (Property, &str)| {
        let message = format!("Expected a column \"{name}\", or a mapping of another one to it.");
        Violation::new(Field::Member("columns", name.to_owned()), "required", message)
    };
    needed.map(fault).collect()
}
