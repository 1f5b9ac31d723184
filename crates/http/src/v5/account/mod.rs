//! What the admin UI needs of its users, ours alone: sessions, who one is, preferences, saved views, and the tokens that
//! administrators manage.

mod me;
mod preferences;
mod session;
mod tokens;
mod view;
mod views;

use axum::Router;
use axum::routing::{MethodRouter, delete, get, put};

use crate::AppState;

pub use me::MeOut;
pub use session::{OpenSessionOut, SessionOut};
pub use tokens::{ACCESSES, TokenOut};
pub use view::ViewOut;
pub use views::filters;

/// Where one signs in and out.
pub const SESSION: &str = "/api/session";
/// Who one is.
pub const ME: &str = "/api/me";
/// Where one chooses another password.
pub const PASSWORD: &str = "/api/me/password";
/// Where one has signed in.
pub const SESSIONS: &str = "/api/me/sessions";
/// What the UI remembers for one.
pub const PREFERENCES: &str = "/api/me/preferences";
/// Saved views.
pub const VIEWS: &str = "/api/views";

/// Secrets of programs.
pub const TOKENS: &str = "/api/tokens";

/// What looks at a password, which takes its time.
pub const LOOKS_AT_PASSWORD: [(&str, &str); 2] = [("POST", SESSION), ("PUT", PASSWORD)];

/// The routes. None is for an `Idempotency-Key`: sent once more they say the same, but for a view that is made, and a token, whose
/// secret nobody keeps.
pub fn router() -> Router<AppState> {
    routes().into_iter().fold(Router::new(), |router, (path, methods)| router.route(&path, methods))
}

/// Paths, and what they take.
pub fn routes() -> Vec<(String, MethodRouter<AppState>)> {
    let members = || get(views::list).post(views::create);
    vec![
        (SESSION.to_owned(), get(session::current).post(session::sign_in).delete(session::sign_out)),
        (ME.to_owned(), get(me::show).patch(me::update)),
        (PASSWORD.to_owned(), put(me::change_password)),
        (SESSIONS.to_owned(), get(session::list)),
        (format!("{SESSIONS}/{{id}}"), delete(session::end)),
        (PREFERENCES.to_owned(), get(preferences::list)),
        (format!("{PREFERENCES}/{{name}}"), put(preferences::put).delete(preferences::delete)),
        (VIEWS.to_owned(), members()),
        (format!("{VIEWS}/"), members()),
        (TOKENS.to_owned(), get(tokens::list).post(tokens::create)),
        (format!("{TOKENS}/{{name}}"), delete(tokens::delete)),
        (format!("{VIEWS}/{{id}}"), get(views::show).put(views::update).patch(views::update).delete(views::delete)),
    ]
}
