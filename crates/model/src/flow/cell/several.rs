//! Several texts in one cell: a backslash before a separator, or before another backslash, makes it part of a text.

const ESCAPE: char = '\\';

/// The texts of a cell, without blanks around them; those without content are left out.
pub fn split(cell: &str, separator: char) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut rest = cell.chars().peekable();
    while let Some(c) = rest.next() {
        let escaped = rest.next_if(|next| c == ESCAPE && (*next == separator || *next == ESCAPE));
        match (escaped, texts.last_mut()) {
            (Some(escaped), Some(text)) => text.push(escaped),
            (None, Some(text)) if c != separator => text.push(c),
            _ => texts.push(String::new()),
        }
    }
    texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// The cell of some texts.
pub fn join<'a>(texts: impl IntoIterator<Item = &'a str>, separator: char) -> String {
    let mut cell = String::new();
    for (place, text) in texts.into_iter().enumerate() {
        if place > 0 {
            cell.push(separator);
        }
        for c in text.chars() {
            if c == separator || c == ESCAPE {
                cell.push(ESCAPE);
            }
            cell.push(c);
        }
    }
    cell
}
