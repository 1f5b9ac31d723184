//! The history of key-values.

use super::fields::{Fields, Leaf, flag};
use super::revert::{self, image};
use crate::changes::{Change, Op};
use crate::command::{Action, PutKeyValue, PutMode};
use crate::key_value::KeyValue;

/// The kind of a key-value in history.
pub(crate) const KIND: &str = "key_value";

pub(super) fn fields(pair: &KeyValue) -> Fields<'_> {
    let mut fields = vec![(["value", "", ""], Leaf::Text(&pair.value))];
    flag(&mut fields, "isProtected", pair.protected);
    flag(&mut fields, "isPublic", pair.public);
    fields
}

pub(super) fn revert(change: &Change) -> Option<Action> {
    let code = change.code.clone();
    if change.op == Op::Create {
        return Some(Action::DeleteKeyValue { code });
    }
    let (image, mode) = image(change, PutMode::Create)?;
    Some(Action::PutKeyValue(PutKeyValue {
        code,
        mode,
        body_code: None,
        value: revert::text(&image, "value"),
        protected: revert::flag(&image, "isProtected"),
        public: revert::flag(&image, "isPublic"),
    }))
}
