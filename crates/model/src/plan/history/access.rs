//! The history of roles, access profiles and image profiles.

use super::fields::{Fields, Leaf, labels, text};
use super::revert::{self, patch};
use crate::command::{AccessProfileFields, ImageProfileFields, RoleFields};
use crate::input::Input;
use crate::schema::{AccessProfile, ImageProfile, Role};

pub(super) fn of_role(role: &Role) -> Fields<'_> {
    let mut fields = Fields::new();
    labels(&mut fields, "name", &role.name);
    text(&mut fields, ["description", "", ""], role.description.as_deref());
    for (thing, actions) in &role.permissions {
        let actions = actions.iter().map(String::as_str).collect();
        fields.push((["permissions", thing, ""], Leaf::Codes(actions)));
    }
    fields
}

pub(super) fn role(image: &Input) -> RoleFields {
    RoleFields {
        name: revert::labels(image, "name"),
        description: revert::text(image, "description"),
        permissions: patch(image, "permissions", |input| Some(input.clone())),
    }
}

pub(super) fn of_profile(profile: &AccessProfile) -> Fields<'_> {
    vec![(["name", "", ""], Leaf::Text(&profile.name)), (["rules", "", ""], Leaf::Json(profile.rules.clone()))]
}

pub(super) fn profile(image: &Input) -> AccessProfileFields {
    AccessProfileFields { name: revert::text(image, "name"), rules: patch(image, "rules", |input| Some(input.clone())) }
}

pub(super) fn of_image_profile(profile: &ImageProfile) -> Fields<'_> {
    let mut fields = vec![
        (["name", "", ""], Leaf::Text(&profile.name)),
        (["transformation", "", ""], Leaf::Text(profile.transformation.name())),
        (["format", "", ""], Leaf::Text(profile.format.name())),
        (["background", "", ""], Leaf::Text(&profile.background)),
        (["quality", "", ""], Leaf::Number(profile.quality.into())),
    ];
    fields.extend(profile.width.map(|pixels| (["width", "", ""], Leaf::Number(i64::from(pixels)))));
    fields.extend(profile.height.map(|pixels| (["height", "", ""], Leaf::Number(i64::from(pixels)))));
    fields
}

pub(super) fn image_profile(image: &Input) -> ImageProfileFields {
    ImageProfileFields {
        name: revert::text(image, "name"),
        transformation: revert::text(image, "transformation"),
        width: revert::number(image, "width"),
        height: revert::number(image, "height"),
        format: revert::text(image, "format"),
        background: revert::text(image, "background"),
        quality: revert::number(image, "quality"),
    }
}
