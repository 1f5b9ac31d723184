//! Webhooks: who is told of what happens (v5.md 4.1).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::event::EventCode;

/// What is told, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    /// Shown name.
    pub name: String,
    /// Where events are sent.
    pub url: String,
    /// Whether they are.
    pub is_active: bool,
    /// Which ones; never none.
    pub events: BTreeSet<EventCode>,
    /// The value of `Authorization`, sealed.
    pub authorization: Option<String>,
    /// What deliveries are signed with, sealed.
    pub secret: Option<String>,
    /// Why Vitrine switched it off, in words.
    pub trouble: Option<String>,
}

impl Webhook {
    /// What [`Self::authorization`] is sealed for.
    pub const AUTHORIZATION: &'static str = "webhook authorization";
    /// What [`Self::secret`] is sealed for.
    pub const SECRET: &'static str = "webhook secret";

    /// Most characters of its name.
    pub const MAX_NAME: usize = 200;
    /// Most bytes of its URL.
    pub const MAX_URL: usize = 2_000;
    /// Most characters of why it was switched off; more are cut off.
    pub const MAX_TROUBLE: usize = 500;

    /// Whether events of that code are sent there.
    pub fn wants(&self, code: EventCode) -> bool {
        self.is_active && self.events.contains(&code)
    }
}
