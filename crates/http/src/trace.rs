//! Every request has an id, and is counted and timed by its route.

use std::sync::Arc;

/// The id of a request: the caller's own, else one made here. A request extension.
#[derive(Debug, Clone)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// As printed in answers and in the log.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
