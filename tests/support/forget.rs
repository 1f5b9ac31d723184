//! Answers without what no two servers share.

use serde_json::Value;

/// Takes out all members, at any depth, of which `is_own` is true by their key and value.
pub fn forget(value: &mut Value, is_own: &dyn Fn(&str, &Value) -> bool) {
    match value {
        Value::Object(members) => {
            members.retain(|key, value| !is_own(key, value));
            members.values_mut().for_each(|member| forget(member, is_own));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| forget(item, is_own)),
        _ => {}
    }
}
