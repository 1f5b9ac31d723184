//! One part of an export: things of one sort.

use std::sync::Arc;

use formats::sheet::{Writer, writer};
use model::file::File;
use model::flow::{self, Columns, Surroundings, Target};
use model::input::Input;
use model::object::{Object, ObjectKind};
use model::permission::{Actor, Rights};
use model::problem::{Field, Problem};
use model::query::{Condition, Filter, KeyValueQuery, MAX_LIMIT, NamedValues, Query, Sheets, Start, ValueQuery};
use model::schema::{ExportProfile, Extension, Schema};

use super::picked::Picked;
use super::writing;
use crate::imports::blocking;
use crate::items::Item;
use crate::{App, Failure};

/// Objects that are read at once.
const CHUNK: usize = 1_000;

/// A line: its cells.
pub(super) type Line = Vec<String>;

/// Things of one sort, and how they are written.
pub(super) struct Part {
    profile: ExportProfile,
    columns: Arc<Columns>,
    schema: Arc<Schema>,
    rest: Rest,
}

/// What is still to be written.
enum Rest {
    /// Objects that a question asks for.
    Asked(Box<Query>),
    /// Those that were found.
    Objects(Box<Query>, Picked),
    /// Predefined values, from there on.
    Values(Start),
    /// Pairs, from there on.
    Pairs(Start),
    /// All definitions.
    Definitions,
    /// Nothing.
    Nothing,
}

impl Part {
    /// Errors: what of the profile can't be.
    pub fn of(app: &App, profile: ExportProfile, rights: &Rights, schema: &Arc<Schema>) -> Result<Self, Failure> {
        let columns = Columns::of(&profile, schema).map_err(Problem::invalid)?;
        let rest = match &profile.layout.model {
            Target::Objects(kind, of) => Rest::Asked(Box::new(asked(app, &profile, (*kind, of.as_deref()), rights)?)),
            Target::Values => Rest::Values(Start::After(String::new())),
            Target::KeyValues => Rest::Pairs(Start::After(String::new())),
            Target::Definitions(_) => Rest::Definitions,
        };
        Ok(Self { profile, columns: Arc::new(columns), schema: Arc::clone(schema), rest })
    }

    /// Which objects it asks for, if it is of objects.
    pub fn question(&self) -> Option<Query> {
        match &self.rest {
            Rest::Asked(query) => Some(Query::clone(query)),
            _ => None,
        }
    }

    /// The objects that were found.
    pub fn found(&mut self, picked: Picked) {
        if let Rest::Asked(query) = std::mem::replace(&mut self.rest, Rest::Nothing) {
            self.rest = Rest::Objects(query, picked);
        }
    }

    /// The name of a file of it alone.
    pub fn file_name(&self) -> String {
        let ending = self.profile.layout.notation.extension.name();
        format!("{}.{ending}", self.profile.layout.model.file_name())
    }

    /// A file of it.
    pub async fn begin(&self) -> Result<Writer<std::fs::File>, Failure> {
        let writing = writing(&self.profile.layout.notation, &self.profile.layout.model.file_name());
        let columns = Arc::clone(&self.columns);
        blocking(move || {
            let mut out = writer(tempfile::tempfile()?, &writing)?;
            out.header(&columns.header())?;
            Ok(out)
        })
        .await
    }

    /// The next lines; `None`: these were all. `says_what`: each line of JSON says what it is.
    pub async fn next(&mut self, app: &App, actor: &Actor, says_what: bool) -> Result<Option<Vec<Line>>, Failure> {
        let rights = &actor.rights;
        let things = match std::mem::replace(&mut self.rest, Rest::Nothing) {
            Rest::Nothing | Rest::Asked(_) => return Ok(None),
            Rest::Objects(query, mut picked) => {
                let schema = app.schema().await?;
                let Some(sheets) = picked.sheets(app, &query, &schema, CHUNK).await? else { return Ok(None) };
                self.rest = Rest::Objects(query, picked);
                Things::Objects(sheets)
            }
            Rest::Values(start) => {
                let query = ValueQuery { attributes: Vec::new(), start, limit: MAX_LIMIT, rights: rights.clone() };
                let (page, _) = app.values(query).await?;
                self.rest = page.next.map_or(Rest::Nothing, |next| Rest::Values(Start::After(next)));
                Things::Values(page.values)
            }
            Rest::Pairs(start) => {
                let page = app.key_values(KeyValueQuery { start, limit: MAX_LIMIT, rights: rights.clone() }).await?;
                self.rest = page.next.map_or(Rest::Nothing, |next| Rest::Pairs(Start::After(next)));
                Things::Pairs(page.pairs)
            }
            Rest::Definitions => Things::Definitions,
        };
        self.print(app, things, says_what).await.map(Some)
    }

    async fn print(&self, app: &App, things: Things, says_what: bool) -> Result<Vec<Line>, Failure> {
        let (columns, schema, target) =
            (Arc::clone(&self.columns), Arc::clone(&self.schema), self.profile.layout.model.clone());
        if self.profile.layout.notation.extension != Extension::Ndjson {
            return blocking(move || Ok(cells(&columns, &schema, &target, &things))).await;
        }
        let items = Arc::clone(app.items()?);
        let resource = target.resource();
        blocking(move || {
            let none = NamedValues::new();
            let values = if let Things::Objects(sheets) = &things { &sheets.values } else { &none };
            let print = |item: Item<'_>| {
                let printed = items.print(resource, item, &schema, values)?;
                let text = String::from_utf8(printed).map_err(|error| Failure::Internal(Box::new(error)))?;
                Ok(vec![if says_what { format!("{{\"resource\":\"{resource}\",\"item\":{text}}}") } else { text }])
            };
            things.items(&schema, &target).into_iter().map(print).collect()
        })
        .await
    }
}

/// Things that were read.
enum Things {
    Objects(Sheets),
    Values(Vec<Arc<model::schema::PredefinedValue>>),
    Pairs(Vec<Arc<model::key_value::KeyValue>>),
    Definitions,
}

impl Things {
    fn items<'a>(&'a self, schema: &'a Schema, target: &Target) -> Vec<Item<'a>> {
        match self {
            Self::Objects(sheets) => sheets.sheets.iter().map(Item::Object).collect(),
            Self::Values(values) => values.iter().map(|value| Item::Value(value)).collect(),
            Self::Pairs(pairs) => pairs.iter().map(|pair| Item::KeyValue(pair)).collect(),
            Self::Definitions => match target {
                Target::Definitions(kind) => schema.all(*kind).map(|one| Item::Definition(one)).collect(),
                _ => Vec::new(),
            },
        }
    }
}

fn cells(columns: &Columns, schema: &Schema, target: &Target, things: &Things) -> Vec<Line> {
    let none = NamedValues::new();
    let values = if let Things::Objects(sheets) = things { &sheets.values } else { &none };
    let around = Surroundings { schema, values, url: &source };
    let line = |item: Item<'_>| match item {
        Item::Object(sheet) => Some(columns.cells(flow::Item::Sheet(sheet), &around)),
        Item::Value(value) => Some(columns.cells(flow::Item::Value(value), &around)),
        Item::KeyValue(pair) => Some(columns.cells(flow::Item::Pair(pair), &around)),
        Item::Definition(definition) => Some(columns.cells(flow::Item::Definition(definition), &around)),
        Item::User(_) => None,
    };
    things.items(schema, target).into_iter().filter_map(line).collect()
}

/// What the filters of a profile ask for.
fn asked(
    app: &App,
    profile: &ExportProfile,
    (kind, of): (ObjectKind, Option<&str>),
    rights: &Rights,
) -> Result<Query, Failure> {
    let resource = profile.layout.model.resource();
    let mut query = app.items()?.query(resource, &params(&profile.filters)?, rights)?;
    if let Some(code) = of {
        query.filter = Filter::All(vec![query.filter, Filter::Is(Condition::Type(vec![code.to_owned()]))]);
    }
    Ok(Query { kind, ..query })
}

/// A JSON object as the parameters of a query: a list names its parameter several times.
fn params(filters: &str) -> Result<Vec<(String, String)>, Problem> {
    let bad = || Problem::at(Field::Property("filters"), "wrong_type", "Expected an object of filters, as lists take.");
    let Ok(Input::Map(members)) = Input::parse(filters) else { return Err(bad()) };
    let text = |input: &Input| match input {
        Input::Text(text) | Input::Number(text) => Ok(text.clone()),
        Input::Bool(value) => Ok(value.to_string()),
        _ => Err(bad()),
    };
    let mut params = Vec::new();
    for (name, value) in members {
        match value {
            Input::List(items) => {
                for item in &items {
                    params.push((name.clone(), text(item)?));
                }
            }
            value => params.push((name, text(&value)?)),
        }
    }
    Ok(params)
}

/// Where an asset's file came from.
fn source(asset: &Object) -> Option<String> {
    File::of(&asset.body)?.source
}
