//! Values that are links: the codes of what they lead to, in order.

use super::{Refused, wrong_kind};
use crate::input::Input;

/// The codes that a value names, in order: one thing, or a list of them. Errors: something is no reference.
pub fn targets(input: &Input) -> Result<Vec<String>, Refused> {
    let one = |item: &Input| {
        let named = || ["id", "code"].iter().find_map(|name| item.get(name)?.text());
        let code = item.text().or_else(named).filter(|code| !code.is_empty());
        code.map(str::to_owned).ok_or_else(|| wrong_kind("{\"id\": …}, or a list of such", item))
    };
    match input {
        Input::List(items) => items.iter().map(one).collect(),
        single => Ok(vec![one(single)?]),
    }
}

/// Why nothing is read as a value of a body.
pub(super) fn no_value() -> Refused {
    ("links", "This value should be kept as links.".into())
}
