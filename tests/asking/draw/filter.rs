//! Filters: every condition and test, groups in groups.

use model::attribute::AttributeType;
use model::object::ObjectKind;
use model::query::{AttributeName, Condition, Filter, Span, Test};
use model::schema::CatalogContent;
use model::value::Value;

use super::Draw;

const OF_DOCUMENTS: &[&str] = &[
    "code",
    "type",
    "tagged",
    "set",
    "any set",
    "classified",
    "catalog",
    "orphan",
    "node",
    "created",
    "updated",
    "active",
    "complete",
    "complete",
];
const OF_VARIANTS: &[&str] = &["code", "type", "set", "parent", "parent is", "created", "updated", "active"];
const OF_NODES: &[&str] =
    &["code", "parent", "parent is", "within", "catalog", "level", "content", "updated", "active"];
const OF_ASSETS: &[&str] = &["code", "classified", "catalog", "orphan", "created", "updated", "active"];
const OF_LINKS: &[&str] = &["code", "parent", "target", "created", "updated"];
const ALL: &[&str] = &[
    "code",
    "type",
    "set",
    "any set",
    "parent",
    "parent is",
    "target",
    "tagged",
    "classified",
    "within",
    "catalog",
    "orphan",
    "node",
    "level",
    "content",
    "complete",
    "created",
    "updated",
    "active",
];

impl Draw {
    pub fn filter(&mut self, kind: ObjectKind, depth: usize) -> Filter {
        match self.below(if depth == 0 { 1 } else { 7 }) {
            4 => Filter::All(self.filters(kind, depth - 1)),
            5 => Filter::Any(self.filters(kind, depth - 1)),
            6 => Filter::Not(Box::new(self.filter(kind, depth - 1))),
            _ => Filter::Is(self.condition(kind, depth)),
        }
    }

    fn filters(&mut self, kind: ObjectKind, depth: usize) -> Vec<Filter> {
        let count = *self.one(&[0, 1, 2, 2, 2, 3, 3]);
        (0..count).map(|_| self.filter(kind, depth)).collect()
    }

    /// Mostly one that makes sense for the kind.
    fn condition(&mut self, kind: ObjectKind, depth: usize) -> Condition {
        if self.one_in(2) {
            return self.value(kind);
        }
        let owner = *self.one(if kind.parents().is_empty() { &ObjectKind::ALL } else { kind.parents() });
        let node = ObjectKind::Classification;
        let fitting = match kind {
            _ if self.one_in(8) => ALL,
            ObjectKind::Document => OF_DOCUMENTS,
            ObjectKind::Variant => OF_VARIANTS,
            ObjectKind::Classification => OF_NODES,
            ObjectKind::Asset => OF_ASSETS,
            ObjectKind::Link => OF_LINKS,
        };
        match *self.one(fitting) {
            "code" => Condition::Code(self.code_test(kind)),
            "type" => Condition::Type(self.some(|draw| &draw.types)),
            "set" => Condition::Set(self.some(|draw| &draw.sets)),
            "any set" => Condition::AnySet,
            "parent" => Condition::Parent(self.codes(owner)),
            "parent is" if depth > 0 => Condition::ParentIs(Box::new(self.filter(owner, depth - 1))),
            "target" => {
                let kind = *self.one(&ObjectKind::ALL);
                Condition::Target(self.codes(kind))
            }
            "tagged" => Condition::Tagged(self.some(|draw| &draw.tags)),
            "classified" => Condition::Classified { nodes: self.codes(node), descendants: self.one_in(2) },
            "within" => Condition::Within(self.codes(node)),
            "catalog" => Condition::Catalog(self.some(|draw| &draw.catalogs)),
            "orphan" => Condition::Orphan,
            "node" => {
                let workflow = self.one_in(2).then(|| self.pick(|draw| &draw.workflows)).flatten();
                Condition::Node { workflow, nodes: self.some(|draw| &draw.nodes) }
            }
            "level" => Condition::Level((0..=self.below(2)).map(|_| self.level()).collect()),
            "content" => Condition::Content(*self.one(&[CatalogContent::Document, CatalogContent::Asset])),
            "complete" => match self.counted() {
                Some(of) => Condition::Completeness { of, test: self.percent() },
                None => Condition::Active,
            },
            "created" => Condition::Created(self.span()),
            "updated" => Condition::Updated(self.span()),
            _ => Condition::Active,
        }
    }

    fn percent(&mut self) -> Test {
        let mut number =
            || (*self.one(&["0", "20", "33", "40", "50", "60", "66", "80", "100", "-1", "101"])).to_owned();
        let (one, other) = (number(), number());
        match self.below(12) {
            0 => Test::Exists,
            1 => Test::Between(one, other),
            2 => Test::Contains(one),
            3..=5 => Test::Equals(vec![one, other]),
            6..=8 => Test::Greater(one, self.one_in(2)),
            _ => Test::Less(one, self.one_in(2)),
        }
    }

    fn level(&mut self) -> u32 {
        *self.one(&[0, 1, 2, 3, 4, 9])
    }

    fn span(&mut self) -> Span {
        let mut moment = |likely| self.one_in(likely).then(|| self.pick(|draw| &draw.moments)).flatten();
        let (from, to) = (moment(2), moment(2));
        Span { from, to: to.map(|to| to + 1) }
    }

    /// None to three codes of a kind, now and then one that doesn't exist.
    fn codes(&mut self, kind: ObjectKind) -> Vec<String> {
        self.some(|draw| &draw.codes[kind as usize])
    }

    fn some(&mut self, list: impl Fn(&Self) -> &Vec<String> + Copy) -> Vec<String> {
        let count = *self.one(&[1, 1, 1, 2, 3, 0]);
        let mut some: Vec<String> = (0..count).filter_map(|_| self.pick(list)).collect();
        if self.one_in(12) {
            some.push("nowhere".to_owned());
        }
        some
    }

    fn code_test(&mut self, kind: ObjectKind) -> Test {
        let codes = self.codes(kind);
        let code = codes.first().cloned().unwrap_or_default();
        let other = self.codes(kind).pop().unwrap_or_default();
        self.test_of(code, other, codes)
    }

    /// A test of a value that is there, or nearly.
    fn value(&mut self, kind: ObjectKind) -> Condition {
        let Some(at) = self.attribute(kind) else { return Condition::Active };
        let drawn = &self.attributes[at];
        let (kind, is_localised, is_filterable) = (drawn.kind, drawn.is_localised, drawn.is_filterable);
        let code = drawn.code.clone();
        let locale = (is_localised && self.one_in(2)).then(|| self.pick(|draw| &draw.locales)).flatten();
        let of = AttributeName { code, part: locale.or_else(|| self.currency(at)) };
        if matches!(kind, AttributeType::Table | AttributeType::Json) || !is_filterable || self.one_in(10) {
            return Condition::Attribute { of, test: Test::Exists };
        }
        let mut operands: Vec<String> = (0..3).map(|_| self.operand(at)).collect();
        let (last, other) = (operands.pop().unwrap_or_default(), operands.pop().unwrap_or_default());
        let test = match kind {
            AttributeType::Boolean => Test::Equals(vec![last]),
            kind if kind.is_text() => {
                let part = self.near(&last);
                self.test_of(part, other, operands)
            }
            AttributeType::Select | AttributeType::Multiselect => match self.below(5) {
                0 => Test::Contains(last.chars().skip(1).take(2).collect()),
                1 => Test::StartsWith(last.chars().take(2).collect()),
                2 => Test::EndsWith(last.chars().skip(1).collect()),
                _ => Test::Equals(vec![last, other]),
            },
            _ => match self.below(5) {
                0 => Test::Equals(vec![last, other]),
                1 => Test::Between(last, other),
                2 => Test::Greater(last, self.one_in(2)),
                _ => Test::Less(last, self.one_in(2)),
            },
        };
        Condition::Attribute { of, test }
    }

    fn test_of(&mut self, text: String, other: String, all: Vec<String>) -> Test {
        match self.below(9) {
            0 => Test::Contains(self.part(&text)),
            1 => Test::StartsWith(self.beginning(&text)),
            2 => Test::EndsWith(self.end(&text)),
            3 => Test::Greater(text, self.one_in(2)),
            4 => Test::Less(text, self.one_in(2)),
            5 => Test::Between(text, other),
            6 => Test::Equals(all.into_iter().chain([text, other]).collect()),
            7 => Test::Exists,
            _ => Test::Equals(vec![text]),
        }
    }

    /// A value of the attribute as it would be written, or one beside it.
    fn operand(&mut self, at: usize) -> String {
        let kind = self.attributes[at].kind;
        let value = self.pick(|draw| &draw.attributes[at].values);
        match value {
            Some(Value::Number(number)) if self.one_in(3) => self.beside(&number, kind),
            Some(Value::Number(text) | Value::Text(text)) => text,
            Some(Value::Bool(value)) => value.to_string(),
            Some(Value::Codes(codes)) => self.one(&codes).clone(),
            Some(Value::Price(amounts)) => amounts.values().next().cloned().unwrap_or_default(),
            Some(Value::Measure { number, unit }) => {
                if self.one_in(3) {
                    number
                } else {
                    format!("{number} {unit}")
                }
            }
            Some(Value::Json(json)) => json,
            None => match kind {
                kind if kind.is_number() => "7".into(),
                AttributeType::Boolean => "true".into(),
                AttributeType::Date => "2025-05-05".into(),
                AttributeType::Datetime => "2025-05-05T05:05:05".into(),
                AttributeType::Time => "05:05:05".into(),
                _ => "none".into(),
            },
        }
    }

    /// The same number written otherwise, or one close to it.
    fn beside(&mut self, number: &str, kind: AttributeType) -> String {
        match self.below(4) {
            0 if kind == AttributeType::Integer => format!("{number}0"),
            0 => format!("{number}{}", if number.contains('.') { "1" } else { ".1" }),
            1 => format!("{number}{}", if number.contains('.') { "00" } else { ".0" }),
            2 if number.starts_with('-') => number[1..].to_owned(),
            2 => format!("-{number}"),
            _ => "0".to_owned(),
        }
    }
}
