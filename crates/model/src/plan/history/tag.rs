//! Tags: their fields, and the writes that bring them back.

use super::fields::{Fields, Leaf, flag, labels, text};
use super::revert;
use crate::command::TagFields;
use crate::input::Input;
use crate::schema::{Rule, Tag};

pub(super) fn of_tag(tag: &Tag) -> Fields<'_> {
    let mut fields = vec![
        (["documentType", "", ""], Leaf::Text(&tag.document_type)),
        (["color", "", ""], Leaf::Text(&tag.color)),
        (["rules", "", ""], Leaf::Json(rules(&tag.rules))),
    ];
    labels(&mut fields, "name", &tag.name);
    text(&mut fields, ["description", "", ""], tag.description.as_deref());
    flag(&mut fields, "isDefault", tag.is_default);
    fields
}

/// As they may be sent.
fn rules(rules: &[Rule]) -> String {
    let text = |text: &str| Input::Text(text.to_owned());
    let one = |rule: &Rule| {
        let attribute = Input::Map(vec![("id".to_owned(), text(&rule.attribute))]);
        let value = Input::parse(&rule.value).unwrap_or(Input::Null);
        let members = [("attribute", attribute), ("operator", text(rule.operator.name())), ("value", value)];
        let locale = rule.locale.as_ref().map(|locale| ("locale", text(locale)));
        Input::Map(members.into_iter().chain(locale).map(|(name, input)| (name.to_owned(), input)).collect())
    };
    Input::List(rules.iter().map(one).collect()).to_json()
}

pub(super) fn tag(image: &Input) -> TagFields {
    TagFields {
        name: revert::labels(image, "name"),
        description: revert::text(image, "description"),
        document_type: revert::text(image, "documentType"),
        color: revert::text(image, "color"),
        is_default: revert::flag(image, "isDefault"),
        rules: revert::input(image, "rules"),
    }
}
