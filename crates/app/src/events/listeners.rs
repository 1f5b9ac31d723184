//! Who hears of what, and since when.

use std::sync::Arc;

use model::changes::Cursor;
use model::event::EventCode;
use model::schema::{Definition, DefinitionKind, Schema, Webhook};
use store::conn::Conn;
use store::events::{self, Since};

use crate::{App, Failure};

/// The webhooks that are switched on.
pub(super) struct Listeners {
    /// As they are defined.
    pub schema: Arc<Schema>,
    /// Each by its number.
    listeners: Vec<(Arc<Definition>, Since)>,
}

impl Listeners {
    /// Those of now; what is known of them holds as long as no definition changes.
    pub async fn now(app: &App, known: Option<Self>) -> Result<Self, Failure> {
        let schema = app.confirmed().await?;
        let numbers = |schema: &Schema| (schema.rules, schema.labels);
        if let Some(known) = known.filter(|known| numbers(&known.schema) == numbers(&schema)) {
            return Ok(known);
        }
        let active: Vec<Arc<Definition>> = active(&schema).cloned().collect();
        let ids = active.iter().map(|definition| definition.id).collect();
        let since = app.store.read(async move |conn: &mut Conn<'_>| events::since(conn, ids).await).await?;
        let since = |definition: Arc<Definition>| {
            let since = since.get(&definition.id).copied().unwrap_or_default();
            (definition, since)
        };
        Ok(Self { listeners: active.into_iter().map(since).collect(), schema })
    }

    /// Since which change somebody listens; `None`: nobody does.
    pub fn first(&self) -> Option<Cursor> {
        self.listeners.iter().map(|(_, since)| since.cursor).min()
    }

    /// Whether anybody wants to hear of that.
    pub fn want(&self, code: EventCode) -> bool {
        self.listeners.iter().any(|(definition, _)| wants(definition, code))
    }

    /// The numbers of those who want to hear of it, and did when it happened.
    pub fn of(&self, code: EventCode, heard: impl Fn(&Since) -> bool) -> Vec<i64> {
        let those = self.listeners.iter().filter(|(definition, since)| wants(definition, code) && heard(since));
        those.map(|(definition, _)| definition.id).collect()
    }
}

/// Whether any webhook is switched on.
pub(super) fn someone_listens(schema: &Schema) -> bool {
    active(schema).next().is_some()
}

fn active(schema: &Schema) -> impl Iterator<Item = &Arc<Definition>> {
    let all = schema.all(DefinitionKind::Webhook);
    all.filter(|definition| definition.says::<Webhook>().is_some_and(|webhook| webhook.is_active))
}

fn wants(definition: &Definition, code: EventCode) -> bool {
    definition.says::<Webhook>().is_some_and(|webhook| webhook.wants(code))
}
