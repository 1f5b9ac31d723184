//! Plannings: their fields, and the writes that bring them back.

use super::fields::{Fields, Leaf, flag};
use super::revert;
use crate::command::{Patch, PlanningFields};
use crate::input::Input;
use crate::schema::Planning;

/// `names`: those of the parts that only one way has.
pub(super) fn of_planning<'a>(planning: &'a Planning, names: [&'static str; 3]) -> Fields<'a> {
    let [flow, profile, address] = names;
    let mut fields = vec![
        (["name", "", ""], Leaf::Text(&planning.name)),
        ([flow, profile, ""], Leaf::Text(&planning.profile)),
        (["cron", "", ""], Leaf::Text(&planning.cron)),
        (["timezone", "", ""], Leaf::Text(&planning.timezone)),
    ];
    if !planning.address.is_empty() {
        fields.push(([flow, address, ""], Leaf::Address(&planning.address)));
    }
    flag(&mut fields, "isActive", planning.is_active);
    fields
}

pub(super) fn planning(image: &Input, names: [&'static str; 3]) -> PlanningFields {
    let [flow, profile, address] = names;
    let part = |name| image.get(flow).map_or(Patch::Absent, |flow| revert::text(flow, name));
    PlanningFields {
        name: revert::text(image, "name"),
        profile: part(profile),
        address: part(address),
        cron: revert::text(image, "cron"),
        timezone: revert::text(image, "timezone"),
        active: revert::flag(image, "isActive"),
    }
}
