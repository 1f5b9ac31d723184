//! What an app does at a place at which it is shown.

use std::collections::BTreeSet;

use model::object::ObjectKind;
use model::permission::Rights;
use model::problem::{Field, Problem};
use model::query::{Condition, Filter, MAX_LIMIT, Query, Test};
use model::schema::{App as Spec, AppType, Slot};
use serde_json::{Value, json};

use super::call::Said;
use super::{Asker, Locales, Shown, found, query};
use crate::{App, Failure};

/// What a call is about, in the words of who asks for it.
#[derive(Debug, Clone)]
pub struct Objects {
    /// The name of their kind.
    pub kind: String,
    /// Their ids.
    pub ids: Vec<String>,
}

impl App {
    /// Calls an app at one of its slots. It is told of no object that doesn't exist for who asks. What the app does wrong is
    /// shown, not an error.
    pub async fn call_slot(&self, asker: Asker<'_>, code: &str, slot: &str, about: &Objects) -> Result<Shown, Failure> {
        let schema = self.schema().await?;
        let locales = asker.locales(&schema)?;
        let (_, app) = found(&schema, code)?;
        let slot = app.slot(slot, &about.kind, &about.ids)?;
        self.check_seen(&asker.actor.rights, app, slot.object(), &about.ids).await?;
        let called = self.called(code).await?;
        let (rest, body) = if called.app.kind == AppType::Legacy {
            (String::new(), self.legacy_body(asker, slot, &about.ids, &locales).await?)
        } else {
            (query(&[("slot", slot.name())]), body(asker, slot, about, &locales))
        };
        let reply = self.say(&called, asker.instance, Said::post(&rest, &body)).await;
        self.to_be_shown(reply)
    }

    /// Errors: one of them doesn't exist for the reader, or isn't of the type that the app is for.
    async fn check_seen(&self, rights: &Rights, app: &Spec, kind: ObjectKind, ids: &[String]) -> Result<(), Failure> {
        let named = Filter::Is(Condition::Code(Test::Equals(ids.to_vec())));
        let is_typed = matches!(kind, ObjectKind::Document | ObjectKind::Variant);
        let of_type = app.document_type.iter().filter(|_| is_typed);
        let of_type = of_type.map(|code| Filter::Is(Condition::Type(vec![code.clone()])));
        let filter = Filter::All([named].into_iter().chain(of_type).collect());
        let query = Query { filter, limit: MAX_LIMIT, ..Query::all(kind, rights.clone()) };
        let (heads, _) = self.heads(query).await?;
        let seen: BTreeSet<_> = heads.heads.iter().map(|head| head.code.as_str()).collect();
        let Some(missing) = ids.iter().find(|id| !seen.contains(id.as_str())) else { return Ok(()) };
        let of_type = match &app.document_type {
            Some(code) if is_typed => format!(" of the type \"{code}\", for which the app is"),
            _ => String::new(),
        };
        let message = format!("There is no {} \"{}\"{of_type}.", kind.name(), missing.escape_debug());
        Err(Problem::at(Field::Member("object", "ids".to_owned()), "unknown_reference", message).into())
    }

    /// As apps of former times are told of it.
    async fn legacy_body(
        &self,
        asker: Asker<'_>,
        slot: Slot,
        ids: &[String],
        locales: &Locales,
    ) -> Result<Value, Failure> {
        let email = match asker.actor.account {
            Some(account) => self.user(&asker.actor.rights, account).await?.profile.email.clone(),
            None => String::new(),
        };
        let place = if slot.most() > 1 { "list" } else { "page" };
        Ok(json!({"data": {
            "quableInstanceName": asker.instance,
            "userName": asker.actor.name,
            "userEmail": email,
            "userId": asker.user_id(),
            "sourceAction": format!("{}_{place}", slot.object().name()),
            "documentIds": ids,
            // Until there are notices nobody could be told of one.
            "notificationCallback": {"url": null},
            "dataLocale": locales.data,
            "interfaceLocale": locales.interface,
        }}))
    }
}

fn body(asker: Asker<'_>, slot: Slot, about: &Objects, locales: &Locales) -> Value {
    json!({
        "instance": asker.instance,
        "slot": slot.name(),
        "object": {"type": about.kind, "ids": about.ids},
        "data": {
            "dataLocale": locales.data,
            "interfaceLocale": locales.interface,
            "userId": asker.user_id(),
        },
    })
}
