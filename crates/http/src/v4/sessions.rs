//! `/sessions` (v4.md 3): sign in, see or renew the session, sign out.

use app::accounts::{Session, SignIn, SignInError, Token};
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use model::problem::{Field, Kind, Problem, Violation};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::errors::Refusal;
use crate::https::Caller;
use crate::{AppState, Settings, auth, limits};

/// `GET`: with the cookie a new pair of tokens, else the bearer's session as it is.
pub async fn current(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let cookies = Cookies { caller, settings: &state.settings };
    if let Some(token) = cookie(&headers) {
        return match state.app.accounts.refresh(token).await? {
            Some(session) => Ok(answer(StatusCode::OK, &session, cookies)),
            None => Ok((cookies.clear(), Refusal::bad_token()).into_response()),
        };
    }
    let token = auth::bearer(&headers).ok_or_else(Refusal::anonymous)?;
    let session = state.app.accounts.info(token).await?.ok_or_else(Refusal::bad_token)?;
    Ok(answer(StatusCode::OK, &session, cookies))
}

/// `POST`: by name and password.
pub async fn sign_in(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let wish = SignInBody::parse(&headers, &limits::read(body).await?)?;
    let sign_in = SignIn {
        username: wish.username,
        password: wish.password,
        remember: wish.remember,
        lang: wish.lang,
        address: caller.address,
    };
    let session = state.app.sign_in(sign_in).await.map_err(|error| match error {
        SignInError::Wrong => {
            Refusal::Unauthenticated { message: "The username or the password is wrong", token: false }
        }
        SignInError::TooMany { seconds } => {
            Refusal::later(StatusCode::TOO_MANY_REQUESTS, "Too many failed attempts to sign in; wait", seconds)
        }
        SignInError::Failed(failure) => failure.into(),
    })?;
    Ok(answer(StatusCode::CREATED, &session, Cookies { caller, settings: &state.settings }))
}

/// `DELETE`: both tokens die, whichever is shown.
pub async fn sign_out(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (access, refresh) = (auth::bearer(&headers), cookie(&headers));
    if access.is_none() && refresh.is_none() {
        return Err(Refusal::anonymous());
    }
    let cookies = Cookies { caller, settings: &state.settings };
    if state.app.accounts.sign_out(access, refresh).await? {
        Ok((StatusCode::NO_CONTENT, cookies.clear()).into_response())
    } else {
        Ok((cookies.clear(), Refusal::bad_token()).into_response())
    }
}

/// What a client sends to sign in.
struct SignInBody {
    username: String,
    password: String,
    remember: bool,
    lang: Option<String>,
}

impl SignInBody {
    fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Self, Refusal> {
        let content_type = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        let fields = if content_type.to_ascii_lowercase().starts_with(b"application/x-www-form-urlencoded") {
            form(body)
        } else if body.is_empty() {
            Map::new()
        } else {
            match serde_json::from_slice(body) {
                Ok(Value::Object(fields)) => fields,
                Ok(_) => return Err(Refusal::malformed("The body should be a JSON object")),
                Err(error) => return Err(Refusal::malformed(format!("The body is not JSON: {error}"))),
            }
        };
        let lang = fields.get("lang").filter(|lang| !lang.is_null()).map(|lang| text("lang", lang)).transpose()?;
        Ok(Self {
            username: required(&fields, "username")?,
            password: required(&fields, "password")?,
            remember: signin(&fields, "remember").map_or(Ok(false), flag)?,
            lang: lang.filter(|lang| !lang.is_empty()),
        })
    }
}

/// `{"signin": {name: …}}`, or flat as `signin[name]` or `signin.name`.
fn signin<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let nested = fields.get("signin").and_then(|signin| signin.get(name));
    let flat = || fields.get(&format!("signin[{name}]")).or_else(|| fields.get(&format!("signin.{name}")));
    nested.or_else(flat).filter(|value| !value.is_null())
}

fn required(fields: &Map<String, Value>, name: &str) -> Result<String, Refusal> {
    let value = signin(fields, name).map_or(Ok(String::new()), |value| text(name, value))?;
    if value.is_empty() { Err(missing(name)) } else { Ok(value) }
}

fn missing(name: &str) -> Refusal {
    let field = Field::Property(if name == "username" { "signin[username]" } else { "signin[password]" });
    let violations = vec![Violation::new(field, "required", "required")];
    let message = format!("Missing required parameter: signin[{name}]");
    Problem { kind: Kind::Malformed, message, violations }.into()
}

fn text(name: &str, value: &Value) -> Result<String, Refusal> {
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| Refusal::malformed(format!("{name}: expected a text, found {value}")))
}

fn flag(value: &Value) -> Result<bool, Refusal> {
    match value {
        Value::Bool(flag) => Ok(*flag),
        Value::Number(number) if number.as_u64() == Some(1) => Ok(true),
        Value::Number(number) if number.as_u64() == Some(0) => Ok(false),
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "1" | "true" | "on" | "yes" => Ok(true),
            "0" | "false" | "off" | "no" | "" => Ok(false),
            _ => Err(Refusal::malformed(format!("remember: expected 1 or 0, found {text:?}"))),
        },
        _ => Err(Refusal::malformed(format!("remember: expected true or false, found {value}"))),
    }
}

/// The fields of a form; of a field sent twice the last counts.
fn form(body: &[u8]) -> Map<String, Value> {
    let body = String::from_utf8_lossy(body).replace('+', " ");
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pairs = body.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(k, v)| (decode(k), decode(v).into())).collect()
}

fn answer(status: StatusCode, session: &Session, cookies: Cookies<'_>) -> Response {
    let body = json!({
        "success": true,
        "user": { "id": session.account, "username": session.username, "culture": session.lang },
        "oauth": {
            "access_token": session.access.as_str(),
            "expires_in": session.seconds_left,
            "refresh_token": session.refresh.as_ref().map(Token::as_str),
        },
    });
    let no_store = [(CACHE_CONTROL, "no-store")];
    match &session.refresh {
        Some(token) => (status, no_store, cookies.set(token.as_str()), Json(body)).into_response(),
        None => (status, no_store, Json(body)).into_response(),
    }
}

const REMEMBER: &str = "quable-remember-me";

/// The refresh token of the cookie.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == REMEMBER && !value.is_empty()).map(|(_, value)| value)
}

/// Makes the remember cookie as this connection can bear it.
#[derive(Clone, Copy)]
struct Cookies<'a> {
    caller: Caller,
    settings: &'a Settings,
}

impl Cookies<'_> {
    fn set(self, token: &str) -> [(HeaderName, String); 1] {
        const THIRTY_DAYS: u32 = 30 * 24 * 60 * 60;
        self.header(token, THIRTY_DAYS)
    }

    fn clear(self) -> [(HeaderName, String); 1] {
        self.header("", 0)
    }

    fn header(self, value: &str, max_age: u32) -> [(HeaderName, String); 1] {
        // Browsers take `None` only together with `Secure`.
        let foreign = self.caller.encrypted && !self.settings.cors_origins.is_empty();
        let same_site = if foreign { "None" } else { "Lax" };
        let secure = if self.caller.encrypted { "; Secure" } else { "" };
        [(SET_COOKIE, format!("{REMEMBER}={value}; Path=/; Max-Age={max_age}; HttpOnly{secure}; SameSite={same_site}"))]
    }
}
