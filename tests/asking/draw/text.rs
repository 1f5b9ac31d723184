//! Texts to look for.

use model::index::words;
use model::object::ObjectKind;
use model::value::Value;

use super::Draw;

/// What is in no catalogue, or everywhere, or hardly a word.
const ODD: [&str; 14] = [
    "zzzxqy",
    "the",
    "de",
    "a",
    "--",
    "O'Neil % _ \\ * \"",
    "'",
    "(a | b) & !c:*",
    "手机",
    "机",
    "ก็",
    "CO2",
    "efficiency",
    "é",
];

impl Draw {
    pub fn search_text(&mut self, kind: ObjectKind) -> String {
        let code = self.pick(|draw| &draw.codes[kind as usize]).unwrap_or_default();
        match self.below(10) {
            0 => code,
            1 => self.beginning(&code),
            2 => self.part(&code),
            3 => (*self.one(&ODD)).to_owned(),
            4 => {
                let text = self.some_text(kind);
                self.part(&text)
            }
            _ => {
                let words = words(&self.some_text(kind));
                if words.is_empty() {
                    return code;
                }
                let mut asked: Vec<String> = (0..=self.below(2)).map(|_| self.one(&words).clone()).collect();
                if let Some(last) = asked.last_mut().filter(|_| self.one_in(2)) {
                    *last = self.beginning(last);
                }
                let asked = asked.join(" ");
                self.near(&asked)
            }
        }
    }

    fn some_text(&mut self, kind: ObjectKind) -> String {
        let Some(at) = self.attribute(kind) else { return String::new() };
        match self.pick(|draw| &draw.attributes[at].values) {
            Some(Value::Text(text) | Value::Number(text) | Value::Measure { number: text, .. }) => text,
            Some(Value::Codes(codes)) => codes.join(" "),
            _ => String::new(),
        }
    }

    /// The text, or one that folds to the same, or nearly.
    pub fn near(&mut self, text: &str) -> String {
        match self.below(8) {
            0 => text.to_uppercase(),
            1 => text.replace('e', "é").replace("fi", "\u{fb01}"),
            2 => format!("{text}x"),
            3 => text.chars().rev().skip(1).collect::<String>().chars().rev().collect(),
            _ => text.to_owned(),
        }
    }

    pub fn beginning(&mut self, text: &str) -> String {
        let count = self.below(text.chars().count().min(12)) + 1;
        text.chars().take(count).collect()
    }

    pub fn end(&mut self, text: &str) -> String {
        let count = text.chars().count();
        let taken = self.below(count.min(12)) + 1;
        text.chars().skip(count.saturating_sub(taken)).collect()
    }

    pub fn part(&mut self, text: &str) -> String {
        let count = text.chars().count();
        let skipped = self.below(count);
        let taken = self.below(6) + 1;
        text.chars().skip(skipped).take(taken).collect()
    }
}
