//! Objects on their way into commands: a fixed number of statements for each chunk of them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use model::command::Command;
use model::edit::{Edit, Target, copied, copy_codes};
use model::index;
use model::object::{ASSET_NAME, Object, ObjectKind};
use model::permission::Rights;
use model::query::Sheet;
use model::schema::Schema;
use model::value::{Stored, Value};

use crate::{App, Failure};

/// One object to be edited.
pub(super) struct Item {
    /// Its code.
    pub code: String,
    /// What it is called, if it is called anything.
    pub title: Option<String>,
    /// What is to be done: its own command first.
    pub commands: Vec<Command>,
}

impl App {
    /// What an edit comes to on the objects of these numbers, in that order; `None`: that one is gone.
    pub(super) async fn edit_items(
        &self,
        edit: &Edit,
        rights: &Rights,
        ids: Vec<i64>,
        schema: &Arc<Schema>,
    ) -> Result<Vec<Option<Item>>, Failure> {
        let sheets = if edit.needs_whole() {
            self.sheets(rights, edit.kind, ids.clone(), schema).await?.sheets
        } else {
            self.objects(rights, ids.clone(), schema).await?.sheets
        };
        let copies = if edit.duplicates() { self.free_codes(&sheets).await? } else { HashMap::new() };
        let documents = self.documents_of(rights, &sheets, schema).await?;
        let mut items = HashMap::with_capacity(sheets.len());
        for sheet in &sheets {
            let object = &sheet.object;
            let document = object.parent.as_ref().and_then(|parent| documents.get(&parent.id)).map(|own| &**own);
            let commands = match copies.get(&object.id) {
                Some(code) => copied(sheet, code, schema, rights).into_iter().collect(),
                None => edit.commands(Target { object, document }, schema),
            };
            let item = Item { code: object.code.clone(), title: title(object, schema), commands };
            items.insert(object.id, item);
        }
        Ok(ids.iter().map(|id| items.remove(id)).collect())
    }

    /// The codes of copies, by the numbers of what they are copied from.
    async fn free_codes(&self, sheets: &[Sheet]) -> Result<HashMap<i64, String>, Failure> {
        let name = |code: String| (ObjectKind::Document, code);
        let wanted = sheets.iter().flat_map(|sheet| copy_codes(&sheet.object.code)).map(name).collect();
        let mut taken: BTreeSet<_> = self.there(wanted).await?;
        let mut free = HashMap::with_capacity(sheets.len());
        for sheet in sheets {
            let own = copy_codes(&sheet.object.code).find(|code| taken.insert(name(code.clone())));
            // Where all are taken the last one is refused with words.
            let code = own.or_else(|| copy_codes(&sheet.object.code).last()).unwrap_or_default();
            free.insert(sheet.object.id, code);
        }
        Ok(free)
    }

    /// The documents of variants, by number.
    async fn documents_of(
        &self,
        rights: &Rights,
        sheets: &[Sheet],
        schema: &Arc<Schema>,
    ) -> Result<HashMap<i64, Arc<Object>>, Failure> {
        let variants = sheets.iter().filter(|sheet| sheet.object.kind == ObjectKind::Variant);
        let ids: BTreeSet<i64> = variants.filter_map(|sheet| Some(sheet.object.parent.as_ref()?.id)).collect();
        let found = self.objects(rights, ids.into_iter().collect(), schema).await?.sheets;
        Ok(found.into_iter().map(|sheet| (sheet.object.id, sheet.object)).collect())
    }
}

/// What an object is called: in the default locale, else in any.
fn title(object: &Object, schema: &Schema) -> Option<String> {
    let name = match object.kind {
        ObjectKind::Asset => ASSET_NAME,
        _ => index::title_attribute(object, schema)?,
    };
    let value = match object.body.0.get(name)? {
        Stored::Plain(value) => value,
        Stored::Localised(values) => values.get(schema.default_locale()).or_else(|| values.values().next())?,
    };
    match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}
