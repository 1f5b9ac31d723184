//! What apps answer, and what is shown of it (v5.md 4.4).

use model::address;
use outward::Reply;
use serde_json::Value;

use crate::remote::Missed;
use crate::{App, Failure};

/// What the answer of an app comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A page of it, by its address.
    Iframe(String),
    /// Words to show.
    Message(String),
    /// What went wrong, in words to show.
    Error(String),
    /// A page, as it came: it is somebody else's, and may be shown in a sandbox alone.
    Html(String),
}

/// Most characters of words to show.
const MOST: usize = 2_000;

impl App {
    /// What a call came to. Errors: it failed for our own reasons.
    pub(super) fn to_be_shown(&self, reply: Result<Reply, Missed>) -> Result<Shown, Failure> {
        match reply {
            Ok(reply) => Ok(read(&reply, self.keeping.terms.allows_http)),
            Err(Missed::Told(words) | Missed::Lasting(words)) => {
                Ok(Shown::Error(format!("The app could not be reached: {words}.")))
            }
            Err(Missed::Failed(failure)) => Err(failure),
        }
    }
}

/// Whether it is one of those statuses that say yes.
pub(super) fn is_success(reply: &Reply) -> bool {
    (200..300).contains(&reply.answer.status)
}

fn read(reply: &Reply, allows_http: bool) -> Shown {
    let body = String::from_utf8_lossy(&reply.answer.body);
    let told = serde_json::from_str(&body).ok().filter(Value::is_object);
    if !is_success(reply) {
        return failed(reply.answer.status, told.as_ref());
    }
    if reply.is_cut {
        return Shown::Error("The app answered more than 1 MiB.".to_owned());
    }
    match told {
        Some(told) => of_json(&told, allows_http),
        None if is_html(reply, &body) => Shown::Html(body.into_owned()),
        None if body.trim().is_empty() => Shown::Message(String::new()),
        None => Shown::Error("The app answered neither JSON nor HTML.".to_owned()),
    }
}

fn failed(status: u16, told: Option<&Value>) -> Shown {
    let message = told.map(message).filter(|message| !message.is_empty());
    Shown::Error(message.unwrap_or_else(|| format!("The app answered {status}.")))
}

fn of_json(told: &Value, allows_http: bool) -> Shown {
    let message = message(told);
    if is_set(&told["err"]) {
        return Shown::Error(if message.is_empty() { "The app reports an error.".to_owned() } else { message });
    }
    match told["url"].as_str() {
        None | Some("") => Shown::Message(message),
        Some(url) if is_page(url, allows_http) => Shown::Iframe(url.to_owned()),
        Some(_) => Shown::Error("The app answered with an address that is no https:// URL.".to_owned()),
    }
}

fn message(told: &Value) -> String {
    told["message"].as_str().unwrap_or_default().chars().take(MOST).collect()
}

/// Apps write flags as numbers, texts or booleans.
fn is_set(flag: &Value) -> bool {
    match flag {
        Value::Bool(set) => *set,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !matches!(text.as_str(), "" | "0" | "false"),
        _ => false,
    }
}

/// Whether a browser may be sent there: an address of another scheme could be a script.
fn is_page(url: &str, allows_http: bool) -> bool {
    let Some((scheme, place)) = address::scheme_and_place(url) else { return false };
    let is_allowed = scheme.eq_ignore_ascii_case("https") || allows_http && scheme.eq_ignore_ascii_case("http");
    is_allowed && !place.is_empty() && url.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_html(reply: &Reply, body: &str) -> bool {
    let said = reply.content_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    said.starts_with("text/html") || said.is_empty() && body.trim_start().starts_with('<')
}

#[cfg(test)]
mod tests {
    use outward::Answer;

    use super::*;

    fn reply(status: u16, kind: &str, body: &str) -> Reply {
        let answer = Answer { status, retry_after: None, body: body.as_bytes().to_vec() };
        Reply { answer, content_type: Some(kind.to_owned()), is_cut: false }
    }

    fn json(body: &str) -> Shown {
        read(&reply(200, "application/json; charset=utf-8", body), false)
    }

    fn error(words: &str) -> Shown {
        Shown::Error(words.to_owned())
    }

    #[test]
    fn an_address_opens_a_page_and_words_are_shown() {
        let page = "https://h/p?a=b";
        let told = format!(r#"{{"statusCode":200,"message":"OK","url":"{page}","err":0}}"#);
        assert_eq!(json(&told), Shown::Iframe(page.to_owned()));
        let done = Shown::Message("Done".to_owned());
        assert_eq!(json(r#"{"statusCode":200,"message":"Done","url":"","err":0}"#), done);
        assert_eq!(json(r#"{"message":"Done"}"#), done);
        assert_eq!(read(&reply(204, "", ""), false), Shown::Message(String::new()));
        assert_eq!(read(&reply(200, "text/html", "<p>x"), false), Shown::Html("<p>x".to_owned()));
    }

    #[test]
    fn errors_are_told_however_they_are_written() {
        for err in ["1", "true", "\"1\""] {
            assert_eq!(json(&format!(r#"{{"message":"No","url":"https://h/","err":{err}}}"#)), error("No"));
        }
        assert_eq!(read(&reply(500, "application/json", r#"{"message":"No"}"#), false), error("No"));
        for (status, kind, body) in [(500, "text/html", "<p>x"), (302, "", ""), (404, "application/json", "[]")] {
            assert_eq!(read(&reply(status, kind, body), false), error(&format!("The app answered {status}.")));
        }
        assert_eq!(read(&reply(200, "text/plain", "OK"), false), error("The app answered neither JSON nor HTML."));
        let cut = Reply { is_cut: true, ..reply(200, "text/html", "<p>") };
        assert_eq!(read(&cut, false), error("The app answered more than 1 MiB."));
    }

    #[test]
    fn browsers_are_sent_to_pages_alone() {
        for url in
            ["javascript:alert(1)", "javascript://h/%0aalert(1)", "data:text/html,x", "/x", "http://h/", "https:///"]
        {
            let told = format!(r#"{{"message":"","url":"{url}","err":0}}"#);
            assert_eq!(json(&told), error("The app answered with an address that is no https:// URL."), "{url}");
        }
        assert!(is_page("http://h/", true));
    }
}
