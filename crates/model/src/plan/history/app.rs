//! Apps: their fields, and the writes that bring them back. One that comes back has no secret, until one is drawn.

use super::fields::{Fields, Leaf, flag, text};
use super::revert;
use crate::command::AppFields;
use crate::input::Input;
use crate::schema::App;

pub(super) fn of_app(app: &App) -> Fields<'_> {
    let mut fields = vec![
        (["name", "", ""], Leaf::Text(&app.name)),
        (["url", "", ""], Leaf::Text(&app.url)),
        (["slots", "", ""], Leaf::Codes(app.slots.iter().map(|slot| slot.name()).collect())),
        (["type", "", ""], Leaf::Text(app.kind.name())),
        (["configurationMethod", "", ""], Leaf::Text(app.configuration.name())),
    ];
    text(&mut fields, ["description", "", ""], app.description.as_deref());
    text(&mut fields, ["icon", "", ""], app.icon.as_deref());
    text(&mut fields, ["documentType", "", ""], app.document_type.as_deref());
    flag(&mut fields, "isActive", app.is_active);
    if !app.secret.is_empty() {
        fields.push((["secret", "", ""], Leaf::Secret(&app.secret)));
    }
    fields
}

pub(super) fn app(image: &Input) -> AppFields {
    AppFields {
        name: revert::text(image, "name"),
        description: revert::text(image, "description"),
        url: revert::text(image, "url"),
        icon: revert::text(image, "icon"),
        document_type: revert::text(image, "documentType"),
        slots: revert::codes(image, "slots"),
        kind: revert::text(image, "type"),
        configuration: revert::text(image, "configurationMethod"),
        active: revert::flag(image, "isActive"),
        secret: None,
        renews: false,
        allows_http: false,
    }
}
