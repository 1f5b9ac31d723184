//! Where the cells of a column go.

use serde_json::{Map, Value, json};

use super::attribute::{Kind, variants_own};
use super::set::Set;
use crate::table::{Header, Row};

/// What a column is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// What says what a row is, and where it belongs.
    Key,
    /// Categories.
    Categories,
    /// Values of an attribute.
    Values(Slot),
    /// The units of the values of another column.
    Unit,
    /// Products that are linked to by an association of that type.
    Linked(String),
    /// There is no counterpart.
    Nothing(&'static str),
}

/// Where values go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The attribute, as it is held.
    pub attribute: String,
    /// The attribute of the set.
    pub source: String,
    /// What they become.
    pub kind: Kind,
    locale: Option<String>,
    currency: Option<String>,
    unit: Option<usize>,
}

/// Columns that say what a row is.
const KEYS: [&str; 5] = ["code", "parent", "enabled", "family", "family_variant"];

/// The columns of a file, in order.
pub fn of(header: &Header, set: &Set) -> Vec<Column> {
    header.names().iter().map(|name| column(name, header, set)).collect()
}

fn column(name: &str, header: &Header, set: &Set) -> Column {
    if KEYS.contains(&name) || name == set.identifier {
        return Column::Key;
    }
    match name {
        "categories" => return Column::Categories,
        "groups" => return Column::Nothing("groups of products have no counterpart"),
        _ => {}
    }
    let mut axes = name.split('-');
    let code = axes.next().unwrap_or_default();
    let axes: Vec<&str> = axes.collect();
    if set.associations.iter().any(|row| row.get("code") == code) {
        return match axes[..] {
            ["products"] => Column::Linked(code.to_owned()),
            _ => Column::Nothing("associations with groups or models have no counterpart"),
        };
    }
    if axes.last() == Some(&"unit") {
        return Column::Unit;
    }
    slot(name, code, axes, header, set)
        .map_or(Column::Nothing("no attribute, locale or channel of that name"), Column::Values)
}

fn slot(name: &str, code: &str, mut axes: Vec<&str>, header: &Header, set: &Set) -> Option<Slot> {
    let attribute = set.attribute(code)?;
    let currency = (attribute.kind == Kind::Price).then(|| axes.pop()).flatten();
    let locale = attribute.is_localizable.then(|| axes.first().copied()).flatten();
    let channel = attribute.is_scopable.then(|| axes.last().copied()).flatten();
    let known = usize::from(attribute.is_localizable) + usize::from(attribute.is_scopable) == axes.len()
        && locale.is_none_or(|locale| set.data.contains(locale))
        && channel.is_none_or(|channel| set.has_channel(channel))
        && currency.is_none_or(|currency| set.currencies.contains(currency));
    if !known || (attribute.kind == Kind::Price && currency.is_none()) {
        return None;
    }
    let split = attribute.is_split_by_locale();
    let held: Vec<&str> = locale.filter(|_| split).into_iter().chain(channel).collect();
    let unit = format!("{name}-unit");
    Some(Slot {
        attribute: attribute.code_on(&held),
        source: attribute.code.clone(),
        kind: attribute.kind,
        locale: locale.filter(|_| !split).map(str::to_owned),
        currency: currency.map(str::to_owned),
        unit: header.names().iter().position(|other| *other == unit),
    })
}

/// The values of a row, by attribute; `of_variant`: as a variant holds them. Cells that name a missing file are left out.
pub fn values(row: &Row, columns: &[Column], set: &Set, of_variant: bool) -> Map<String, Value> {
    let mut values = Map::new();
    for (place, column) in columns.iter().enumerate() {
        let (Column::Values(slot), cell) = (column, row.at(place)) else { continue };
        if cell.is_empty() || (slot.kind == Kind::Media && set.stored.find(cell).is_none()) {
            continue;
        }
        let is_own = of_variant && slot.kind == Kind::Media;
        let code = if is_own { variants_own(&slot.attribute) } else { slot.attribute.clone() };
        let unit = slot.unit.map_or("", |place| row.at(place));
        put(&mut values, code, slot, value(slot, cell, unit, set));
    }
    values
}

fn put(values: &mut Map<String, Value>, code: String, slot: &Slot, value: Value) {
    match &slot.locale {
        None if slot.kind == Kind::Price => {
            let prices = values.entry(code).or_insert_with(|| json!([]));
            prices.as_array_mut().into_iter().for_each(|prices| prices.push(value.clone()));
        }
        None => _ = values.insert(code, value),
        Some(locale) => {
            let by_locale = values.entry(code).or_insert_with(|| json!({}));
            if slot.kind == Kind::Price {
                if by_locale.get(locale).is_none() {
                    by_locale[locale.as_str()] = json!([]);
                }
                by_locale[locale.as_str()].as_array_mut().into_iter().for_each(|prices| prices.push(value.clone()));
            } else {
                by_locale[locale.as_str()] = value;
            }
        }
    }
}

/// A cell as it is sent; numbers travel as their own digits.
fn value(slot: &Slot, cell: &str, unit: &str, set: &Set) -> Value {
    match slot.kind {
        Kind::Boolean => match cell {
            "0" => json!(false),
            "1" => json!(true),
            other => json!(other),
        },
        Kind::Multiselect => cell.split(',').collect(),
        Kind::Price => json!({"amount": cell, "currency": slot.currency}),
        Kind::Measure => {
            let usual = || set.attribute(&slot.source).map_or("", |attribute| attribute.row.get("default_metric_unit"));
            json!({"value": cell, "unit": if unit.is_empty() { usual() } else { unit }})
        }
        Kind::Media => json!([{ "id": cell }]),
        Kind::Multiline | Kind::Html if set.breaks_lines() => json!(cell.replace("\\n", "\n")),
        _ => json!(cell),
    }
}
