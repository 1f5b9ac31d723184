//! Small changes of a cell on its way in or out: the options of a mapping, in their order.

use regex::{Regex, RegexBuilder};

use crate::input::Input;
use crate::schema::{Mapping, MappingOption};

/// One change of a text.
#[derive(Debug, Clone)]
pub enum Transform {
    /// Blanks at both ends go.
    Trim,
    /// All letters are capitals.
    Upper,
    /// All letters are small.
    Lower,
    /// Each occurrence of the first is replaced by the second.
    Replace(Vec<(String, String)>),
    /// A text that is the first of a pair becomes the second.
    Words(Vec<(String, String)>),
    /// This goes before what is there.
    Prefix(String),
    /// This follows what is there.
    Suffix(String),
    /// Of the parts between separators only this one, from 1; from the end, if negative.
    Split(String, i64),
    /// What the pattern finds, its first group if it has one; nothing else.
    Extract(Regex),
    /// This stands where nothing is.
    Default(String),
}

/// Why an option was refused: its rule, and what was expected.
pub type BadOption = (&'static str, String);

/// The options that say something else than a change, with what they say.
pub const OTHERS: [(&str, &str); 5] = [
    ("value", "what a constant is"),
    ("part", "which part of a value the column holds: unit"),
    ("currency", "the currency of the amounts in the column"),
    ("unit", "the unit of numbers without one"),
    ("print", "how values of a list are written: code or label"),
];

/// Most letters of a pattern, and bytes that it may take once it is understood.
const MAX_PATTERN: usize = 1_000;
const MAX_UNDERSTOOD: usize = 1 << 20;
/// Bytes of a cell beyond which no replacement makes it longer: a few in a row could make it as long as they like.
const LONGEST: usize = 1 << 20;

impl Transform {
    /// The changes that a mapping asks for. Errors: by the place of the option.
    pub fn all(mapping: &Mapping) -> Result<Vec<Self>, Vec<(usize, BadOption)>> {
        let (mut all, mut faults) = (Vec::new(), Vec::new());
        for (place, option) in mapping.options.iter().enumerate() {
            match Self::read(option) {
                Ok(transform) => all.extend(transform),
                Err(fault) => faults.push((place, fault)),
            }
        }
        if faults.is_empty() { Ok(all) } else { Err(faults) }
    }

    /// What an option says; `None`: it is no change.
    fn read(option: &MappingOption) -> Result<Option<Self>, BadOption> {
        let input = option.value.input();
        let text = || option.value.text();
        let pairs = || pairs(&input).ok_or_else(|| expected("an object of texts", &input));
        let is_off = matches!(input, Input::Bool(false)) || input.text() == Some("false");
        Ok(Some(match option.name.as_str() {
            "trim" | "upper" | "lower" if is_off => return Ok(None),
            "trim" => Self::Trim,
            "upper" => Self::Upper,
            "lower" => Self::Lower,
            "replace" => Self::Replace(pairs()?),
            "words" => Self::Words(pairs()?),
            "prefix" => Self::Prefix(text()),
            "suffix" => Self::Suffix(text()),
            "split" => split(&input)?,
            "extract" => Self::Extract(pattern(&text())?),
            "default" => Self::Default(text()),
            name if OTHERS.iter().any(|(other, _)| *other == name) => return Ok(None),
            name => return Err(("unknown_option", unknown(name))),
        }))
    }

    /// The text after it.
    fn apply(&self, text: String) -> String {
        match self {
            Self::Default(default) if text.is_empty() => default.clone(),
            Self::Default(_) => text,
            // What is empty stays so: it means that there is nothing.
            _ if text.is_empty() => text,
            Self::Trim => text.trim().to_owned(),
            Self::Upper => text.to_uppercase(),
            Self::Lower => text.to_lowercase(),
            Self::Replace(pairs) => pairs.iter().fold(text, replaced),
            Self::Words(pairs) => {
                let found = pairs.iter().find(|(from, _)| *from == text);
                found.map_or(text, |(_, to)| to.clone())
            }
            Self::Prefix(prefix) => format!("{prefix}{text}"),
            Self::Suffix(suffix) => format!("{text}{suffix}"),
            Self::Split(separator, number) => part(&text, separator, *number).to_owned(),
            Self::Extract(pattern) => {
                let found = pattern.captures(&text);
                let found = found.and_then(|groups| groups.get(1).or_else(|| groups.get(0)));
                found.map_or_else(String::new, |group| group.as_str().to_owned())
            }
        }
    }
}

/// A cell after all changes.
pub fn apply(transforms: &[Transform], cell: &str) -> String {
    transforms.iter().fold(cell.to_owned(), |text, transform| transform.apply(text))
}

fn replaced(text: String, (from, to): &(String, String)) -> String {
    let growth = to.len().saturating_sub(from.len()).saturating_mul(text.matches(from.as_str()).count());
    let is_too_long = growth > 0 && text.len().saturating_add(growth) > LONGEST;
    if is_too_long { text } else { text.replace(from, to) }
}

fn expected(what: &str, got: &Input) -> BadOption {
    ("wrong_type", format!("Expected {what}; got {}.", got.describe()))
}

fn unknown(name: &str) -> String {
    let known = ["trim", "upper", "lower", "replace", "words", "prefix", "suffix", "split", "extract", "default"];
    let all: Vec<_> = known.into_iter().chain(OTHERS.map(|(name, _)| name)).collect();
    let shown: String = name.chars().take(40).collect();
    format!("Expected one of {}; got \"{}\".", all.join(", "), shown.escape_debug())
}

fn pairs(input: &Input) -> Option<Vec<(String, String)>> {
    let Input::Map(pairs) = input else { return None };
    let pair = |(from, to): &(String, Input)| Some((from.clone(), to.text()?.to_owned())).filter(|_| !from.is_empty());
    pairs.iter().map(pair).collect()
}

fn split(input: &Input) -> Result<Transform, BadOption> {
    let what = "{\"separator\": \"/\", \"number\": 1}, the number from 1, or from the end if negative";
    let separator = input.get("separator").and_then(Input::text).filter(|text| !text.is_empty());
    let number = match input.get("number") {
        Some(Input::Number(text) | Input::Text(text)) => text.parse().ok().filter(|number| *number != 0),
        _ => None,
    };
    match (separator, number) {
        (Some(separator), Some(number)) => Ok(Transform::Split(separator.to_owned(), number)),
        _ => Err(expected(what, input)),
    }
}

fn pattern(text: &str) -> Result<Regex, BadOption> {
    let understood = |text| RegexBuilder::new(text).size_limit(MAX_UNDERSTOOD).dfa_size_limit(MAX_UNDERSTOOD).build();
    let regex = Some(text).filter(|text| text.len() <= MAX_PATTERN).and_then(|text| understood(text).ok());
    regex.ok_or_else(|| expected("a regular expression", &Input::Text(text.to_owned())))
}

fn part<'a>(text: &'a str, separator: &str, number: i64) -> &'a str {
    let place = usize::try_from(number.unsigned_abs() - 1).unwrap_or(usize::MAX);
    let part = if number > 0 { text.split(separator).nth(place) } else { text.rsplit(separator).nth(place) };
    part.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{MappingTarget, TargetKind, Word};

    fn mapping(options: &[(&str, &str)]) -> Mapping {
        let option = |(name, json): &(&str, &str)| MappingOption { name: (*name).into(), value: Word((*json).into()) };
        let target = MappingTarget { kind: TargetKind::Attribute, code: "x".into(), locale: None };
        Mapping { column: "x".into(), target, options: options.iter().map(option).collect() }
    }

    #[test]
    fn cells_are_changed_in_order() {
        type Options = &'static [(&'static str, &'static str)];
        let cases: [(Options, &str, &str); 16] = [
            (&[], " a ", " a "),
            (&[("trim", "true")], " a ", "a"),
            (&[("trim", "false")], " a ", " a "),
            (&[("upper", "null")], "straße", "STRASSE"),
            (&[("lower", "true"), ("prefix", r#""x-""#)], "AB", "x-ab"),
            (&[("prefix", r#""x-""#)], "", ""),
            (&[("suffix", r#"" cm""#)], "12", "12 cm"),
            (&[("suffix", "5")], "12", "125"),
            (&[("replace", r#"{"-": "", "a": "b"}"#)], "a-a-c", "bbc"),
            (&[("words", r#"{"Y": "yes", "N": "no"}"#)], "Y", "yes"),
            (&[("words", r#"{"Y": "yes"}"#)], "YY", "YY"),
            (&[("split", r#"{"separator": " > ", "number": 2}"#)], "a > b > c", "b"),
            (&[("split", r#"{"separator": " > ", "number": -1}"#)], "a > b > c", "c"),
            (&[("split", r#"{"separator": ">", "number": "9"}"#), ("default", r#""none""#)], "a>b", "none"),
            (&[("extract", r#""([0-9]+) ?cm""#)], "about 12 cm", "12"),
            (&[("extract", r#""[0-9]+""#), ("default", "0")], "nothing", "0"),
        ];
        for (options, cell, wanted) in cases {
            let transforms = Transform::all(&mapping(options)).expect("options");
            assert_eq!(apply(&transforms, cell), wanted, "{options:?} of {cell:?}");
        }
    }

    #[test]
    fn no_cell_grows_without_end() {
        let tenfold = ("replace", r#"{"a": "aaaaaaaaaa"}"#);
        let transforms = Transform::all(&mapping(&[tenfold; 30])).expect("options");
        assert_eq!(apply(&transforms, "a").len(), 1_000_000);
        let long = "ab".repeat(LONGEST);
        let shorter = Transform::all(&mapping(&[("replace", r#"{"b": "", "a": "c"}"#)])).expect("options");
        assert_eq!(apply(&shorter, &long), "c".repeat(LONGEST), "what is long may be changed");
    }

    #[test]
    fn bad_options_are_told_by_their_places() {
        for (name, json, rule) in [
            ("shout", "true", "unknown_option"),
            ("replace", r#""a""#, "wrong_type"),
            ("replace", r#"{"": "a"}"#, "wrong_type"),
            ("words", r#"{"a": 1}"#, "wrong_type"),
            ("split", r#"{"separator": ",", "number": 0}"#, "wrong_type"),
            ("split", r#"{"number": 1}"#, "wrong_type"),
            ("extract", r#""(""#, "wrong_type"),
            ("extract", r#""(\\w{100}){100}""#, "wrong_type"),
        ] {
            let faults = Transform::all(&mapping(&[("trim", "true"), (name, json)])).expect_err(name);
            assert_eq!(faults.iter().map(|(at, (rule, _))| (*at, *rule)).collect::<Vec<_>>(), [(1, rule)], "{name}");
        }
    }
}
