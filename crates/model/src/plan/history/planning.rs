//! Plannings: their fields, and the writes that bring them back.

use super::fields::{Fields, Leaf, flag};
use super::revert;
use crate::command::PlanningFields;
use crate::input::Input;
use crate::schema::Planning;

pub(super) fn of_planning(planning: &Planning) -> Fields<'_> {
    let mut fields = vec![
        (["name", "", ""], Leaf::Text(&planning.name)),
        (["profile", "", ""], Leaf::Text(&planning.profile)),
        (["cron", "", ""], Leaf::Text(&planning.cron)),
        (["timezone", "", ""], Leaf::Text(&planning.timezone)),
    ];
    if !planning.address.is_empty() {
        fields.push((["address", "", ""], Leaf::Address(&planning.address)));
    }
    flag(&mut fields, "isActive", planning.is_active);
    fields
}

pub(super) fn planning(image: &Input) -> PlanningFields {
    PlanningFields {
        name: revert::text(image, "name"),
        profile: revert::text(image, "profile"),
        address: revert::text(image, "address"),
        cron: revert::text(image, "cron"),
        timezone: revert::text(image, "timezone"),
        active: revert::flag(image, "isActive"),
    }
}
