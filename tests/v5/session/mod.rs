mod csrf;
mod ends;
mod sign_in;

use serde_json::{Value, json};

use crate::support::client::{Answer, Caller};
use crate::support::server::Server;

pub const PASSWORD: &str = "correct horse";

/// Makes a user who may sign in, and gives their address.
pub async fn user(server: &Server, username: &str, admin: bool) -> String {
    let body = json!({
        "username": username, "firstName": "Ann", "lastName": "Lee", "email": "ann@example.org", "active": true,
        "password": PASSWORD, "admin": admin,
    });
    server.as_full().post("/api/users", body).await.expect(201).header("location").to_owned()
}

/// What somebody says to sign in.
pub fn login(username: &str, password: &str) -> Value {
    json!({"username": username, "password": password})
}

/// The cookie that an answer sets: its name and value, and its whole line.
#[track_caller]
pub fn cookie(answer: &Answer) -> (String, String) {
    let line = answer.header("set-cookie").to_owned();
    (line.split(';').next().unwrap_or_default().to_owned(), line)
}

/// Somebody with this cookie who means what they write, as the admin UI's pages do.
pub fn with_cookie(caller: &Caller, cookie: &str) -> Caller {
    caller.with("cookie", cookie).with("x-vitrine-session", "1").accept("application/json")
}

/// Somebody who signs in, and goes on as the admin UI's pages do.
pub async fn signed_in(caller: &Caller, username: &str, password: &str) -> Caller {
    let made = caller.post("/api/session", login(username, password)).await.expect(201);
    with_cookie(caller, &cookie(&made).0)
}

/// A new user who has signed in.
pub async fn page_of(server: &Server, username: &str) -> Caller {
    user(server, username, false).await;
    signed_in(&server.anonymous(), username, PASSWORD).await
}
