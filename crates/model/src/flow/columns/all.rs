//! All columns of things, where a profile names none: in files that are imported they are known by these names.

use std::sync::Arc;

use super::Column;
use crate::attribute::AttributeType;
use crate::flow::field::{Shape, fields};
use crate::flow::header::{Holds, Part, is_available};
use crate::flow::{Property, Target};
use crate::schema::{Attribute, Definition, DefinitionKind, DocumentType, Layout, Locale, Schema};

/// The columns: what names the things, their properties, and their values or fields.
pub(super) fn columns(layout: &Layout, schema: &Schema) -> Vec<Column> {
    let mut all = Gathered { layout, schema, columns: Vec::new() };
    let target = &layout.model;
    for (property, name) in Property::all(target).filter(|(property, _)| is_usual(target, *property)) {
        all.by_locale(name, property.is_localised(), |locale| Holds::Property(property, locale));
    }
    if let Target::Definitions(kind) = target {
        for field in fields(*kind) {
            all.by_locale(field.0, field.1 == Shape::Labels, |locale| Holds::Field(field, locale));
        }
    }
    for definition in attributes(target, schema) {
        if let Some(attribute) = definition.says() {
            all.attribute(&definition.code, attribute);
        }
    }
    all.columns
}

struct Gathered<'a> {
    layout: &'a Layout,
    schema: &'a Schema,
    columns: Vec<Column>,
}

impl Gathered<'_> {
    fn push(&mut self, name: String, holds: Holds) {
        self.columns.push(Column::of(name, holds, self.schema));
    }

    fn by_locale(&mut self, name: &str, is_localised: bool, holds: impl Fn(Option<String>) -> Holds) {
        for (name, locale) in self.names(name, is_localised) {
            self.push(name, holds(locale));
        }
    }

    fn attribute(&mut self, code: &str, attribute: &Attribute) {
        for (name, locale) in self.names(code, attribute.is_localizable) {
            let holds = |part| Holds::Attribute { code: code.to_owned(), locale: locale.clone(), part };
            match attribute.kind {
                AttributeType::Price if !attribute.constraints.currencies.is_empty() => {
                    for currency in &attribute.constraints.currencies {
                        self.push(format!("{name}-{currency}"), holds(Part::Currency(currency.clone())));
                    }
                }
                AttributeType::Measure => {
                    self.push(name.clone(), holds(Part::Whole));
                    self.push(format!("{name}-unit"), holds(Part::Unit));
                }
                _ => self.push(name.clone(), holds(Part::Whole)),
            }
        }
    }

    /// The names of the columns of one thing, with their locales.
    fn names(&self, name: &str, is_localised: bool) -> Vec<(String, Option<String>)> {
        match self.layout.locales.as_slice() {
            _ if !is_localised => vec![(name.to_owned(), None)],
            [only] => vec![(name.to_owned(), Some(only.clone()))],
            _ => self.locales().map(|locale| (format!("{name}-{locale}"), Some(locale.to_owned()))).collect(),
        }
    }

    /// The locales that are taken: of values those that hold data, of the words of definitions all.
    fn locales(&self) -> impl Iterator<Item = &str> {
        let is_data = matches!(self.layout.model, Target::Objects(..));
        let all = self.schema.all(DefinitionKind::Locale);
        let usable = move |own: &&Arc<Definition>| !is_data || own.says().is_some_and(Locale::holds_data);
        all.filter(usable).map(|own| own.code.as_str()).filter(|code| self.layout.takes(code))
    }
}

/// Whether a file has the column without being asked for it.
fn is_usual(target: &Target, property: Property) -> bool {
    let is_link = target.resource() == "links";
    match property {
        Property::Code => !is_link,
        Property::LinkType | Property::DocumentType => target.type_code().is_none(),
        // The title is one of the attributes; what isn't written, or found only by asking, is left out.
        Property::Title | Property::Url | Property::FileName => false,
        _ => true,
    }
}

/// The attributes that the things may hold: the title first, the others in the order in which they are shown.
fn attributes<'a>(target: &Target, schema: &'a Schema) -> Vec<&'a Definition> {
    let says =
        |own: &&Arc<Definition>| own.says().is_some_and(|attribute| is_available(schema, target, &own.code, attribute));
    let mut all: Vec<_> = schema.all(DefinitionKind::Attribute).filter(says).map(|definition| &**definition).collect();
    let title = target.type_code().and_then(|code| schema.get::<DocumentType>(code));
    let title = title.and_then(|(_, own)| own.title_attribute.as_deref());
    all.sort_by_key(|own| {
        let sequence = own.says::<Attribute>().map_or(0, |attribute| attribute.sequence);
        (title != Some(own.code.as_str()), sequence, own.code.clone())
    });
    all
}
