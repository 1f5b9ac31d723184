//! The pages of `/setup`: small, whole in themselves, without a script.

use std::sync::LazyLock;

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use html_escape::{encode_quoted_attribute, encode_text};
use ring::digest::{SHA256, digest};

const STYLE: &str = include_str!("page.css");

/// Nothing but the one style is applied, and the form leads back here.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = BASE64_STANDARD.encode(digest(&SHA256, STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src data:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

/// Asks for a name and a password; `wrong` is what was wrong with those that were sent.
pub fn form(status: StatusCode, link: &str, username: &str, wrong: Option<&str>) -> Response {
    let wrong = wrong.map(|words| format!("<p class=\"wrong\" role=\"alert\">{}</p>", encode_text(words)));
    let body = format!(
        "<p>This instance has no users yet. Name its first one, who may do everything.</p>{}\
         <form method=\"post\" action=\"/setup\">\
         <input type=\"hidden\" name=\"token\" value=\"{}\">\
         <label>Username <input name=\"username\" value=\"{}\" required autofocus autocomplete=\"username\"></label>\
         <label>Password <input type=\"password\" name=\"password\" required minlength=\"8\" autocomplete=\"new-password\"></label>\
         <label>The same again <input type=\"password\" name=\"again\" required minlength=\"8\" autocomplete=\"new-password\"></label>\
         <button>Make the administrator</button></form>",
        wrong.unwrap_or_default(),
        encode_quoted_attribute(link),
        encode_quoted_attribute(username),
    );
    page(status, "Welcome to Vitrine", &body)
}

/// What to do next.
pub fn done(username: &str) -> Response {
    let body = format!(
        "<p><strong>{}</strong> may <a href=\"/admin/welcome\">sign in</a> now. The link is used up.</p><ul>\
         <li>Programs need a token of their own: the settings make them, or <code>vitrine token create --name shop</code>.</li>\
         <li>To look around, fill the instance: <code>vitrine demo</code>.</li>\
         <li><a href=\"/api\">The API</a>, to read about and to try.</li></ul>",
        encode_text(username)
    );
    page(StatusCode::OK, "Done", &body)
}

/// A link that does nothing.
pub fn dead() -> Response {
    let body = "<p>This link is not valid, or not any more: it works once, for 24 hours, and while there are no \
                users. Each start of the server prints a new one while there are none; or run \
                <code>vitrine user create --username NAME --admin</code>.</p>";
    page(StatusCode::NOT_FOUND, "This link leads nowhere", body)
}

/// One sentence.
pub fn message(status: StatusCode, title: &str, words: &str) -> Response {
    page(status, title, &format!("<p>{}</p>", encode_text(words)))
}

fn page(status: StatusCode, title: &str, body: &str) -> Response {
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} – Vitrine</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<style>{STYLE}</style>\n</head>\n\
         <body><main><h1>{title}</h1>{body}</main></body>\n</html>\n"
    );
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, POLICY.clone()),
        // The link is in the address.
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (status, headers, html).into_response()
}
