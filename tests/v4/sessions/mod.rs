mod delete;
mod get;
mod post;

use serde_json::{Value, json};

use crate::support::client::{Answer, Caller};
use crate::support::server::Server;

const PATH: &str = "/api_1.php/sessions";
pub const PASSWORD: &str = "correct horse battery staple";

/// Makes an account with the command line.
pub async fn user(server: &Server, name: &str) {
    server.instance().run_with(&["user", "create", "--username", name, "--password-stdin"], PASSWORD).await;
}

/// The body of a login.
pub fn login(name: &str, remember: bool) -> Value {
    json!({"signin": {"username": name, "password": PASSWORD, "remember": remember}})
}

/// The access token of an answer.
#[track_caller]
pub fn access(answer: &Answer) -> String {
    answer.json()["oauth"]["access_token"].as_str().expect("a token").to_owned()
}

/// The value of the remember cookie that an answer sets, and the whole of its line.
#[track_caller]
pub fn cookie(answer: &Answer) -> (String, String) {
    let line = answer.header("set-cookie").to_owned();
    let value = line.strip_prefix("quable-remember-me=").unwrap_or_else(|| panic!("no cookie: {line:?}"));
    (value.split(';').next().unwrap_or_default().to_owned(), line)
}

/// Somebody with this remember cookie and no token.
pub fn with_cookie(server: &Server, value: &str) -> Caller {
    server.anonymous().with("cookie", &format!("quable-remember-me={value}"))
}

/// Whether a token may read, on both faces that there are.
pub async fn works(server: &Server, token: &str) -> bool {
    let status = server.anonymous().bearer(token).get("/api/documents").await.status;
    assert!(status == 200 || status == 401, "{status}");
    status == 200
}
