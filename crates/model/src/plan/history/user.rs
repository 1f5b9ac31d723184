//! The history of users. Of a password it tells that it changed.

use std::collections::BTreeSet;

use super::fields::{Fields, Leaf, flag, text};
use super::revert::{self, image};
use crate::changes::{Change, Op};
use crate::command::{Action, PutMode, PutUser, UserName};
use crate::user::{Feature, InterfaceLocale, User};

/// The kind of a user in history.
pub(crate) const KIND: &str = "user";

pub(super) fn fields(user: &User) -> Fields<'_> {
    let profile = &user.profile;
    let mut fields = vec![
        (["type", "", ""], Leaf::Text(user.kind.name())),
        (["firstName", "", ""], Leaf::Text(&profile.first_name)),
        (["lastName", "", ""], Leaf::Text(&profile.last_name)),
        (["email", "", ""], Leaf::Text(&profile.email)),
        (["timezone", "", ""], Leaf::Text(&profile.timezone)),
        (["decimalFormat", "", ""], Leaf::Text(profile.decimal_format.name())),
        (["roles", "", ""], codes(&profile.roles)),
    ];
    let features = profile.permission_features.iter().copied().map(Feature::name).collect();
    fields.push((["permissionFeatures", "", ""], Leaf::Codes(features)));
    let available = profile.locales_available.as_ref();
    fields.extend(available.map(|locales| (["localesAvailable", "", ""], codes(locales))));
    if !user.password.0.is_empty() {
        fields.push((["password", "", ""], Leaf::Secret(&user.password.0)));
    }
    flag(&mut fields, "active", user.active);
    flag(&mut fields, "admin", user.admin);
    flag(&mut fields, "isAutomaticTimezone", profile.is_automatic_timezone);
    text(&mut fields, ["localeDefault", "", ""], profile.locale_default.as_deref());
    text(&mut fields, ["interfaceLocale", "", ""], profile.interface_locale.map(InterfaceLocale::name));
    text(&mut fields, ["classificationAccess", "", ""], profile.classification_access.as_deref());
    text(&mut fields, ["attributeAccess", "", ""], profile.attribute_access.as_deref());
    fields
}

fn codes(codes: &BTreeSet<String>) -> Leaf<'_> {
    Leaf::Codes(codes.iter().map(String::as_str).collect())
}

/// The write that undoes a change of a user; the password stays as it is, and who was made stays too.
pub(super) fn revert(change: &Change) -> Option<Action> {
    if change.op == Op::Create {
        return None;
    }
    let (image, mode) = image(change, PutMode::Update)?;
    Some(Action::PutUser(Box::new(PutUser {
        kind: revert::text(&image, "type"),
        admin: revert::flag(&image, "admin"),
        active: revert::flag(&image, "active"),
        first_name: revert::text(&image, "firstName"),
        last_name: revert::text(&image, "lastName"),
        email: revert::text(&image, "email"),
        timezone: revert::text(&image, "timezone"),
        is_automatic_timezone: revert::flag(&image, "isAutomaticTimezone"),
        locales_available: revert::codes(&image, "localesAvailable"),
        locale_default: revert::text(&image, "localeDefault"),
        permission_features: revert::codes(&image, "permissionFeatures"),
        decimal_format: revert::text(&image, "decimalFormat"),
        interface_locale: revert::text(&image, "interfaceLocale"),
        roles: revert::codes(&image, "roles"),
        classification_access: revert::text(&image, "classificationAccess"),
        attribute_access: revert::text(&image, "attributeAccess"),
        ..PutUser::new(UserName::Name(change.code.clone()), mode)
    })))
}
