//! How receivers of events are called.

use clap::{Args, ValueEnum};
use model::event::{Retry, Terms};

/// Webhooks.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Webhooks")]
pub struct Webhooks {
    /// How often an event is sent again whose receiver fails
    #[arg(long, env = "VITRINE_WEBHOOK_RETRY", value_enum, default_value_t = Again::Patient)]
    webhook_retry: Again,
    /// Call receivers without TLS too, where everybody on the way can read along
    #[arg(long, env = "VITRINE_ALLOW_HTTP_WEBHOOKS")]
    allow_http_webhooks: bool,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Again {
    /// Twice within 5 minutes; after ten events in a row that failed the webhook is switched off.
    Hosted,
    /// Over 3 days, after 10 seconds and at last every 6 hours; then the webhook is switched off.
    Patient,
}

impl Webhooks {
    /// As the core has it.
    pub fn terms(&self) -> Terms {
        let retry = match self.webhook_retry {
            Again::Hosted => Retry::Hosted,
            Again::Patient => Retry::Patient,
        };
        Terms { retry, allows_http: self.allow_http_webhooks }
    }
}
