//! Attributes of the set, and as what each is held.

use serde_json::{Value, json};

use super::set::{Channel, Set};
use crate::item::{id, object};
use crate::labels;
use crate::table::Row;

/// What the values of an attribute become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Multiline,
    Html,
    Integer,
    Decimal,
    Boolean,
    Date,
    Select,
    Multiselect,
    Price,
    Measure,
    Media,
    Gtin,
}

/// An attribute.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its code.
    pub code: String,
    /// What it becomes.
    pub kind: Kind,
    /// Whether it differs by locale.
    pub is_localizable: bool,
    /// Whether it differs by channel.
    pub is_scopable: bool,
    /// Its row.
    pub row: Row,
}

/// One of the attributes that an attribute is held as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its code.
    pub code: String,
    /// What stands behind its labels.
    pub suffix: String,
}

/// Attributes of articles' numbers: their check digits are often made up.
const NUMBERS: [&str; 4] = ["ean", "ean13", "gtin", "upc"];

impl Kind {
    /// Of a row of `attributes.csv`; `None`: there is no counterpart.
    pub fn of(row: &Row) -> Option<Self> {
        let kind = row.get("type");
        let kind = kind.strip_prefix("pim_catalog_").or_else(|| kind.strip_prefix("pim_reference_data_"))?;
        Some(match kind {
            "text" if NUMBERS.contains(&row.get("code")) => Self::Gtin,
            "text" => Self::Text,
            "textarea" if row.is_on("wysiwyg_enabled") => Self::Html,
            "textarea" => Self::Multiline,
            "number" if row.is_on("decimals_allowed") => Self::Decimal,
            "number" => Self::Integer,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "simpleselect" => Self::Select,
            "multiselect" => Self::Multiselect,
            "price_collection" => Self::Price,
            "metric" => Self::Measure,
            "image" | "file" => Self::Media,
            _ => return None,
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Multiline => "multiline",
            Self::Html => "html",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Select => "select",
            Self::Multiselect => "multiselect",
            Self::Price => "price",
            Self::Measure => "measure",
            Self::Media => "media",
            Self::Gtin => "gtin",
        }
    }

    fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Multiline | Self::Html | Self::Gtin)
    }

    /// Whether its values are in a list.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Select | Self::Multiselect)
    }
}

impl Attribute {
    /// Of a row; `None`: there is no counterpart.
    pub fn of(row: Row) -> Option<Self> {
        let kind = Kind::of(&row)?;
        let (is_localizable, is_scopable) = (row.is_on("localizable"), row.is_on("scopable"));
        Some(Self { code: row.get("code").to_owned(), kind, is_localizable, is_scopable, row })
    }

    /// Whether its locales are attributes of their own: links have no locale.
    pub fn is_split_by_locale(&self) -> bool {
        self.is_localizable && self.kind == Kind::Media
    }

    /// All that it is held as.
    pub fn held(&self, set: &Set) -> Vec<Held> {
        let locales: Vec<&str> = if self.is_split_by_locale() { set.locales().collect() } else { Vec::new() };
        let channels: Vec<&str> = if self.is_scopable {
            set.channels.iter().map(|channel| channel.code.as_str()).collect()
        } else {
            Vec::new()
        };
        let axis = |all: Vec<&str>| {
            if all.is_empty() { vec![None] } else { all.into_iter().map(|one| Some(one.to_owned())).collect() }
        };
        let mut held = Vec::new();
        for locale in axis(locales) {
            for channel in axis(channels.clone()) {
                let on: Vec<_> = locale.iter().chain(&channel).map(String::as_str).collect();
                let suffix = if on.is_empty() { String::new() } else { format!(" ({})", on.join(", ")) };
                held.push(Held { code: self.code_on(&on), suffix });
            }
        }
        held
    }

    /// The code of what it is held as on these axes.
    pub fn code_on(&self, axes: &[&str]) -> String {
        std::iter::once(self.code.as_str()).chain(axes.iter().copied()).collect::<Vec<_>>().join("-")
    }

    /// The codes of what it is held as in a channel.
    pub fn held_in<'a>(&'a self, channel: &'a Channel, set: &'a Set) -> impl Iterator<Item = String> + 'a {
        let ends = format!("-{}", channel.code);
        let is_in = move |code: &String| !self.is_scopable || code.ends_with(&ends);
        self.held(set).into_iter().map(|held| held.code).filter(is_in)
    }

    /// The body of one of those that it is held as.
    pub fn body(&self, held: &Held, set: &Set) -> Value {
        let row = &self.row;
        let family = (self.kind == Kind::Measure).then(|| id(row.get("metric_family")));
        let section = Some(row.get("group")).filter(|group| set.has_group(group)).map(id);
        let mut body = object([("measureFamily", family), ("section", section)]);
        body.extend(object([
            ("id", Some(json!(held.code))),
            ("objectType", Some(json!("document"))),
            ("documentType", Some(id(set.document_type()))),
            ("type", Some(json!(self.kind.name()))),
            ("name", Some(labels::of(row, &held.suffix))),
            ("isLocalizable", Some(json!(self.is_localizable && !self.is_split_by_locale()))),
            ("isInherited", Some(json!(true))),
            ("isUnique", Some(json!(row.is_on("unique") && self.kind != Kind::Media))),
            ("isFilterable", Some(json!(row.is_on("useable_as_grid_filter")))),
            ("isSearchable", Some(json!(self.kind.is_text()))),
            ("constraints", Some(self.constraints(set))),
            ("sequence", Some(json!(row.get("sort_order").parse::<i64>().unwrap_or(0)))),
        ]));
        body.into()
    }

    fn constraints(&self, set: &Set) -> Value {
        let row = &self.row;
        let number = |column: &str| Some(row.get(column)).filter(|cell| !cell.is_empty()).map(|cell| json!(cell));
        match self.kind {
            Kind::Price => json!({ "currencies": set.currencies }),
            Kind::Gtin => json!({ "lenient": true }),
            Kind::Integer | Kind::Decimal => {
                let least = number("number_min").or_else(|| (row.get("negative_allowed") == "0").then(|| json!(0)));
                object([("minValue", least), ("maxValue", number("number_max"))]).into()
            }
            Kind::Measure if row.get("negative_allowed") == "0" => json!({ "minValue": 0 }),
            Kind::Text | Kind::Multiline => {
                let most = row.get("max_characters").parse::<u32>().ok().filter(|most| *most > 0);
                object([("maxLength", most.map(|most| json!(most)))]).into()
            }
            Kind::Media => {
                let mut endings: Vec<_> = row.list("allowed_extensions").collect();
                endings.sort_unstable();
                object([("extensions", (!endings.is_empty()).then(|| json!(endings)))]).into()
            }
            _ => json!({}),
        }
    }
}

/// The code of the attribute by which variants hold media of their own: they show their document's.
pub fn variants_own(code: &str) -> String {
    format!("{code}-variant")
}
