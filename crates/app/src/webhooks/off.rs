//! Receivers that fail for good: their webhooks are switched off, and say why.

use std::collections::BTreeMap;

use model::command::{Action, Command, DefinitionFields, Expect, Patch, PutDefinition, PutMode, WebhookFields};
use model::event::{DeliveryState, Retry};
use model::permission::{Actor, Origin, Rights};
use model::problem::Kind;
use model::schema::{Definition, Webhook};
use store::conn::Conn;
use store::events::{self, Settled};

use crate::{App, Failure, Mode, Options};

impl App {
    /// Switches off what failed too often, of those that something was given up of just now.
    pub(super) async fn judge(&self, settled: &[Settled]) {
        let failed = settled.iter().filter(|settled| settled.state == DeliveryState::Failed);
        let last: BTreeMap<i64, &Settled> = failed.map(|settled| (settled.owed.webhook, settled)).collect();
        for (webhook, last) in last {
            let trouble = last.reply.trouble.as_deref().unwrap_or_default();
            if let Err(failure) = self.switch_off(webhook, trouble).await {
                tracing::warn!(webhook, %failure, "a webhook that fails could not be switched off");
            }
        }
    }

    /// Errors: those of a write. One that was changed meanwhile stays as it is.
    async fn switch_off(&self, id: i64, trouble: &str) -> Result<(), Failure> {
        let schema = self.confirmed().await?;
        let Some(definition) = schema.by_id(id) else { return Ok(()) };
        let retry = self.keeping.terms.retry;
        // Any change of it begins anew.
        let (since, most) = (definition.updated.at, retry.failures());
        let count = async move |conn: &mut Conn<'_>| events::failed(conn, id, since, most).await;
        let is_on = definition.says::<Webhook>().is_some_and(|webhook| webhook.is_active);
        if !is_on || self.store.read(count).await? < most {
            return Ok(());
        }
        let actor = Actor::program("system", Rights::FULL, Origin::System);
        let command = off(definition, notice(retry, trouble));
        let outcomes = self.write(&actor, vec![command], Options::of(Mode::AllOrNothing)).await?;
        match outcomes.into_iter().find_map(Result::err) {
            Some(problem) if problem.kind != Kind::Stale => return Err(problem.into()),
            Some(_) => {}
            None => tracing::warn!(webhook = definition.code, trouble, "a webhook is switched off"),
        }
        Ok(())
    }
}

fn off(definition: &Definition, notice: String) -> Command {
    let fields =
        WebhookFields { active: Patch::Value(false), trouble: Patch::Value(notice), ..WebhookFields::default() };
    let put = PutDefinition {
        code: definition.code.clone(),
        mode: PutMode::Update,
        body_code: None,
        fields: DefinitionFields::Webhook(fields),
    };
    Command { action: Action::PutDefinition(put), expect: Some(Expect::OneOf(vec![definition.rev])) }
}

fn notice(retry: Retry, trouble: &str) -> String {
    let why = match retry {
        Retry::Hosted => {
            format!("The last {} events could not be delivered, however often each was sent.", retry.failures())
        }
        Retry::Patient => "An event could not be delivered within three days.".to_owned(),
    };
    format!("{why} The last answer: {trouble}")
}
