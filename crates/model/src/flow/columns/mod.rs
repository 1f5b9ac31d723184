//! The columns of a file that is exported, and its header.

mod all;
mod cells;

use std::sync::Arc;

use super::Property;
use super::cell::DateFormat;
use super::header::Header;
use super::holds::Holds;
use super::transform::Transform;
use crate::key_value::KeyValue;
use crate::object::Object;
use crate::problem::{Field, Violation};
use crate::query::{NamedValues, Sheet};
use crate::schema::{
    Attribute, Definition, DefinitionKind, ExportProfile, ImportProfile, Layout, Mapping, Notation, PredefinedValue,
    Schema, TargetKind, Word,
};

/// The columns of a file.
#[derive(Debug, Clone)]
pub struct Columns {
    notation: Notation,
    date_format: DateFormat,
    /// The locale of labels where a column has none.
    locale: String,
    all: Vec<Column>,
}

/// One of them.
#[derive(Debug, Clone)]
struct Column {
    name: String,
    holds: Holds,
    transforms: Vec<Transform>,
    constant: Option<String>,
    /// Whether values of lists are written as their labels.
    prints_labels: bool,
    /// The attribute whose values it holds, and the family of its units.
    attribute: Option<(Arc<Definition>, Option<Arc<Definition>>)>,
}

/// A thing to be written, as it was read.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// An object, with its links.
    Sheet(&'a Sheet),
    /// A definition.
    Definition(&'a Definition),
    /// A predefined value.
    Value(&'a PredefinedValue),
    /// A pair of the key-value store.
    Pair(&'a KeyValue),
}

/// What is known besides.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The definitions.
    pub schema: &'a Schema,
    /// The predefined values that the things name, for their labels and their order.
    pub values: &'a NamedValues,
    /// Where the file of an asset is found.
    pub url: &'a (dyn Fn(&Object) -> Option<String> + Send + Sync),
}

impl Columns {
    /// Those of a profile; one without mappings has all columns of its things. Errors: what of it can't be.
    pub fn of(profile: &ExportProfile, schema: &Schema) -> Result<Self, Vec<Violation>> {
        Self::of_layout(&profile.layout, schema)
    }

    /// The header of the files that a profile imports: what names the things comes first.
    pub fn template(profile: &ImportProfile, schema: &Schema) -> Result<Vec<String>, Vec<Violation>> {
        let (layout, target) = (&profile.layout, &profile.layout.model);
        let columns = Self::of_layout(layout, schema)?.all;
        let is_held = |wanted| columns.iter().any(|column| column.holds == Holds::Property(wanted, None));
        let lacking = Property::all(target).filter(|(own, _)| own.names_the_thing(target) && !is_held(*own));
        let own = columns.iter().filter(|column| column.constant.is_none()).map(|column| column.name.clone());
        Ok(lacking.map(|(_, name)| name.to_owned()).chain(own).collect())
    }

    fn of_layout(layout: &Layout, schema: &Schema) -> Result<Self, Vec<Violation>> {
        let mut faults: Vec<_> = layout.model.check(schema).into_iter().collect();
        let all = if layout.mappings.is_empty() {
            all::columns(layout, schema)
        } else {
            let header = Header { target: &layout.model, locales: &layout.locales, schema };
            mapped(&header, &layout.mappings, &mut faults)
        };
        let date_format = DateFormat::parse(&layout.notation.date_format);
        let Some(date_format) = date_format.filter(|_| faults.is_empty()) else { return Err(faults) };
        let locale = layout.locales.first().map_or(schema.default_locale(), String::as_str).to_owned();
        Ok(Self { notation: layout.notation.clone(), date_format, locale, all })
    }

    /// The names of the columns.
    pub fn header(&self) -> Vec<&str> {
        self.all.iter().map(|column| column.name.as_str()).collect()
    }

    /// The cells of a thing.
    pub fn cells(&self, item: Item<'_>, around: &Surroundings<'_>) -> Vec<String> {
        cells::all(self, item, around)
    }
}

impl Column {
    fn of(name: String, holds: Holds, schema: &Schema) -> Self {
        let attribute = attribute(&holds, schema);
        Self { name, holds, transforms: Vec::new(), constant: None, prints_labels: false, attribute }
    }

    /// What it holds values of.
    fn says(&self) -> Option<&Attribute> {
        self.attribute.as_ref()?.0.says()
    }
}

fn attribute(holds: &Holds, schema: &Schema) -> Option<(Arc<Definition>, Option<Arc<Definition>>)> {
    let Holds::Attribute { code, .. } = holds else { return None };
    let definition = schema.definition(DefinitionKind::Attribute, code)?;
    let family = definition.says::<Attribute>()?.measure_family.as_deref();
    let family = family.and_then(|code| schema.definition(DefinitionKind::MeasureFamily, code));
    Some((Arc::clone(definition), family.cloned()))
}

fn mapped(header: &Header<'_>, mappings: &[Mapping], faults: &mut Vec<Violation>) -> Vec<Column> {
    let mut columns = Vec::new();
    for (place, mapping) in mappings.iter().enumerate() {
        let option = |name| mapping.option(name).map(Word::text);
        let constant = (mapping.target.kind == TargetKind::Constant).then(|| option("value").unwrap_or_default());
        // A constant needn't be anything in the catalogue.
        let holds = match &constant {
            Some(_) => Ok(Holds::Property(Property::Value, None)),
            None => header.mapping(mapping),
        };
        match (holds, Transform::all(mapping)) {
            (Ok(holds), Ok(transforms)) => {
                let prints_labels = option("print").as_deref() == Some("label");
                let named = Column::of(mapping.column.clone(), holds, header.schema);
                columns.push(Column { transforms, constant, prints_labels, ..named });
            }
            (Err(("other_locale", _)), _) => {}
            (Err((rule, message)), _) => {
                faults.push(Violation::new(Field::Item("mappings", place, "target"), rule, message));
            }
            (_, Err(bad)) => {
                faults.extend(bad.into_iter().map(|(_, (rule, message))| {
                    Violation::new(Field::Item("mappings", place, "options"), rule, message)
                }));
            }
        }
    }
    columns
}
