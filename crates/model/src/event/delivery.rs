//! Deliveries as people see them: what was sent to a receiver, and what became of it.

use super::EventCode;
use crate::choice::choice;

choice! {
    /// How far a delivery is.
    DeliveryState:
    /// It is still to be sent, or to be sent again.
    Pending "pending",
    /// The receiver has it.
    Delivered "delivered",
    /// It was given up.
    Failed "failed"
}

/// An event that is owed to a webhook, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// The event's UUID: the same at each try.
    pub event: String,
    /// What happened.
    pub code: EventCode,
    /// The kind of thing that it happened to, such as `document`.
    pub resource_type: String,
    /// The code of that thing.
    pub resource_code: String,
    /// How far it is.
    pub state: DeliveryState,
    /// How often it was sent.
    pub tries: u32,
    /// The last answer's status; `None`: there was none.
    pub status: Option<u16>,
    /// Why the last try failed, in words.
    pub trouble: Option<String>,
    /// When it was owed, in microseconds since 1970 UTC.
    pub made_at: i64,
    /// When it was last sent.
    pub tried_at: Option<i64>,
    /// When it is due; `None`: it is over.
    pub due_at: Option<i64>,
}

/// Which deliveries are asked for; an empty list: any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryFilter {
    /// Those that are that far.
    pub states: Vec<DeliveryState>,
    /// Those of these events.
    pub codes: Vec<EventCode>,
}

/// A page of the log of a webhook, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryPage {
    /// In order.
    pub deliveries: Vec<Delivery>,
    /// How many there are on all pages.
    pub total: u64,
    /// The key of the last one, if more follow.
    pub next: Option<String>,
}

/// What became of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// What was sent: JSON.
    pub payload: String,
    /// The answer's status; `None`: there was none.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub took: u64,
    /// Why it failed, in words; `None`: it was taken.
    pub trouble: Option<String>,
}
