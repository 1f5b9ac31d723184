//! A profile for a file that comes without one: what its sheet and its columns are called tells what it is.

mod notation;
mod said;
mod target;

pub use said::completed;
pub use target::called_after;

use super::header::{Header, Unusable, is_available};
use super::holds::{Holds, Part};
use super::line::Unused;
use super::property::spelled;
use super::{Property, Target};
use crate::input::Input;
use crate::schema::{
    Attribute, DefinitionKind, ImportProfile, Labels, Mapping, MappingOption, MappingTarget, Schema, TargetKind, Word,
};

/// What was made of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// How it may be imported.
    pub profile: ImportProfile,
    /// The columns that nothing was made of.
    pub unmapped: Vec<Unused>,
}

/// What a file seems to be, by the name of its sheet, those of its columns, and some of its lines. `None`: it can't be
/// told what its lines are.
pub fn guess(
    target: Option<Target>,
    sheet: &str,
    header: &[String],
    samples: &[Vec<String>],
    schema: &Schema,
) -> Option<Guess> {
    let target = target.or_else(|| target::of(sheet, header, samples, schema))?;
    let mut profile = ImportProfile::of(target);
    let read = Header { target: &profile.layout.model, locales: &[], schema };
    let (mut mappings, mut unmapped) = (Vec::new(), Vec::new());
    let mut held: Vec<Holds> = Vec::new();
    for name in header {
        match column(&read, name) {
            Ok(holds) if held.iter().any(|known| known.clashes(&holds)) => {
                let message = "Another column holds the same.".to_owned();
                unmapped.push(Unused { column: name.clone(), rule: "twice", message });
            }
            Ok(holds) => {
                mappings.push(mapping(name, &holds, read.target));
                held.push(holds);
            }
            Err((rule, message)) => unmapped.push(Unused { column: name.clone(), rule, message }),
        }
    }
    profile.layout.notation = notation::of(&held, header, &mappings, samples, schema);
    profile.layout.mappings = mappings;
    // Whoever writes by hand writes labels.
    profile.matches_labels = true;
    Some(Guess { profile, unmapped })
}

/// What a column holds, by code, or else by a label in whatever language.
fn column(read: &Header<'_>, name: &str) -> Result<Holds, Unusable> {
    read.column(name).or_else(|unusable| {
        let (label, suffix) = name.rsplit_once('-').unwrap_or((name, ""));
        let by_label = [(name, ""), (label, suffix)].into_iter().find_map(|(label, suffix)| {
            let code = labelled(read, label)?;
            read.column(&if suffix.is_empty() { code } else { format!("{code}-{suffix}") }).ok()
        });
        by_label.ok_or(unusable)
    })
}

/// The code of the one attribute that is called so.
fn labelled(read: &Header<'_>, label: &str) -> Option<String> {
    let wanted = Some(spelled(label)).filter(|wanted| !wanted.is_empty())?;
    let is_called = |labels: &Labels| labels.values().any(|own| spelled(own) == wanted);
    let mut all = read.schema.all(DefinitionKind::Attribute).filter(|own| {
        let is_it = |attribute: &Attribute| {
            is_available(read.schema, read.target, &own.code, attribute)
                && (is_called(&attribute.name) || spelled(&own.code) == wanted)
        };
        own.says().is_some_and(is_it)
    });
    let one = all.next()?;
    all.next().is_none().then(|| one.code.clone())
}

/// The mapping of a column to what it holds.
fn mapping(column: &str, holds: &Holds, target: &Target) -> Mapping {
    let (kind, code, locale) = match holds {
        Holds::Attribute { code, locale, .. } => (TargetKind::Attribute, code.as_str(), locale),
        Holds::Property(property, locale) => (TargetKind::Property, property.column(target), locale),
        Holds::Field((name, _), locale) => (TargetKind::Property, *name, locale),
    };
    let target = MappingTarget { kind, code: code.to_owned(), locale: locale.clone() };
    Mapping { column: column.to_owned(), target, options: options(holds) }
}

fn options(holds: &Holds) -> Vec<MappingOption> {
    let Holds::Attribute { part, .. } = holds else { return Vec::new() };
    let option = |name: &str, text: &str| {
        let value = Word::of(&Input::Text(text.to_owned()));
        vec![MappingOption { name: name.to_owned(), value }]
    };
    match part {
        Part::Whole => Vec::new(),
        Part::Unit => option("part", "unit"),
        Part::Currency(currency) => option("currency", currency),
    }
}

/// Whether a file with such columns names what its lines are about.
fn names_things(target: &Target, held: &[Holds]) -> bool {
    let mut needed = Property::all(target).filter(|(property, _)| property.names_the_thing(target));
    needed.all(|(property, _)| held.contains(&Holds::Property(property, None)))
}
