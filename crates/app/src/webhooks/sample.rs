//! A call now, to see what a receiver gets and what it says to it. It is in no log, and nobody tries again.

use model::event::{Draft, EventCode, Item, Process, Sample, payload};
use model::job;
use model::object::ObjectKind;
use model::permission::Actor;
use model::query::{Query, Start, ValueQuery};
use model::schema::{DefinitionKind, Schema};
use tokio::time::Instant;

use super::call::Letter;
use super::log::check_right;
use super::named;
use crate::{App, Failure};

/// What stands for things of a kind that there are none of.
const MADE_UP: &str = "sample";

impl App {
    /// Sends an event of that code, or the first one that the webhook names: of something that is there, else made up.
    /// Errors: `NotFound`; `Forbidden`.
    pub async fn send_sample(&self, actor: &Actor, webhook: &str, event: Option<EventCode>) -> Result<Sample, Failure> {
        check_right(actor)?;
        let schema = self.schema().await?;
        let (_, known) = named(&schema, webhook)?;
        let code = event.or_else(|| known.events.first().copied()).unwrap_or(EventCode::DocumentUpdate);
        let event = self.drafted(actor, code, &schema).await?.event(&self.word(), &schema);
        let payload = payload(&event.body, self.base());
        let begun = Instant::now();
        let reply = self.call(Letter { webhook: known, uuid: &event.uuid, payload: payload.clone() }).await;
        let took = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        Ok(Sample { payload, status: reply.status, took, trouble: reply.trouble })
    }

    /// An event of that code that might have happened just now.
    async fn drafted(&self, actor: &Actor, code: EventCode, schema: &Schema) -> Result<Draft, Failure> {
        let (what, became) = code.name().split_once('.').unwrap_or_default();
        let (id, name, document_type) = match what {
            "value" => self.some_value(actor).await?,
            "users" => (actor.account.unwrap_or_default(), actor.name.clone(), None),
            "bulk_edit" | "import" | "export" => (1, job::id(1), None),
            kind => self.some_object(actor, if kind == "media" { "asset" } else { kind }, schema).await?,
        };
        let mut draft = Draft::new(code, (id, &name), (self.now(), &actor.name));
        draft.document_type = (what == "document").then(|| document_type.unwrap_or_else(|| MADE_UP.to_owned()));
        if became == "update" {
            draft.locales.insert(schema.default_locale().to_owned());
            let attribute = schema.all(DefinitionKind::Attribute).next();
            draft.items.extend(attribute.map(|attribute| Item::Field(attribute.code.clone())));
        }
        let count = r#"{"count":{"total":1,"created":1,"updated":0,"deleted":0,"ignored":0,"errors":0}}"#;
        draft.process =
            (became == "finish").then(|| Process { status: "finished".to_owned(), metadata: count.to_owned() });
        Ok(draft)
    }

    /// Number, code and the code of the type of some object of a kind.
    async fn some_object(
        &self,
        actor: &Actor,
        kind: &str,
        schema: &Schema,
    ) -> Result<(i64, String, Option<String>), Failure> {
        let made_up = (0, MADE_UP.to_owned(), None);
        let Some(kind) = ObjectKind::from_name(kind) else { return Ok(made_up) };
        let (heads, newest) = self.heads(Query { limit: 1, ..Query::all(kind, actor.rights.clone()) }).await?;
        let Some(head) = heads.heads.into_iter().next() else { return Ok(made_up) };
        let sheets = self.objects(&actor.rights, vec![head.id], &newest).await?;
        let of_type = sheets.sheets.first().and_then(|sheet| schema.by_id(sheet.object.type_id));
        Ok((head.id, head.code, of_type.map(|definition| definition.code.clone())))
    }

    async fn some_value(&self, actor: &Actor) -> Result<(i64, String, Option<String>), Failure> {
        let query =
            ValueQuery { attributes: Vec::new(), start: Start::Page(1), limit: 1, rights: actor.rights.clone() };
        let (page, _) = self.values(query).await?;
        let value = page.values.first();
        Ok(value.map_or((0, MADE_UP.to_owned(), None), |value| {
            (value.id, format!("attribute={};code={}", value.attribute, value.code), None)
        }))
    }
}
