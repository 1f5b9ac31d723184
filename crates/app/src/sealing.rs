//! Secrets that definitions keep are sealed before anything is planned: passwords in addresses, and what webhooks are
//! called with. Those of webhooks are opened here alone, for the moment of a call. The secrets of apps are drawn here.

use model::address::{self, MASK};
use model::command::{Action, AppFields, Command, DefinitionFields, Patch, PutMode, WebhookFields};
use model::event::secret;
use model::problem::{Field, Kind, Problem};
use model::schema::{App as AppSpec, Planning, Webhook};

use crate::remote::Missed;
use crate::{App, Failure};

/// What a webhook is called with.
pub(crate) struct Credentials {
    /// The value of `Authorization`.
    pub authorization: Option<String>,
    /// What calls are signed with, as it was written.
    pub secret: Option<String>,
}

impl App {
    /// Seals them; a command with an address that may not be called, or a secret that is none, is refused.
    pub(crate) async fn seal_secrets(&self, commands: &mut [Command]) -> Result<(), Failure> {
        for command in commands {
            let Action::PutDefinition(put) = &mut command.action else { continue };
            let sealed = match &mut put.fields {
                DefinitionFields::Webhook(own) => self.seal_webhook(own).await,
                DefinitionFields::App(own) => self.draw_secret(own, put.mode).await,
                fields => self.seal_fields(fields).await,
            };
            match sealed {
                Err(Failure::Problem(problem)) if problem.kind == Kind::Invalid => {
                    command.action = Action::Refused(Box::new(problem));
                }
                sealed => sealed?,
            }
        }
        Ok(())
    }

    async fn seal_fields(&self, fields: &mut DefinitionFields) -> Result<(), Failure> {
        let Some((given, field)) = address_in(fields) else { return Ok(()) };
        if !given.is_empty() && !address::is_masked(given) {
            *given = self.seal_address(given).await.map_err(|missed| bad_address(missed, field))?;
        }
        Ok(())
    }

    async fn seal_webhook(&self, own: &mut WebhookFields) -> Result<(), Failure> {
        own.allows_http = self.keeping.terms.allows_http;
        self.check_url(&own.url)?;
        if let Some(given) = given(&mut own.authorization) {
            secret::check_authorization(given)?;
            *given = self.sealed(Webhook::AUTHORIZATION, given, "authorization").await?;
        }
        if let Some(given) = given(&mut own.secret) {
            secret::check_secret(given)?;
            *given = self.sealed(Webhook::SECRET, given, "secret").await?;
        }
        Ok(())
    }

    /// Draws what calls to an app are signed with, for one that has nothing yet or wants a new one.
    async fn draw_secret(&self, own: &mut AppFields, mode: PutMode) -> Result<(), Failure> {
        own.allows_http = self.keeping.terms.allows_http;
        self.check_url(&own.url)?;
        if own.renews || mode != PutMode::Update {
            let drawn = self.word() + &self.word();
            own.secret = Some(self.sealed(AppSpec::SECRET, &drawn, "secret").await?);
        }
        Ok(())
    }

    /// Errors: it may not be called. Any address that isn't of the web is refused by the plan, in words of its own.
    fn check_url(&self, url: &Patch<String>) -> Result<(), Failure> {
        match url {
            Patch::Value(url) if address::is_of_web(url) => {
                let checked = self.keeping.outward.check(url).map_err(Missed::from);
                checked.map_err(|missed| bad_address(missed, Field::Property("url")))
            }
            _ => Ok(()),
        }
    }

    async fn sealed(&self, purpose: &str, secret: &str, property: &'static str) -> Result<String, Failure> {
        let sealed = self.keeping.seal.seal(purpose, secret).map_err(Missed::from);
        let sealed = sealed.map_err(|missed| missed.at(Field::Property(property)))?;
        self.note_seal().await?;
        Ok(sealed)
    }

    /// What a webhook is called with. Errors: its secrets were sealed with another key.
    pub(crate) fn credentials(&self, webhook: &Webhook) -> Result<Credentials, Missed> {
        let open = |purpose, sealed: &Option<String>| {
            let opened = sealed.as_deref().map(|sealed| self.keeping.seal.open(purpose, sealed));
            opened.transpose()
        };
        Ok(Credentials {
            authorization: open(Webhook::AUTHORIZATION, &webhook.authorization)?,
            secret: open(Webhook::SECRET, &webhook.secret)?,
        })
    }
}

/// A secret that is to be sealed.
fn given(patch: &mut Patch<String>) -> Option<&mut String> {
    match patch {
        Patch::Value(text) if !text.is_empty() && text != MASK => Some(text),
        _ => None,
    }
}

fn bad_address(missed: Missed, field: Field) -> Failure {
    match missed {
        Missed::Failed(failure) => failure,
        Missed::Told(message) | Missed::Lasting(message) => Problem::at(field, "bad_address", message).into(),
    }
}

/// The address that a definition shall keep, and the field that it is given in.
fn address_in(fields: &mut DefinitionFields) -> Option<(&mut String, Field)> {
    let member = |[flow, _, address]: [&'static str; 3]| Field::Member(flow, address.to_owned());
    let (address, field) = match fields {
        DefinitionFields::ImportProfile(own) => (&mut own.layout.remote_path, Field::Property("remotePath")),
        DefinitionFields::ExportProfile(own) => (&mut own.layout.remote_path, Field::Property("remotePath")),
        DefinitionFields::ImportPlanning(own) => (&mut own.address, member(Planning::IMPORT)),
        DefinitionFields::ExportPlanning(own) => (&mut own.address, member(Planning::EXPORT)),
        _ => return None,
    };
    match address {
        Patch::Value(address) => Some((address, field)),
        Patch::Absent | Patch::Null => None,
    }
}
