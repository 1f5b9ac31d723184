//! A request to API v4: who asks, in which language, with which options.

use std::sync::Arc;

use axum::body::Body as HttpBody;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use model::permission::Actor;
use model::problem::{Field, Problem};
use model::schema::Schema;

use super::body::Body;
use crate::auth::Authed;
use crate::cdn::Cdn;
use crate::errors::Refusal;
use crate::params::Params;
use crate::{AppState, base_url, limits};

/// What every absolute address begins with, after scheme and host (v4.md 1.1).
const PREFIX: &str = "/api_1.php";

/// The parameter that names the language; the others are older spellings, the first that is there counts.
pub const CULTURE: &str = "target_culture";
const CULTURES: [&str; 3] = [CULTURE, "targetCulture", "culture"];

/// A request as every handler takes it.
pub struct Asked {
    /// Who asks.
    pub actor: Actor,
    /// The definitions.
    pub schema: Arc<Schema>,
    /// The parameters of the query string.
    pub params: Params,
    /// What absolute addresses begin with: scheme and host as clients see them, perhaps none, and the prefix.
    pub base: String,
    /// How public addresses of files are made.
    pub cdn: Cdn,
}

impl Asked {
    /// The body of a write, once it is clear that the caller may write.
    pub async fn writes(&self, body: HttpBody) -> Result<Body, Refusal> {
        self.actor.rights.check_write()?;
        Ok(Body::parse(&limits::read(body).await?)?)
    }

    /// The data language (v4.md 4.2): as the query says, else the session's, else the default. Errors: `Invalid` for one
    /// that takes no values.
    pub fn culture(&self) -> Result<String, Problem> {
        let asked = CULTURES.iter().find_map(|name| self.params.get(name)).filter(|code| !code.is_empty());
        let Some(code) = asked else { return Ok(self.own_culture()) };
        let usable = self.schema.locale(code).is_some_and(|locale| locale.is_data && locale.is_active);
        if usable {
            return Ok(code.to_owned());
        }
        let message = format!("Expected an active data locale; got \"{code}\".");
        Err(Problem::at(Field::Property(CULTURE), "unknown_locale", message))
    }

    /// The session's language, where it takes values, else the default.
    fn own_culture(&self) -> String {
        let own = self.actor.lang.as_deref();
        let usable = |code: &&str| self.schema.locale(code).is_some_and(|locale| locale.is_data && locale.is_active);
        own.filter(usable).unwrap_or(self.schema.default_locale()).to_owned()
    }

    /// A switch of the query.
    pub fn switch(&self, name: &str, default: bool) -> Result<bool, Problem> {
        self.params.switch(name, default)
    }

    /// A text of the query that says something.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.params.get(name).filter(|text| !text.is_empty())
    }

    /// Codes, as `name[]=a&name[]=b` or, where none holds a comma, `name=a,b`.
    pub fn codes(&self, name: &str) -> Vec<String> {
        let plain = self.params.pairs().filter(|(key, _)| *key == name).flat_map(|(_, value)| value.split(','));
        let listed = self.params.all(name);
        let is_listed = self.params.pairs().any(|(key, _)| key != name && key.starts_with(&format!("{name}[")));
        let codes: Vec<&str> = if is_listed { listed.collect() } else { plain.collect() };
        codes.into_iter().filter(|code| !code.is_empty()).map(str::to_owned).collect()
    }
}

impl FromRequestParts<AppState> for Asked {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let Authed(actor) = Authed::from_request_parts(parts, state).await?;
        let params = Params::parse(parts.uri.query().unwrap_or_default())?;
        let base = base_url::of(parts, &state.settings);
        let cdn = Cdn::at(&base, &state.settings, state.app.now());
        Ok(Self { actor, schema: state.app.schema().await?, params, base: base + PREFIX, cdn })
    }
}
