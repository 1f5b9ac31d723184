//! What the lines of a sheet name by labels, or may have made: the lists of values and the classifications that there are.

use std::collections::HashSet;

use model::command::Command;
use model::flow::{Known, LinePlan, Needed};
use model::object::{CLASSIFICATION_NAME, Object, ObjectKind};
use model::permission::Rights;
use model::query::{MAX_LIMIT, Query, Start, ValueQuery};
use model::schema::{Catalog, CatalogContent};
use model::value::{Stored, Value};

use crate::dry_run::{Shadow, Things};
use crate::{App, Failure};

/// What is known so far. A list is read whole when its first value is needed.
#[derive(Default)]
pub(super) struct Lists {
    known: Known,
    attributes: HashSet<String>,
    has_classifications: bool,
}

impl Lists {
    /// What is known.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// What is to be made before lines that need this. `shadow`: what lines before would have made, in a dry run.
    pub async fn missing(
        &mut self,
        app: &App,
        plan: &LinePlan,
        needed: Needed,
        mut shadow: Option<&mut Shadow>,
    ) -> Result<Vec<Command>, Failure> {
        for attribute in needed.values.keys() {
            if self.attributes.insert(attribute.clone()) {
                self.read_values(app, attribute, shadow.as_deref_mut()).await?;
            }
        }
        if !needed.classifications.is_empty() && !std::mem::replace(&mut self.has_classifications, true) {
            let content = if plan.target().object_kind() == Some(ObjectKind::Asset) {
                CatalogContent::Asset
            } else {
                CatalogContent::Document
            };
            self.read_classifications(app, shadow, content).await?;
        }
        Ok(plan.missing(&needed, &mut self.known))
    }

    async fn read_values(&mut self, app: &App, attribute: &str, shadow: Option<&mut Shadow>) -> Result<(), Failure> {
        let noted = shadow.map_or(Ok(Things::new()), |shadow| shadow.values(attribute))?;
        noted.values().flatten().for_each(|value| self.known.value(value));
        let mut start = Start::After(String::new());
        loop {
            let attributes = vec![attribute.to_owned()];
            let query = ValueQuery { attributes, start, limit: MAX_LIMIT, rights: Rights::READ };
            let (page, _) = app.values(query).await?;
            let as_stored = page.values.iter().filter(|value| !noted.contains_key(&value.code));
            as_stored.for_each(|value| self.known.value(value));
            match page.next {
                Some(next) => start = Start::After(next),
                None => return Ok(()),
            }
        }
    }

    /// All of them: by label those that lines may be placed in, and all by code.
    async fn read_classifications(
        &mut self,
        app: &App,
        shadow: Option<&mut Shadow>,
        content: CatalogContent,
    ) -> Result<(), Failure> {
        let schema = app.schema().await?;
        let holds = |node: &Object| {
            let catalog = schema.get::<Catalog>(schema.code_of(node.type_id));
            catalog.is_none_or(|(_, catalog)| catalog.object_type == content)
        };
        let noted = shadow.map_or(Ok(Things::new()), |shadow| shadow.objects(ObjectKind::Classification))?;
        noted.values().flatten().for_each(|node| self.name(node, holds(node)));
        let mut start = Start::After(String::new());
        loop {
            let all = Query::all(ObjectKind::Classification, Rights::READ);
            let (heads, schema) = app.heads(Query { start, limit: MAX_LIMIT, ..all }).await?;
            let ids = heads.heads.iter().map(|head| head.id).collect();
            let sheets = app.objects(&Rights::READ, ids, &schema).await?;
            let nodes = sheets.sheets.iter().map(|sheet| &sheet.object);
            let as_stored = nodes.filter(|node| !noted.contains_key(&node.code));
            as_stored.for_each(|node| self.name(node, holds(node)));
            match heads.next {
                Some(next) => start = Start::After(next),
                None => return Ok(()),
            }
        }
    }

    fn name(&mut self, node: &Object, by_label: bool) {
        let names = node.body.0.get(CLASSIFICATION_NAME).filter(|_| by_label).into_iter().flat_map(texts);
        self.known.classification(&node.code, names);
    }
}

/// The texts of a value, in whatever locales.
fn texts(stored: &Stored) -> impl Iterator<Item = &str> {
    let (plain, localised) = match stored {
        Stored::Plain(value) => (Some(value), None),
        Stored::Localised(values) => (None, Some(values)),
    };
    let all = plain.into_iter().chain(localised.into_iter().flat_map(|values| values.values()));
    all.filter_map(|value| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    })
}
