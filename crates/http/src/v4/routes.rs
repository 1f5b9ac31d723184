//! The routes of API v4, and nothing else.

use axum::Router;

use super::methods::Methods;
use super::sessions;
use crate::AppState;

/// All routes.
pub fn router() -> Router<AppState> {
    let mut router = Router::new();
    for (path, methods) in resources() {
        for path in spellings(path) {
            router = router.route(&path, methods.router());
        }
    }
    router
}

/// Paths in one spelling, and what they take.
pub fn resources() -> [(&'static str, Methods); 1] {
    [(
        "/sessions",
        Methods::new().get(sessions::current).post(sessions::sign_in).delete(sessions::sign_out).also_takes(FORM),
    )]
}

const FORM: &str = "application/x-www-form-urlencoded";

/// A path as it may be written: with the prefix or without, with hyphens or underscores, with a slash at the end or
/// without (v4.md 1.1).
fn spellings(path: &str) -> Vec<String> {
    let (resource, rest) = match path[1..].split_once('/') {
        Some((resource, rest)) => (resource, format!("/{rest}")),
        None => (&path[1..], String::new()),
    };
    let mut spellings = Vec::new();
    for prefix in ["", "/api_1.php"] {
        for resource in [resource.to_owned(), resource.replace('-', "_")] {
            for end in ["", "/"] {
                spellings.push(format!("{prefix}/{resource}{rest}{end}"));
            }
        }
    }
    spellings.sort();
    spellings.dedup();
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_resource_has_two_spellings() {
        assert_eq!(
            spellings("/eav-attributes/{attribute-code}"),
            [
                "/api_1.php/eav-attributes/{attribute-code}",
                "/api_1.php/eav-attributes/{attribute-code}/",
                "/api_1.php/eav_attributes/{attribute-code}",
                "/api_1.php/eav_attributes/{attribute-code}/",
                "/eav-attributes/{attribute-code}",
                "/eav-attributes/{attribute-code}/",
                "/eav_attributes/{attribute-code}",
                "/eav_attributes/{attribute-code}/",
            ]
        );
        assert_eq!(spellings("/sessions"), ["/api_1.php/sessions", "/api_1.php/sessions/", "/sessions", "/sessions/"]);
    }
}
