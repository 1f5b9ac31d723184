//! Events: what other systems are told of (v5.md 4.1, v4.md 17.1).

mod around;
mod code;
mod delivery;
mod derive;
mod draft;
mod payload;
mod retry;
pub mod secret;
#[cfg(test)]
mod tests;
mod uuid;

pub use around::{Around, Needs, Thing, ValueName};
pub use code::EventCode;
pub use delivery::{Delivery, DeliveryFilter, DeliveryPage, DeliveryState, Fate, Reply, Sample};
pub use derive::{Events, events, whole_requests};
pub use draft::{Draft, Item, Process, inherited};
pub use payload::{Event, SEGMENT, payload};
pub use retry::Retry;

/// How receivers are called: the same for all webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// How often.
    pub retry: Retry,
    /// Whether also without TLS.
    pub allows_http: bool,
}

impl Default for Terms {
    fn default() -> Self {
        Self { retry: Retry::Patient, allows_http: false }
    }
}
