//! What a request wants to see, and who asks.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use model::permission::{Actor, Origin, Rights};

use super::etag::Known;
use super::negotiate::{Format, accepted};
use super::once::Once;
use super::properties::Properties;
use crate::AppState;
use crate::auth::{Authed, is_shown};
use crate::base_url;
use crate::cache::ViewKey;
use crate::cdn::Cdn;
use crate::errors::Refusal;
use crate::params::{Params, name_of};

/// How a thing is printed.
#[derive(Debug, Clone)]
pub struct View {
    /// The representation.
    pub format: Format,
    /// Whether inherited values and the fallbacks of locales are shown.
    pub inherited: bool,
    /// Whether it carries its own tag.
    pub tagged: bool,
    /// Which properties are kept.
    pub properties: Properties,
    /// Locales that are kept; none named: all.
    locales: Vec<String>,
    /// How public addresses of files are made.
    pub cdn: Cdn,
    /// The parameters behind all this, as written.
    options: String,
}

impl View {
    /// What a query string asks for.
    pub fn read(format: Format, query: &str, params: &Params) -> Result<Self, Refusal> {
        const OPTIONS: [&str; 4] = ["locales", "properties", "inherited", "etag"];
        let decides = |part: &&str| OPTIONS.iter().any(|option| name_of(part).starts_with(option));
        Ok(Self {
            format,
            inherited: params.switch("inherited", false)?,
            tagged: params.switch("etag", false)?,
            properties: Properties::read(params),
            locales: params.all("locales").map(str::to_owned).collect(),
            cdn: Cdn::default(),
            options: query.split('&').filter(decides).collect::<Vec<_>>().join("&"),
        })
    }

    /// JSON of all locales, in these properties.
    pub fn of(properties: Properties) -> Self {
        Self {
            format: Format::Json,
            inherited: false,
            tagged: false,
            properties,
            locales: Vec::new(),
            cdn: Cdn::default(),
            options: String::new(),
        }
    }

    /// The same in another representation.
    pub fn in_format(&self, format: Format) -> Self {
        Self { format, ..self.clone() }
    }

    /// The same with texts in these locales alone.
    pub fn in_locales(&self, locales: &[String]) -> Self {
        Self { locales: locales.to_vec(), ..self.clone() }
    }

    /// Whether references carry address and type.
    pub fn is_linked(&self) -> bool {
        self.format == Format::Ld
    }

    /// Whether texts in that locale are shown.
    pub fn shows(&self, locale: &str) -> bool {
        self.locales.is_empty() || self.locales.iter().any(|kept| kept == locale)
    }

    /// What tells its bodies from those of other views.
    pub fn key(&self, rights: &Rights) -> Arc<ViewKey> {
        let form = match self.format {
            Format::Json | Format::Lines => "v5 json",
            Format::Ld => "v5 ld+json",
            Format::Hal => "v5 hal+json",
        };
        let options = format!("{} {}", self.options, self.cdn);
        Arc::new(ViewKey { form, options, rights: rights.clone() })
    }
}

/// A request as every handler takes it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who asks.
    pub actor: Actor,
    /// How to print.
    pub view: View,
    /// The parameters of the query string.
    pub params: Params,
    /// The query string as written.
    pub query: String,
    /// Scheme and host that clients see, or empty.
    pub base: String,
    /// What the client has already.
    pub known: Known,
    /// The write, if its caller named it.
    pub once: Option<Once>,
}

impl Asked {
    /// The same, from a client that has nothing yet.
    pub fn anew(self) -> Self {
        Self { known: Known::default(), ..self }
    }

    /// The same with this filter, which rules over others of that name. `value` needs no escapes.
    pub fn only(self, name: &str, value: &str) -> Result<Self, Refusal> {
        let others = self.query.split('&').filter(|part| !name_of(part).starts_with(name));
        let query = others.fold(format!("{name}={value}"), |query, part| query + "&" + part);
        Ok(Self { params: Params::parse(&query)?, query, ..self })
    }
}

impl FromRequestParts<AppState> for Asked {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let Authed(actor) = Authed::from_request_parts(parts, state).await?;
        Self::read(actor, parts, state)
    }
}

/// A request that may come without a token.
pub struct Open {
    /// What is asked; without a token with no more than the right to read.
    pub asked: Asked,
    /// Whether it came with a token.
    pub is_known: bool,
}

impl FromRequestParts<AppState> for Open {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let is_known = is_shown(parts);
        let asked = if is_known {
            Asked::from_request_parts(parts, state).await?
        } else {
            Asked::read(Actor::program("", Rights::READ, Origin::V5), parts, state)?
        };
        Ok(Self { asked, is_known })
    }
}

impl Asked {
    fn read(actor: Actor, parts: &Parts, state: &AppState) -> Result<Self, Refusal> {
        let format = format_for(&parts.headers)?;
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let params = Params::parse(&query)?;
        let base = base_url::of(parts, &state.settings);
        let view =
            View { cdn: Cdn::at(&base, &state.settings, state.app.now()), ..View::read(format, &query, &params)? };
        let once = parts.extensions.get::<Once>().cloned();
        Ok(Self { actor, view, params, query, base, known: Known::of(&parts.headers), once })
    }
}

/// The representation that a request accepts. Errors: 406.
pub fn format_for(headers: &HeaderMap) -> Result<Format, Refusal> {
    let accept = accept(headers);
    accepted(accept).ok_or_else(|| not_acceptable(accept))
}

/// What a request accepts, as written.
pub fn accept(headers: &HeaderMap) -> &str {
    headers.get(ACCEPT).map_or("", |accept| accept.to_str().unwrap_or_default())
}

fn not_acceptable(accept: &str) -> Refusal {
    let message = format!(
        "Expected Accept to allow application/ld+json, application/hal+json, application/json or \
         application/x-ndjson; got {accept}."
    );
    Refusal::http(StatusCode::NOT_ACCEPTABLE, message)
}
