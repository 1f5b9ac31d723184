//! One part of an export: things of one sort.

use std::sync::Arc;

use formats::sheet::{Writer, writer};
use model::flow::{self, Columns, Surroundings, Target};
use model::input::Input;
use model::key_value::KeyValue;
use model::object::{Object, ObjectKind};
use model::permission::Rights;
use model::problem::{Field, Problem};
use model::query::{Condition, Filter, KeyValueQuery, NamedValues, Query, Resource, Sheets, Start, Wanted};
use model::schema::{ExportProfile, Extension, PredefinedValue, Schema};

use super::noted::{Asked, Lists, Noted, PAGE};
use super::writing;
use crate::frame::frame;
use crate::imports::blocking;
use crate::items::Item;
use crate::{App, Failure};

/// Things that are read at once.
const CHUNK: usize = 1_000;

/// Tells where the file of an asset is found.
type Url<'a> = &'a (dyn Fn(&Object) -> Option<String> + Send + Sync);

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
    /// What is asked for.
    Asked(Asked),
    /// What is left of what was found.
    Noted(Noted),
    /// Nothing.
    Nothing,
}

impl Part {
    /// Errors: what of the profile can't be.
    pub fn of(
        app: &App,
        profile: ExportProfile,
        as_of: Option<i64>,
        rights: &Rights,
        schema: &Arc<Schema>,
    ) -> Result<Self, Failure> {
        let columns = Columns::of(&profile, schema).map_err(Problem::invalid)?;
        let asked = match &profile.layout.model {
            Target::Objects(kind, of) => {
                rights.check_read(&Resource::Objects(*kind))?;
                let query = Box::new(asked(app, &profile, (*kind, of.as_deref()), rights)?);
                match as_of {
                    Some(moment) => {
                        Wanted::of(&query, schema)?;
                        Asked::Stood(query, moment)
                    }
                    None => Asked::Objects(query),
                }
            }
            Target::Values => {
                rights.check_read(&Resource::Values)?;
                Asked::Values(filtered(&profile, &["attribute.id"])?)
            }
            Target::KeyValues => {
                rights.check_read(&Resource::KeyValues)?;
                filtered(&profile, &[])?;
                Asked::Pairs(KeyValueQuery { start: Start::After(String::new()), limit: PAGE, rights: rights.clone() })
            }
            Target::Definitions(kind) => {
                filtered(&profile, &[])?;
                Asked::Definitions(schema.all(*kind).count())
            }
        };
        Ok(Self { profile, columns: Arc::new(columns), schema: Arc::clone(schema), rest: Rest::Asked(asked) })
    }

    /// What it asks for, as long as it wasn't found.
    pub fn asked(&self) -> Option<Asked> {
        match &self.rest {
            Rest::Asked(asked) => Some(asked.clone()),
            _ => None,
        }
    }

    /// Takes what was found.
    pub fn found(&mut self, noted: Noted) {
        self.rest = Rest::Noted(noted);
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
    pub async fn next(&mut self, app: &App, lists: &mut Lists, says_what: bool) -> Result<Option<Vec<Line>>, Failure> {
        let Rest::Noted(noted) = &mut self.rest else { return Ok(None) };
        let things = match noted {
            Noted::Objects(query, picked) => {
                let schema = app.schema().await?;
                match picked.sheets(app, query, &schema, CHUNK).await? {
                    Some(Sheets { sheets, .. }) => {
                        let values = lists.named(&sheets, &self.schema)?;
                        Some(Things::Objects(Sheets { sheets, values }))
                    }
                    None => None,
                }
            }
            Noted::Stood(stood) => match stood.next(app).await? {
                Some(Sheets { sheets, .. }) => {
                    let values = lists.named(&sheets, &self.schema)?;
                    Some(Things::Objects(Sheets { sheets, values }))
                }
                None => None,
            },
            Noted::Values(values) => Some(values.next(CHUNK)?).filter(|next| !next.is_empty()).map(Things::Values),
            Noted::Pairs(pairs) => Some(pairs.next(CHUNK)?).filter(|next| !next.is_empty()).map(Things::Pairs),
            Noted::Definitions(_) => {
                self.rest = Rest::Nothing;
                Some(Things::Definitions)
            }
        };
        match things {
            Some(things) => self.print(app, things, says_what).await.map(Some),
            None => Ok(None),
        }
    }

    async fn print(&self, app: &App, things: Things, says_what: bool) -> Result<Vec<Line>, Failure> {
        let (columns, schema, target) =
            (Arc::clone(&self.columns), Arc::clone(&self.schema), self.profile.layout.model.clone());
        if self.profile.layout.notation.extension != Extension::Ndjson {
            let url = app.addresses();
            return blocking(move || Ok(cells(&columns, &schema, &target, &things, &url))).await;
        }
        let items = Arc::clone(app.items()?);
        let (resource, locales) = (target.resource(), self.profile.layout.locales.clone());
        blocking(move || {
            let none = NamedValues::new();
            let values = if let Things::Objects(sheets) = &things { &sheets.values } else { &none };
            let print = |item: Item<'_>| {
                let printed = items.print(resource, item, &locales, &schema, values)?;
                let line = if says_what { frame(resource, "item", &printed) } else { printed };
                Ok(vec![String::from_utf8(line).map_err(|error| Failure::Internal(Box::new(error)))?])
            };
            things.items(&schema, &target).into_iter().map(print).collect()
        })
        .await
    }
}

/// Things that were read.
enum Things {
    Objects(Sheets),
    Values(Vec<PredefinedValue>),
    Pairs(Vec<KeyValue>),
    Definitions,
}

impl Things {
    fn items<'a>(&'a self, schema: &'a Schema, target: &Target) -> Vec<Item<'a>> {
        match self {
            Self::Objects(sheets) => sheets.sheets.iter().map(Item::Object).collect(),
            Self::Values(values) => values.iter().map(Item::Value).collect(),
            Self::Pairs(pairs) => pairs.iter().map(Item::KeyValue).collect(),
            Self::Definitions => match target {
                Target::Definitions(kind) => schema.all(*kind).map(|one| Item::Definition(one)).collect(),
                _ => Vec::new(),
            },
        }
    }
}

fn cells(columns: &Columns, schema: &Schema, target: &Target, things: &Things, url: Url<'_>) -> Vec<Line> {
    let none = NamedValues::new();
    let values = if let Things::Objects(sheets) = things { &sheets.values } else { &none };
    let around = Surroundings { schema, values, url };
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

/// What the filters of a profile say, of what is no object and known by these names alone.
fn filtered(profile: &ExportProfile, names: &[&str]) -> Result<Vec<String>, Problem> {
    let params = params(&profile.filters)?;
    if let Some((name, _)) = params.iter().find(|(name, _)| !names.contains(&name.trim_end_matches("[]"))) {
        let message = format!("There is no filter \"{}\" of {}.", name.escape_debug(), profile.layout.model.resource());
        return Err(Problem::at(Field::Property("filters"), "unknown_filter", message));
    }
    Ok(params.into_iter().map(|(_, value)| value).collect())
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
