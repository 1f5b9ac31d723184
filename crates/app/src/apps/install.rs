//! Letting an app in, and out again: it says what it may do, is given a token of that, tries it, and says yes.

use std::time::Duration;

use model::permission::Access;
use model::problem::{Field, Problem};
use model::schema::{AppType, access};
use outward::{Method, Reply};
use serde_json::json;

use super::answer::is_success;
use super::call::{Called, PATIENCE, Said};
use super::{Asker, Locales, found, query};
use crate::accounts::Token;
use crate::remote::Missed;
use crate::{App, Failure};

/// How long an app may take to install itself.
const INSTALLING: Duration = Duration::from_secs(30);

impl App {
    /// Installs an app, or installs it anew: what it had before works until it has said yes. Errors: `Forbidden`; the app
    /// didn't do its part, and has nothing then that it hadn't before.
    pub async fn install(&self, asker: Asker<'_>, code: &str) -> Result<(), Failure> {
        asker.actor.check_manages_apps()?;
        let locales = asker.locales(&*self.schema().await?)?;
        let called = self.called(code).await?;
        if called.app.kind == AppType::Legacy {
            let message = format!("The app \"{code}\" is of type legacy: it is called as it is, and not installed.");
            return Err(Problem::conflict(message).into());
        }
        let access = self.asked_permission(asker, &called).await?;
        let token = self.accounts.begin_app((called.id, code), access, &asker.actor.name).await?;
        let told = self.hand_over(asker, &called, &locales, &token).await;
        if told.is_err() {
            self.accounts.drop_app(&token).await?;
        }
        told?;
        if !self.accounts.settle_app(called.id, &token).await? {
            let message = format!("The app \"{code}\" was uninstalled while it was being installed. Try again.");
            return Err(Problem::conflict(message).into());
        }
        Ok(())
    }

    /// Takes an app's token from it, and tells it so. What stood against telling it, in words.
    pub async fn uninstall(&self, asker: Asker<'_>, code: &str) -> Result<Option<String>, Failure> {
        asker.actor.check_manages_apps()?;
        let schema = self.schema().await?;
        let (definition, app) = found(&schema, code)?;
        let had_any = self.accounts.end_app(definition.id).await?;
        if app.kind == AppType::Legacy || !had_any {
            return Ok(None);
        }
        match self.tell_uninstalled(asker, code).await {
            Ok(reply) if is_success(&reply) => Ok(None),
            Ok(reply) => Ok(Some(format!("it answered {}", reply.answer.status))),
            Err(Missed::Told(words) | Missed::Lasting(words)) => Ok(Some(words)),
            Err(Missed::Failed(Failure::Problem(problem))) => Ok(Some(problem.message)),
            Err(Missed::Failed(failure)) => Err(failure),
        }
    }

    async fn tell_uninstalled(&self, asker: Asker<'_>, code: &str) -> Result<Reply, Missed> {
        let called = self.called(code).await.map_err(Missed::Failed)?;
        let body = json!({"data": {"quableInstanceName": asker.instance}});
        let rest = format!("/uninstall{}", query(&[("quableInstanceName", asker.instance)]));
        self.say(&called, asker.instance, Said::post(&rest, &body)).await
    }

    /// What the app asks to be allowed.
    async fn asked_permission(&self, asker: Asker<'_>, called: &Called) -> Result<Access, Failure> {
        let said = Said { method: Method::GET, rest: "/permission", body: String::new(), patience: PATIENCE };
        let url = called.app.address(said.rest);
        let reply = self.say(called, asker.instance, said).await.map_err(|missed| unreachable(&url, missed))?;
        let wanted: Option<Vec<String>> = serde_json::from_slice(&reply.answer.body).ok().filter(|_| !reply.is_cut);
        let only = wanted.as_deref().and_then(|wanted| if let [one] = wanted { access(one) } else { None });
        match only {
            Some(access) if is_success(&reply) => Ok(access),
            _ => Err(unexpected(&url, r#"["read_access"] or ["full_access"]"#, &reply)),
        }
    }

    /// Gives the app its token. The app may call back with it before it answers.
    async fn hand_over(
        &self,
        asker: Asker<'_>,
        called: &Called,
        locales: &Locales,
        token: &Token,
    ) -> Result<(), Failure> {
        let query = query(&[
            ("quableInstanceName", asker.instance),
            ("interfaceLocale", &locales.interface),
            ("dataLocale", &locales.data),
        ]);
        let body = json!({"data": {
            "quableInstanceName": asker.instance,
            "quableAuthToken": token.as_str(),
            "quableInstanceUrl": Some(asker.base).filter(|base| !base.is_empty()),
            "interfaceLocale": locales.interface,
            "dataLocale": locales.data,
            "userId": asker.user_id(),
        }});
        let rest = format!("/install{query}");
        let said = Said { patience: INSTALLING, ..Said::post(&rest, &body) };
        let url = called.app.address("/install");
        let reply = self.say(called, asker.instance, said).await.map_err(|missed| unreachable(&url, missed))?;
        if is_success(&reply) { Ok(()) } else { Err(unexpected(&url, "a status of 200 to 299", &reply)) }
    }
}

fn unreachable(url: &str, missed: Missed) -> Failure {
    let problem = |words| {
        let message = format!("The app is not installed: {url} could not be called: {words}.");
        Problem::at(Field::Property("url"), "unreachable", message).into()
    };
    match missed {
        Missed::Told(words) | Missed::Lasting(words) => problem(words),
        Missed::Failed(failure) => failure,
    }
}

fn unexpected(url: &str, expected: &str, reply: &Reply) -> Failure {
    const MOST: usize = 200;
    let body = String::from_utf8_lossy(&reply.answer.body);
    let begins: String = body.chars().take(MOST).collect();
    let message = format!(
        "The app is not installed: expected {expected} of {url}; got {} \"{}\".",
        reply.answer.status,
        begins.escape_debug()
    );
    Problem::at(Field::Property("url"), "app_answer", message).into()
}
