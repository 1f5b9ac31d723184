//! Rich text of `EditorJS` as HTML.

use serde_json::Value;

use crate::Notes;
use crate::json::{list, text};

/// The text of a document of blocks, or of what holds one as text; blocks of other kinds are noted.
pub fn html(value: &Value, notes: &Notes, owner: &str) -> Option<String> {
    let parsed = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let blocks = list(parsed.as_ref().unwrap_or(value), "blocks");
    let parts: Vec<_> = blocks.iter().filter_map(|block| block_of(block, notes, owner)).collect();
    (!parts.is_empty()).then(|| parts.concat())
}

fn block_of(block: &Value, notes: &Notes, owner: &str) -> Option<String> {
    let data = &block["data"];
    match text(block, "type") {
        "paragraph" => Some(format!("<p>{}</p>", text(data, "text"))),
        "header" => {
            let level = data["level"].as_u64().filter(|level| (1..=6).contains(level)).unwrap_or(2);
            Some(format!("<h{level}>{}</h{level}>", text(data, "text")))
        }
        "quote" => Some(format!("<blockquote>{}</blockquote>", text(data, "text"))),
        "list" => {
            let tag = if text(data, "style") == "ordered" { "ol" } else { "ul" };
            let items: Vec<_> =
                list(data, "items").iter().filter_map(Value::as_str).map(|item| format!("<li>{item}</li>")).collect();
            Some(format!("<{tag}>{}</{tag}>", items.concat()))
        }
        other => {
            notes.leave_out(format!("blocks of rich text of the type {other}"), owner);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn blocks_become_elements_and_others_are_noted() {
        let notes = Notes::default();
        let blocks = json!({"blocks": [
            {"type": "paragraph", "data": {"text": "Launch <b>new markets fast</b>"}},
            {"type": "list", "data": {"style": "ordered", "items": ["a", "b"]}},
            {"type": "embed", "data": {}},
        ]});
        let expected = "<p>Launch <b>new markets fast</b></p><ol><li>a</li><li>b</li></ol>";
        assert_eq!(html(&blocks, &notes, "x").as_deref(), Some(expected));
        assert_eq!(html(&json!(blocks.to_string()), &notes, "x").as_deref(), Some(expected));
        assert_eq!(html(&Value::Null, &notes, "x"), None);
        assert_eq!(notes.all()[0].count, 2);
    }
}
