//! Webhooks: their fields, and the writes that bring them back.

use super::fields::{Fields, Leaf, flag, text};
use super::revert;
use crate::command::WebhookFields;
use crate::input::Input;
use crate::schema::Webhook;

pub(super) fn of_webhook(webhook: &Webhook) -> Fields<'_> {
    let mut fields = vec![
        (["name", "", ""], Leaf::Text(&webhook.name)),
        (["url", "", ""], Leaf::Text(&webhook.url)),
        (["events", "", ""], Leaf::Codes(webhook.events.iter().map(|code| code.name()).collect())),
    ];
    flag(&mut fields, "active", webhook.is_active);
    for (name, secret) in [("authorization", &webhook.authorization), ("secret", &webhook.secret)] {
        fields.extend(secret.as_deref().map(|sealed| ([name, "", ""], Leaf::Secret(sealed))));
    }
    text(&mut fields, ["disabledReason", "", ""], webhook.trouble.as_deref());
    fields
}

pub(super) fn webhook(image: &Input) -> WebhookFields {
    WebhookFields {
        name: revert::text(image, "name"),
        url: revert::text(image, "url"),
        active: revert::flag(image, "active"),
        events: revert::codes(image, "events"),
        authorization: revert::text(image, "authorization"),
        secret: revert::text(image, "secret"),
        trouble: revert::text(image, "disabledReason"),
        allows_http: false,
    }
}
