//! An app's page of settings.

use model::schema::{AppType, Configuration};
use serde_json::json;

use super::call::Said;
use super::{Asker, Shown, query};
use crate::{App, Failure};

impl App {
    /// What is shown for an app's settings: its page for the browser, or what it answers.
    pub async fn configuration(&self, asker: Asker<'_>, code: &str) -> Result<Shown, Failure> {
        asker.actor.check_manages_apps()?;
        let locales = asker.locales(&*self.schema().await?)?;
        let called = self.called(code).await?;
        let user = asker.user_id();
        if called.app.configuration == Configuration::Get && called.app.kind != AppType::Legacy {
            let mut pairs = vec![
                ("quableInstanceName", asker.instance),
                ("dataLocale", &locales.data),
                ("interfaceLocale", &locales.interface),
            ];
            pairs.extend(user.as_deref().map(|user| ("userId", user)));
            return Ok(Shown::Iframe(called.app.address(&format!("/{}", query(&pairs)))));
        }
        let data = json!({"dataLocale": locales.data, "interfaceLocale": locales.interface, "userId": user});
        let body = json!({"instance": asker.instance, "data": data});
        let reply = self.say(&called, asker.instance, Said::post("", &body)).await;
        self.to_be_shown(reply)
    }
}
