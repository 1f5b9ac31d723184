//! The user who asks, shown to themselves.

use serde_json::{Value, json};

use super::operations;
use crate::v5::describe;
use crate::v5::jsonld::USER;

/// Its path.
pub fn of() -> Option<(String, Value)> {
    let users = describe::all().iter().find(|resource| resource.class == USER)?;
    let mut own = operations::get(users);
    own["operationId"] = json!("getOwnUser");
    own["summary"] = json!("Shows the user whose token asks");
    Some(("/api/users/me".to_owned(), json!({"get": own})))
}
