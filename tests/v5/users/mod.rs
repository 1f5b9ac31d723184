mod active;
mod get;
mod list;
mod post;
mod put;

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::server::Server;

const PASSWORD: &str = "correct horse";

/// A user who may sign in.
pub fn ann() -> Value {
    json!({
        "username": "ann", "firstName": "Ann", "lastName": "Lee", "email": "ann@example.org",
        "active": true, "password": PASSWORD,
    })
}

/// Makes one, and gives the address.
pub async fn made(full: &Caller, body: Value) -> String {
    full.post("/api/users", body).await.expect(201).header("location").to_owned()
}

/// The answer to signing in.
async fn signed_in(server: &Server, username: &str, password: &str) -> crate::support::client::Answer {
    let login = json!({"signin": {"username": username, "password": password, "remember": true}});
    server.anonymous().post("/api_1.php/sessions", login).await
}

/// Somebody who has signed in.
pub async fn session(server: &Server, username: &str) -> Caller {
    let session = signed_in(server, username, PASSWORD).await.expect(201).json();
    server.anonymous().bearer(session["oauth"]["access_token"].as_str().expect("a token"))
}
