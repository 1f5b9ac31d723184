//! A saved view on the wire: how it is printed, what a body says, and whether lists could be asked so.

use model::command::Patch;
use model::input::Input;
use model::object::ObjectKind;
use model::permission::Actor;
use model::problem::{Field, Problem, Violation};
use model::query::{Query, Question, Sort};
use model::schema::Schema;
use model::view::{PutView, View, ViewColumn, ViewOrder};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::params::Params;
use crate::v5::jsonld::{DOCUMENT_TYPE, Reference, VIEW};
use crate::v5::negotiate::Format;
use crate::v5::shape::Fields;
use crate::v5::values::Moment;
use crate::v5::{filter, hal, order, routes};

/// A saved view.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ViewOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// What it is called.
    name: &'a str,
    /// Which lists it is of: `documents`, `variants`, `assets`, `classifications` or `links`.
    resource: &'static str,
    /// For whose documents it is made; null: of any type.
    document_type: Option<Reference<'a>>,
    /// Whether others see it.
    is_shared: bool,
    /// The codes of the roles that see it; empty: everybody does.
    roles: Vec<&'a str>,
    /// Its place among others.
    sequence: i64,
    /// The name of the user whose it is.
    owner: &'a str,
    /// What `filter=` takes.
    #[schemars(with = "Value")]
    filter: Option<&'a RawValue>,
    /// Words that must be found.
    search: Option<&'a str>,
    /// In which order; empty: the list's own.
    order: Vec<OrderOut<'a>>,
    /// What stands side by side.
    columns: Vec<ColumnOut<'a>>,
    /// In which data locale.
    locale: Option<&'a str>,
    /// Whatever else whoever shows it keeps.
    #[schemars(with = "Value")]
    settings: Option<&'a RawValue>,
    /// When it was made.
    date_created: Moment,
    /// When it was last changed.
    date_modified: Moment,
}

/// A key of an order.
#[derive(Serialize, JsonSchema)]
struct OrderOut<'a> {
    /// What is compared, by its name in `order[…]`.
    by: &'a str,
    /// From the last to the first.
    descending: bool,
}

/// A column.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ColumnOut<'a> {
    /// What it shows, such as `attributes.product_name.en_GB`.
    key: &'a str,
    /// How wide it is, in pixels from 1 to 4,000; null: as wide as it needs.
    width: Option<i64>,
    /// Whether it stays in place when the others are moved.
    is_frozen: bool,
}

impl<'a> From<&'a ViewOrder> for OrderOut<'a> {
    fn from(key: &'a ViewOrder) -> Self {
        Self { by: &key.by, descending: key.descending }
    }
}

impl<'a> From<&'a ViewColumn> for ColumnOut<'a> {
    fn from(column: &'a ViewColumn) -> Self {
        Self { key: &column.key, width: column.width, is_frozen: column.is_frozen }
    }
}

/// Prints one.
pub fn print(view: &View, format: Format) -> serde_json::Result<Vec<u8>> {
    match format {
        Format::Hal => hal::item(&printed(view, false)?, &printed(view, true)?),
        Format::Ld => printed(view, true),
        Format::Json | Format::Lines => printed(view, false),
    }
}

fn printed(view: &View, linked: bool) -> serde_json::Result<Vec<u8>> {
    let (head, body) = (&view.head, &view.body);
    let raw = |json: &Option<String>| json.clone().map(RawValue::from_string).transpose();
    let (filter, settings) = (raw(&body.filter)?, raw(&body.settings)?);
    serde_json::to_vec(&ViewOut {
        this: Reference { class: VIEW, id: head.code.as_str().into(), linked },
        name: &body.name,
        resource: resource(head.kind),
        document_type: head.document_type.as_ref().map(|own| Reference {
            class: DOCUMENT_TYPE,
            id: own.code.as_str().into(),
            linked,
        }),
        is_shared: head.is_shared,
        roles: head.roles.iter().map(String::as_str).collect(),
        sequence: head.sequence,
        owner: &view.owner,
        filter: filter.as_deref(),
        search: body.search.as_deref(),
        order: body.order.iter().map(OrderOut::from).collect(),
        columns: body.columns.iter().map(ColumnOut::from).collect(),
        locale: body.locale.as_deref(),
        settings: settings.as_deref(),
        date_created: Moment(view.created_at),
        date_modified: Moment(view.updated_at),
    })
}

/// What lists of a kind are called.
fn resource(kind: ObjectKind) -> &'static str {
    let found = routes::ALL.iter().find(|own| own.objects() == Some(kind));
    found.map_or(kind.name(), |own| own.terms().class.path)
}

/// The kind whose lists are called so.
pub fn kind(resource: &str) -> Option<ObjectKind> {
    ObjectKind::ALL.into_iter().find(|kind| self::resource(*kind) == resource)
}

/// Reads a body. Errors: `Invalid`, with every wrong kind of JSON.
pub fn read(mut body: Fields) -> Result<PutView, Problem> {
    let put = PutView {
        name: body.text("name"),
        kind: body.text("resource").map(|resource| kind(&resource)),
        document_type: body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType),
        is_shared: body.switch("isShared"),
        roles: body.texts("roles"),
        sequence: body.integer("sequence"),
        filter: body.input("filter"),
        search: body.text("search"),
        order: items(&mut body, "order", |item| {
            let by = item.get("by")?.text()?.to_owned();
            Some(ViewOrder { by, descending: switch(item, "descending")? })
        }),
        columns: items(&mut body, "columns", |item| {
            let key = item.get("key")?.text()?.to_owned();
            let width = match item.get("width") {
                None | Some(Input::Null) => None,
                Some(Input::Number(text)) => Some(text.parse().ok()?),
                Some(_) => return None,
            };
            Some(ViewColumn { key, width, is_frozen: switch(item, "isFrozen")? })
        }),
        locale: body.text("locale"),
        settings: body.input("settings"),
    };
    body.finish()?;
    Ok(put)
}

/// A list of objects, each read by `read`.
fn items<T>(body: &mut Fields, name: &'static str, read: impl Fn(&Input) -> Option<T>) -> Patch<Vec<T>> {
    let items = match body.input(name) {
        Patch::Absent => return Patch::Absent,
        Patch::Null => return Patch::Null,
        Patch::Value(Input::List(items)) => items,
        Patch::Value(other) => {
            let message = format!("This value should be a list of objects; got {}.", other.describe());
            body.violate(Violation::new(Field::Property(name), "wrong_type", message));
            return Patch::Absent;
        }
    };
    let expected = if name == "order" { "{by, descending}" } else { "{key, width, isFrozen}" };
    let mut found = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        if let Some(one) = read(item) {
            found.push(one);
        } else {
            let message = format!("This value should be {expected}; got {}.", item.to_json());
            let shown = message.chars().take(200).collect::<String>();
            body.violate(Violation::new(Field::Item(name, index, ""), "wrong_type", shown));
        }
    }
    Patch::Value(found)
}

/// True or false; left out: false.
fn switch(item: &Input, name: &str) -> Option<bool> {
    match item.get(name) {
        None | Some(Input::Null) => Some(false),
        Some(Input::Bool(value)) => Some(*value),
        Some(_) => None,
    }
}

/// Whether a list could be asked as the view says. Errors: `Invalid`, at the filter or the key of the order.
pub fn readable(view: &View, schema: &Schema, actor: &Actor) -> Result<(), Problem> {
    let kind = view.head.kind;
    let every = Query::all(kind, actor.rights.clone());
    let mut wrong = Vec::new();
    let mut refuse = |field: Field, rule, message: String| wrong.push(Violation::new(field, rule, message));
    if let Some(json) = &view.body.filter {
        let asked = filter::read(kind, &one("filter", json));
        let asked = asked.and_then(|filter| Question::of(&Query { filter, ..every.clone() }, schema));
        if let Err(problem) = asked {
            refuse(Field::Property("filter"), "bad_filter", problem.message);
        }
    }
    for (index, key) in view.body.order.iter().enumerate() {
        let at = Field::Item("order", index, "by");
        match sort(kind, key).and_then(|order| order.map(|sort| asked(sort, &every, schema)).transpose()) {
            Ok(Some(())) => {}
            Ok(None) => {
                refuse(at, "unknown_choice", format!("Expected what lists are ordered by; got \"{}\".", key.by));
            }
            Err(problem) => refuse(at, "bad_order", problem.message),
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Problem::invalid(wrong)) }
}

/// `None`: lists of that kind can't be ordered by it.
fn sort(kind: ObjectKind, key: &ViewOrder) -> Result<Option<Sort>, Problem> {
    let direction = if key.descending { "desc" } else { "asc" };
    Ok(order::read(kind, &one(&format!("order[{}]", key.by), direction))?.pop())
}

fn asked(sort: Sort, every: &Query, schema: &Schema) -> Result<(), Problem> {
    Question::of(&Query { order: vec![sort], ..every.clone() }, schema).map(drop)
}

fn one(name: &str, value: &str) -> Params {
    Params::of(vec![(name.to_owned(), value.to_owned())])
}
