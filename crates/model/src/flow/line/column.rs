//! The columns of a file that is imported, and the attributes that they make up.

use std::borrow::Cow;
use std::sync::Arc;

use super::Unused;
use crate::address::masked;
use crate::attribute::AttributeType;
use crate::flow::Property;
use crate::flow::header::{Header, Unusable};
use crate::flow::holds::{Holds, Part};
use crate::flow::transform::{Transform, apply};
use crate::schema::{Attribute, Definition, DefinitionKind, Mapping, MeasureFamily, Schema, TargetKind, Word};

/// Characters of a cell that are told.
const TOLD: usize = 1_000;

/// A column that is used.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its name.
    pub name: String,
    /// Its place in the file; `None`: it is the same on all lines.
    pub at: Option<usize>,
    /// What its cells are.
    pub holds: Holds,
    /// How they are changed.
    transforms: Vec<Transform>,
    /// What all lines say.
    constant: Option<String>,
    /// The unit of numbers without one.
    pub unit: Option<String>,
}

/// Why a mapping makes no column.
pub(super) enum Fault {
    /// What the mapping says at this member can't be.
    Refused(&'static str, Unusable),
    /// The file hasn't got it, or it isn't taken.
    Left(Unused),
}

impl Column {
    /// What a mapping says.
    pub fn mapped(read: &Header<'_>, mapping: &Mapping, header: &[String]) -> Result<Self, Fault> {
        let is_constant = mapping.target.kind == TargetKind::Constant;
        let name = if is_constant { &mapping.target.code } else { &mapping.column };
        let left = |rule, message| Fault::Left(Unused { column: name.clone(), rule, message });
        let holds = read.mapping(mapping).map_err(|(rule, message)| match rule {
            "other_locale" => left(rule, message),
            "not_localized" | "unknown_locale" => Fault::Refused("target.locale", (rule, message)),
            _ => Fault::Refused("target.code", (rule, message)),
        })?;
        let holds = written(holds).map_err(|(rule, message)| left(rule, message))?;
        let transforms = Transform::all(mapping);
        let transforms = transforms.map_err(|faults| {
            let fault = faults.into_iter().next().map(|(_, fault)| fault);
            Fault::Refused("options", fault.unwrap_or(("unknown_option", String::new())))
        })?;
        let at = header.iter().position(|known| is_called(known, name)).filter(|_| !is_constant);
        if at.is_none() && !is_constant {
            let message = format!("The file has no column \"{name}\", which the profile maps.");
            return Err(left("missing_column", message));
        }
        let option = |name| mapping.option(name).map(Word::text);
        let constant = is_constant.then(|| option("value").unwrap_or_default());
        Ok(Self { name: name.clone(), at, holds, transforms, constant, unit: option("unit") })
    }

    /// What a name says. Beside mappings only standard properties are taken by their names.
    pub fn named(read: &Header<'_>, name: &str, at: usize, has_mappings: bool) -> Result<Self, Unused> {
        let left = |(rule, message)| Unused { column: name.to_owned(), rule, message };
        if has_mappings && Property::standard(read.target, name).is_none() {
            return Err(left(("not_mapped", "No mapping of the profile names it.".to_owned())));
        }
        let holds = read.column(name).and_then(written).map_err(left)?;
        Ok(Self { name: name.to_owned(), at: Some(at), holds, transforms: Vec::new(), constant: None, unit: None })
    }

    /// What a line says here, after all changes.
    pub fn text<'a>(&'a self, cells: &'a [String]) -> Cow<'a, str> {
        let cell = self.constant.as_deref().unwrap_or_else(|| self.cell(cells));
        if self.transforms.is_empty() { cell.into() } else { apply(&self.transforms, cell).into() }
    }

    /// What stands in the file.
    pub fn cell<'a>(&self, cells: &'a [String]) -> &'a str {
        self.at.and_then(|at| cells.get(at)).map_or("", String::as_str)
    }

    /// The same as reports tell it: its beginning, and no password of an address.
    pub fn told(&self, cells: &[String]) -> String {
        let shown = masked(self.cell(cells));
        match shown.char_indices().nth(TOLD) {
            Some((end, _)) => format!("{}…", &shown[..end]),
            None => shown,
        }
    }

    /// The property that it is.
    pub fn property(&self) -> Option<Property> {
        match self.holds {
            Holds::Property(property, _) => Some(property),
            _ => None,
        }
    }
}

/// Whether a column has that name. Nobody sees a blank at its end.
pub(super) fn is_called(column: &str, name: &str) -> bool {
    column.trim() == name.trim()
}

/// What a column holds, if a file can say it.
fn written(holds: Holds) -> Result<Holds, Unusable> {
    match &holds {
        Holds::Property(property, _) if !property.is_written() => {
            Err(("read_only", "This is only told, in exports.".to_owned()))
        }
        _ => Ok(holds),
    }
}

/// An attribute that a file has columns of.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    /// Its code.
    pub code: String,
    definition: Arc<Definition>,
    family: Option<Arc<Definition>>,
    /// Its columns, by locale.
    pub slots: Vec<Slot>,
}

/// The columns of one value, by their places among all columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    /// The locale, of an attribute that is localised.
    pub locale: Option<String>,
    /// The value, or its number.
    pub whole: Option<usize>,
    /// Its unit.
    pub unit: Option<usize>,
    /// Its amounts by currency.
    pub amounts: Vec<(String, usize)>,
}

impl Kept {
    /// The attributes of these columns, in the order in which they come first.
    pub fn all(columns: &[Column], schema: &Schema) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (place, column) in columns.iter().enumerate() {
            let Holds::Attribute { code, locale, part } = &column.holds else { continue };
            let at = all.iter().position(|kept| kept.code == *code);
            let Some(at) = at.or_else(|| {
                all.push(Self::of(code, schema)?);
                Some(all.len() - 1)
            }) else {
                continue;
            };
            let slot = all[at].slot(locale.as_deref());
            match part {
                Part::Whole => slot.whole = Some(place),
                Part::Unit => slot.unit = Some(place),
                Part::Currency(currency) => slot.amounts.push((currency.clone(), place)),
            }
        }
        all
    }

    fn of(code: &str, schema: &Schema) -> Option<Self> {
        let definition = schema.definition(DefinitionKind::Attribute, code)?;
        let family = definition.says::<Attribute>()?.measure_family.as_deref();
        let family = family.and_then(|code| schema.definition(DefinitionKind::MeasureFamily, code)).cloned();
        Some(Self { code: code.to_owned(), definition: Arc::clone(definition), family, slots: Vec::new() })
    }

    fn slot(&mut self, locale: Option<&str>) -> &mut Slot {
        let at = self.slots.iter().position(|slot| slot.locale.as_deref() == locale).unwrap_or_else(|| {
            self.slots.push(Slot { locale: locale.map(str::to_owned), ..Slot::default() });
            self.slots.len() - 1
        });
        &mut self.slots[at]
    }

    /// What its values are.
    pub fn kind(&self) -> AttributeType {
        self.definition.says::<Attribute>().map_or(AttributeType::Text, |own| own.kind)
    }

    /// Its units.
    pub fn family(&self) -> Option<&MeasureFamily> {
        self.family.as_ref()?.says()
    }
}
