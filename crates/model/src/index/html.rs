//! What is read of a rich text.

use std::borrow::Cow;

/// Elements that stand within words, and so part none.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "s", "small", "span", "strong",
    "sub", "sup", "u", "wbr",
];

/// The text without tags and comments and with its entities decoded. Other tags than those that stand within
/// words leave a blank.
pub(super) fn plain(html: &str) -> Cow<'_, str> {
    if !html.contains(['<', '&']) {
        return Cow::Borrowed(html);
    }
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let Some(tag) = tag(after) else {
            plain.push('<');
            rest = after;
            continue;
        };
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name)) {
            plain.push(' ');
        }
        rest = after[tag.len()..].strip_prefix('>').unwrap_or_default();
    }
    plain.push_str(rest);
    Cow::Owned(html_escape::decode_html_entities(&plain).into_owned())
}

/// What stands between `<` and `>`; `None`: no tag begins here.
fn tag(after: &str) -> Option<&str> {
    let begins = after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
    let end = if let Some(comment) = after.strip_prefix("!--") {
        comment.find("-->").map(|at| at + "!--".len() + "--".len())
    } else {
        after.find('>')
    };
    begins.then(|| &after[..end.unwrap_or(after.len())])
}
