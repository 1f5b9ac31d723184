//! The cells of one thing.

use std::sync::Arc;

use super::{Column, Columns, Item, Surroundings};
use crate::address::masked;
use crate::attribute::{self, AttributeType};
use crate::body::Body;
use crate::file::Fact;
use crate::flow::Property;
use crate::flow::cell::{self, Writing};
use crate::flow::field::{Field, Shape};
use crate::flow::holds::{Holds, Part};
use crate::flow::transform::apply;
use crate::input::Input;
use crate::object::{Object, ObjectKind};
use crate::plan::history;
use crate::query::Sheet;
use crate::schema::{Attribute, PredefinedValue};
use crate::value::Value;
use crate::{standing, tags};

/// The cells of a thing, in the order of the columns.
pub(super) fn all(columns: &Columns, item: Item<'_>, around: &Surroundings<'_>) -> Vec<String> {
    let said = match item {
        Item::Definition(definition) => history::said(&definition.spec),
        _ => Input::Null,
    };
    let cell = |column: &Column| {
        let cell = match (&column.constant, &column.holds) {
            (Some(constant), _) => constant.clone(),
            (None, Holds::Attribute { code, locale, part }) => match (item, column.says()) {
                (Item::Sheet(sheet), Some(attribute)) => {
                    let held = Held { columns, column, attribute, sheet, around };
                    held.cell(code, locale.as_deref(), part)
                }
                _ => String::new(),
            },
            (None, Holds::Field(field, locale)) => of_field(columns, &said, *field, locale.as_deref()),
            (None, Holds::Property(property, locale)) => {
                of_property(columns, item, around, *property, locale.as_deref())
            }
        };
        apply(&column.transforms, &cell)
    };
    columns.all.iter().map(cell).collect()
}

/// The values that a column holds of an object.
struct Held<'a> {
    columns: &'a Columns,
    column: &'a Column,
    attribute: &'a Attribute,
    sheet: &'a Sheet,
    around: &'a Surroundings<'a>,
}

impl Held<'_> {
    fn cell(&self, code: &str, locale: Option<&str>, part: &Part) -> String {
        let notation = &self.columns.notation;
        if self.attribute.kind.target().is_some() {
            return cell::join(self.linked(), notation.multi_value_separator);
        }
        let Some(value) = self.sheet.object.body.value(code, locale) else { return String::new() };
        match part {
            Part::Currency(currency) => cell::write_amount(value, currency, notation),
            Part::Unit => cell::write_apart(value, notation).1,
            Part::Whole if self.has_unit_column() => cell::write_apart(value, notation).0,
            Part::Whole if self.attribute.kind.is_list() => self.listed(code, locale, value),
            Part::Whole => cell::write(value, self.attribute.kind, &self.writing()),
        }
    }

    fn writing(&self) -> Writing<'_> {
        let Columns { notation, date_format, .. } = self.columns;
        let family = self.column.attribute.as_ref().and_then(|(_, family)| family.as_ref()?.says());
        Writing { notation, date_format, family, unit: None }
    }

    /// Whether the unit stands in another column.
    fn has_unit_column(&self) -> bool {
        let Holds::Attribute { code, locale, .. } = &self.column.holds else { return false };
        let unit = Holds::Attribute { code: code.clone(), locale: locale.clone(), part: Part::Unit };
        self.attribute.kind == AttributeType::Measure && self.columns.all.iter().any(|other| other.holds == unit)
    }

    /// The codes of what the links that are its values lead to.
    fn linked(&self) -> Vec<&str> {
        let (object, schema) = (&self.sheet.object, self.around.schema);
        let is_value = |link: &&Arc<Object>| {
            link.parent.as_ref().is_some_and(|parent| parent.id == object.id)
                && self.attribute.link_type.as_deref() == Some(schema.code_of(link.type_id))
        };
        let links = self.sheet.links.iter().filter(is_value);
        links.filter_map(|link| link.target.as_ref()).map(|target| target.code.as_str()).collect()
    }

    /// What is chosen from a list, in its order: by code, or by label where that is wanted.
    fn listed(&self, code: &str, locale: Option<&str>, value: &Value) -> String {
        let known = |chosen: &String| self.around.values.get(&(code.to_owned(), chosen.clone()));
        let mut chosen: Vec<_> =
            attribute::codes(value, self.attribute.kind).iter().map(|chosen| (chosen, known(chosen))).collect();
        chosen.sort_by_key(|(code, known)| (known.map_or(i64::MAX, |known| known.sequence), *code));
        let locale = locale.unwrap_or(&self.columns.locale);
        let text = |(code, known): (&String, Option<&Arc<PredefinedValue>>)| -> String {
            let label = known.filter(|_| self.column.prints_labels).and_then(|known| known.labels.get(locale));
            label.unwrap_or(code).clone()
        };
        let texts: Vec<_> = chosen.into_iter().map(text).collect();
        match texts.as_slice() {
            [only] if self.attribute.kind == AttributeType::Select => only.clone(),
            texts => cell::join(texts.iter().map(String::as_str), self.columns.notation.multi_value_separator),
        }
    }
}

fn of_field(columns: &Columns, said: &Input, (name, shape): Field, locale: Option<&str>) -> String {
    let Some(input) = said.get(name) else { return String::new() };
    match (shape, input) {
        (Shape::Labels, labels) => locale.and_then(|locale| labels.get(locale)?.text()).unwrap_or_default().to_owned(),
        (Shape::Json, input) => input.to_json(),
        (_, Input::Text(text) | Input::Number(text)) => text.clone(),
        (_, Input::Bool(value)) => switch(*value),
        (_, Input::List(items)) => {
            cell::join(items.iter().filter_map(Input::text), columns.notation.multi_value_separator)
        }
        (_, other) => other.to_json(),
    }
}

fn of_property(
    columns: &Columns,
    item: Item<'_>,
    around: &Surroundings<'_>,
    property: Property,
    locale: Option<&str>,
) -> String {
    match (item, property) {
        (Item::Sheet(sheet), property) => of_object(columns, &sheet.object, around, property),
        (Item::Definition(definition), Property::Code) => definition.code.clone(),
        (Item::Value(value), Property::Code) => value.code.clone(),
        (Item::Value(value), Property::Attribute) => value.attribute.clone(),
        (Item::Value(value), Property::Label) => {
            locale.and_then(|locale| value.labels.get(locale)).cloned().unwrap_or_default()
        }
        (Item::Value(value), Property::Position) => value.sequence.to_string(),
        (Item::Value(value), Property::Active) => switch(value.active),
        (Item::Pair(pair), Property::Code) => pair.code.clone(),
        (Item::Pair(pair), Property::Value) => pair.value.clone(),
        (Item::Pair(pair), Property::Protected) => switch(pair.protected),
        (Item::Pair(pair), Property::Public) => switch(pair.public),
        _ => String::new(),
    }
}

fn of_object(columns: &Columns, object: &Object, around: &Surroundings<'_>, property: Property) -> String {
    let (schema, separator) = (around.schema, columns.notation.multi_value_separator);
    let parent = || object.parent.as_ref().map(|parent| parent.code.clone()).unwrap_or_default();
    match property {
        Property::Code => object.code.clone(),
        Property::DocumentType | Property::Catalog | Property::LinkType => schema.code_of(object.type_id).to_owned(),
        Property::AttributeSet => object.set.map_or("", |set| schema.code_of(set)).to_owned(),
        Property::Classifications => cell::join(object.placements.iter().map(|node| node.code.as_str()), separator),
        Property::Tags => cell::join(tags::written(&object.body).iter().map(String::as_str), separator),
        Property::Workflows if object.kind == ObjectKind::Document => {
            let all = standing::all(&object.body, schema.code_of(object.type_id), schema);
            let all: Vec<_> = all.map(|(workflow, node)| format!("{workflow}={node}")).collect();
            cell::join(all.iter().map(String::as_str), separator)
        }
        Property::Document | Property::Parent => parent(),
        Property::Child => object.target.as_ref().map(|target| target.code.clone()).unwrap_or_default(),
        Property::Url => (around.url)(object).map(|address| masked(&address)).unwrap_or_default(),
        Property::FileName => fact(&object.body, Fact::Name),
        Property::Position => object.sequence.to_string(),
        Property::Active => switch(object.active),
        _ => String::new(),
    }
}

fn fact(body: &Body, fact: Fact) -> String {
    match body.value(fact.code(), None) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

fn switch(value: bool) -> String {
    if value { "1" } else { "0" }.to_owned()
}
