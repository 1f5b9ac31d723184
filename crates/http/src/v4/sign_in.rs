//! What a client sends to sign in: a form, or JSON nested or flat (v4.md 3.1).

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue};
use model::problem::{Field, Kind, Problem, Violation};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::errors::Refusal;

/// The wish to sign in.
pub struct SignInBody {
    pub username: String,
    pub password: String,
    pub remember: bool,
    pub lang: Option<String>,
}

impl SignInBody {
    /// Errors: no JSON object, a field of the wrong kind, or a required one that is missing.
    pub fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Self, Refusal> {
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
    refused(name, "required", "required".to_owned(), format!("Missing required parameter: signin[{name}]"))
}

/// Not a value of its kind.
fn wrong(name: &str, message: String) -> Refusal {
    refused(name, "wrong_type", message.clone(), message)
}

fn refused(name: &str, rule: &'static str, at_field: String, message: String) -> Refusal {
    let field = Field::Property(match name {
        "username" => "signin[username]",
        "password" => "signin[password]",
        "remember" => "signin[remember]",
        _ => "lang",
    });
    let violations = vec![Violation::new(field, rule, at_field)];
    Problem { violations, ..Problem::new(Kind::Malformed, message) }.into()
}

/// Errors: no text. What else came may be a password in the wrong place: it isn't repeated.
fn text(name: &str, value: &Value) -> Result<String, Refusal> {
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| wrong(name, format!("{name}: expected a text, found {}", kind(value))))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn flag(value: &Value) -> Result<bool, Refusal> {
    match value {
        Value::Bool(flag) => Ok(*flag),
        Value::Number(number) if number.as_u64() == Some(1) => Ok(true),
        Value::Number(number) if number.as_u64() == Some(0) => Ok(false),
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "1" | "true" | "on" | "yes" => Ok(true),
            "0" | "false" | "off" | "no" | "" => Ok(false),
            _ => Err(wrong("remember", format!("remember: expected 1 or 0, found {text:?}"))),
        },
        _ => Err(wrong("remember", format!("remember: expected true or false, found {}", kind(value)))),
    }
}

/// The fields of a form; of a field sent twice the last counts.
fn form(body: &[u8]) -> Map<String, Value> {
    let body = String::from_utf8_lossy(body).replace('+', " ");
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pairs = body.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(k, v)| (decode(k), decode(v).into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(content_type: &'static str, body: &str) -> Result<(String, String, bool, Option<String>), Refusal> {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))]);
        let wish = SignInBody::parse(&headers, body.as_bytes())?;
        Ok((wish.username, wish.password, wish.remember, wish.lang))
    }

    const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";
    const JSON: &str = "application/json";

    #[test]
    fn all_spellings_say_the_same() {
        let cases = [
            (FORM, "signin[username]=ada&signin[password]=p%C3%A4+%2B%26&signin[remember]=on&lang=en_GB"),
            (FORM, "signin%5Busername%5D=ada&signin%5Bpassword%5D=p%c3%a4%20%2B%26&signin%5Bremember%5D=1&lang=en_GB"),
            (FORM, "signin.username=ada&signin.password=p%C3%A4+%2B%26&signin.remember=TRUE&lang=en_GB"),
            (JSON, r#"{"signin":{"username":"ada","password":"pä +&","remember":true},"lang":"en_GB"}"#),
            (JSON, r#"{"signin[username]":"ada","signin[password]":"pä +&","signin[remember]":1,"lang":"en_GB"}"#),
        ];
        for (content_type, body) in cases {
            let expected = ("ada".into(), "pä +&".into(), true, Some("en_GB".into()));
            assert_eq!(parse(content_type, body).unwrap(), expected, "{body}");
        }
    }

    #[test]
    fn remember_and_lang_may_be_left_out() {
        for rest in ["", "&signin[remember]=&lang=", "&signin[remember]=no", "&signin[remember]=0"] {
            let body = format!("signin[username]=ada&signin[password]=secret{rest}");
            assert_eq!(parse(FORM, &body).unwrap(), ("ada".into(), "secret".into(), false, None), "{body}");
        }
        let body = r#"{"signin":{"username":"ada","password":"secret","remember":null},"lang":null}"#;
        assert_eq!(parse(JSON, body).unwrap(), ("ada".into(), "secret".into(), false, None));
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let cases = [
            (JSON, "", "Missing required parameter: signin[username]"),
            (JSON, r#"{"signin":{"username":"ada"}}"#, "Missing required parameter: signin[password]"),
            (FORM, "signin[username]=ada&signin[password]=", "Missing required parameter: signin[password]"),
            (JSON, "[]", "The body should be a JSON object"),
            (JSON, r#"{"signin":{"username":7,"password":"x"}}"#, "username: expected a text, found a number"),
            (
                JSON,
                r#"{"signin":{"username":"a","password":"x","remember":"maybe"}}"#,
                "remember: expected 1 or 0, found \"maybe\"",
            ),
        ];
        for (content_type, body, message) in cases {
            let Err(Refusal::Problem(problem)) = parse(content_type, body) else { panic!("{body}") };
            assert_eq!((problem.kind, problem.message.as_str()), (Kind::Malformed, message));
            assert_eq!(problem.violations.is_empty(), body == "[]", "a field is named: {body}");
        }
    }
}
