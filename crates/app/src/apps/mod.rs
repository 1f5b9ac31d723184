//! Apps: pages of others inside Vitrine (v5.md 4.4). Calls to them are signed, bounded in size, time and number, and made
//! while nothing is held: no lock, no transaction, no place of a request. So an app may call back.

mod answer;
mod call;
mod configuration;
mod install;
mod slots;
mod turns;

use std::sync::Arc;

use model::permission::Actor;
use model::problem::{Field, Problem};
use model::schema::{App as Spec, Definition, DefinitionKind, Schema, Spec as Said};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub use answer::Shown;
pub use slots::Objects;
pub(crate) use turns::Turns;

use crate::{App, Failure};

/// Whom an app is called for.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// Who it is.
    pub actor: &'a Actor,
    /// The name of this instance.
    pub instance: &'a str,
    /// Scheme and host at which it is reached; "": that isn't known.
    pub base: &'a str,
    /// The locale in which they see data; `None`: the default one.
    pub data_locale: Option<&'a str>,
    /// The locale in which they see pages; `None`: that of their session, else the default one.
    pub interface_locale: Option<&'a str>,
}

/// The locales of a call, which are active.
struct Locales {
    data: String,
    interface: String,
}

impl Asker<'_> {
    /// Errors: there is no such locale, or it isn't active.
    fn locales(&self, schema: &Schema) -> Result<Locales, Problem> {
        let is_active = |code: &str| schema.locale(code).is_some_and(|locale| locale.is_active);
        let known = |code: &str, property| {
            if is_active(code) {
                return Ok(code.to_owned());
            }
            let message = format!("There is no active locale \"{}\".", code.escape_debug());
            Err(Problem::at(Field::Property(property), "unknown_locale", message))
        };
        let spoken = self.actor.lang.as_deref().filter(|lang| is_active(lang));
        let interface = self.interface_locale.or(spoken).unwrap_or_else(|| schema.default_locale());
        Ok(Locales {
            data: known(self.data_locale.unwrap_or_else(|| schema.default_locale()), "dataLocale")?,
            interface: known(interface, "interfaceLocale")?,
        })
    }

    /// The user's number, as apps are told it.
    fn user_id(&self) -> Option<String> {
        self.actor.account.map(|account| account.to_string())
    }
}

impl App {
    /// The schema, with who installed which app.
    pub async fn with_installs(&self, schema: &Arc<Schema>) -> Result<Arc<Schema>, Failure> {
        let installs = self.accounts.installs().await?;
        Ok(Arc::new(Schema::clone(schema).with_installs(installs)))
    }

    /// The app with its secret opened, to be shown once. Errors: it was sealed with another key.
    pub fn with_secret(&self, definition: &Definition) -> Result<Definition, Failure> {
        let mut shown = definition.clone();
        if let Said::App(own) = &mut shown.spec {
            own.secret = self.secret_of(own)?;
        }
        Ok(shown)
    }
}

/// The app of that code. Errors: `NotFound`.
fn found<'a>(schema: &'a Schema, code: &str) -> Result<(&'a Arc<Definition>, &'a Spec), Problem> {
    let missing = || Problem::not_found(DefinitionKind::App.words(), code);
    let definition = schema.definition(DefinitionKind::App, code).ok_or_else(missing)?;
    Ok((definition, definition.says::<Spec>().ok_or_else(missing)?))
}

/// A query string of these, with its question mark.
fn query(pairs: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{name}={}", utf8_percent_encode(value, KEPT));
    format!("?{}", pairs.iter().map(pair).collect::<Vec<_>>().join("&"))
}

/// What is written otherwise in a query: all but letters, digits and these, which every reader leaves alone.
const KEPT: &percent_encoding::AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
