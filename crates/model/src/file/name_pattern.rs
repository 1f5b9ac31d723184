//! Patterns of the names of files that tell which product they show: `{document_code}_{position}.jpg`.

use std::fmt::Write as _;

use regex::{Regex, RegexBuilder};
use unicode_normalization::UnicodeNormalization as _;

use crate::object::ObjectKind;
use crate::problem::{Field, Problem, Violation};
use crate::schema::{LinkType, Schema};

/// Most characters of a pattern.
const MAX_LENGTH: usize = 200;
/// Most memory that a compiled pattern may take, in bytes.
const SIZE_LIMIT: usize = 1 << 20;

const EXPECTED: &str = "{document_code} or {variant_code}, {position} and {any}, and other text as it stands";

/// A pattern. The code that it finds takes as much as it can.
#[derive(Debug, Clone)]
pub struct NamePattern {
    product: ObjectKind,
    has_ending: bool,
    regex: Regex,
}

/// What the name of a file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// The code of a product.
    pub code: &'a str,
    /// Its place among the files of that product.
    pub position: Option<i64>,
}

/// What a pattern is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// This text, in any case.
    Text(String),
    /// The code of a product of this kind.
    Code(ObjectKind),
    /// Digits.
    Position,
    /// Whatever stands there, be it nothing.
    Any,
}

impl NamePattern {
    /// The pattern of that text. Errors: what was expected, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let length = text.chars().count();
        if length > MAX_LENGTH {
            return Err(format!("Expected at most {MAX_LENGTH} characters; got {length}."));
        }
        let parts = parts(text)?;
        let product = product(&parts)?;
        let has_ending = matches!(parts.last(), Some(Part::Text(text)) if text.contains('.'));
        let regex = RegexBuilder::new(&expression(&parts)).size_limit(SIZE_LIMIT).build();
        let regex = regex.map_err(|_| "Expected a shorter pattern.".to_owned())?;
        Ok(Self { product, has_ending, regex })
    }

    /// The pattern by which links of that type are made. Errors: `Invalid` if it is none, or if no link of that type leads
    /// from such products to assets.
    pub fn for_links(text: &str, link_type: &str, schema: &Schema) -> Result<Self, Problem> {
        let pattern = Self::parse(text);
        let pattern = pattern.map_err(|expected| Violation::new(Field::Property("pattern"), "bad_pattern", expected));
        let product = pattern.as_ref().ok().map(Self::product);
        match (pattern, check_link_type(link_type, product, schema)) {
            (Ok(pattern), Ok(())) => Ok(pattern),
            (pattern, link_type) => Err(Problem::invalid(pattern.err().into_iter().chain(link_type.err()).collect())),
        }
    }

    /// What its code is the code of: documents or variants.
    pub fn product(&self) -> ObjectKind {
        self.product
    }

    /// What a name tells. `None`: it isn't of this pattern.
    pub fn read<'a>(&self, name: &'a str) -> Option<Named<'a>> {
        // An ending that the pattern doesn't speak of is no part of a code.
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let found = self.regex.captures(if self.has_ending { name } else { stem })?;
        let position = found.name("position").and_then(|digits| digits.as_str().parse().ok());
        Some(Named { code: found.name("code")?.as_str(), position })
    }
}

/// Whether links of that type lead from products of that kind, where it is known, to assets.
fn check_link_type(code: &str, product: Option<ObjectKind>, schema: &Schema) -> Result<(), Violation> {
    let Some((_, own)) = schema.get::<LinkType>(code) else {
        let message = format!("There is no link type \"{code}\".");
        return Err(Violation::new(Field::LinkType, "unknown_reference", message));
    };
    if own.target_type == ObjectKind::Asset && product.is_none_or(|product| product == own.origin_type) {
        return Ok(());
    }
    let (from, to) = (own.origin_type.name(), own.target_type.name());
    let expected = product.unwrap_or(own.origin_type).name();
    let message =
        format!("Expected a link type that leads from {expected} to asset; \"{code}\" leads from {from} to {to}.");
    Err(Violation::new(Field::LinkType, "wrong_type", message))
}

/// A pattern taken apart.
fn parts(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((word, after)) = after.split_once('}') else {
            return Err(format!("Expected a }} for each {{; got \"{{{after}\"."));
        };
        add_text(&mut parts, before)?;
        parts.push(match word {
            "document_code" => Part::Code(ObjectKind::Document),
            "variant_code" => Part::Code(ObjectKind::Variant),
            "position" => Part::Position,
            "any" => Part::Any,
            other => return Err(format!("Expected {EXPECTED}; got \"{{{other}}}\".")),
        });
        rest = after;
    }
    add_text(&mut parts, rest)?;
    Ok(parts)
}

fn add_text(parts: &mut Vec<Part>, text: &str) -> Result<(), String> {
    if text.contains('}') {
        return Err(format!("Expected a {{ before each }}; got \"{text}\"."));
    }
    if !text.is_empty() {
        // As the names of files are.
        parts.push(Part::Text(text.nfc().collect()));
    }
    Ok(())
}

/// What the code in a pattern is the code of.
fn product(parts: &[Part]) -> Result<ObjectKind, String> {
    if parts.iter().filter(|part| **part == Part::Position).count() > 1 {
        return Err("Expected {position} once at most.".to_owned());
    }
    let mut codes = parts.iter().filter_map(|part| if let Part::Code(kind) = part { Some(*kind) } else { None });
    match (codes.next(), codes.next()) {
        (Some(kind), None) => Ok(kind),
        (None, _) => Err("Expected {document_code} or {variant_code} in it.".to_owned()),
        _ => Err("Expected one code alone: {document_code} or {variant_code}, once.".to_owned()),
    }
}

/// The whole as a regular expression: what stands before the code takes as little as it can, so that the code gets
/// what is left.
fn expression(parts: &[Part]) -> String {
    let mut text = String::from("(?s)^");
    let mut lazy = "?";
    for part in parts {
        // Writing to a string cannot fail.
        let _ = match part {
            Part::Text(own) => write!(text, "(?i:{})", regex::escape(own)),
            Part::Code(_) => {
                lazy = "";
                write!(text, "(?P<code>.+)")
            }
            Part::Position => write!(text, "(?P<position>[0-9]{{1,9}}{lazy})"),
            Part::Any => write!(text, ".*?"),
        };
    }
    text + "$"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read<'a>(pattern: &str, name: &'a str) -> Option<(&'a str, Option<i64>)> {
        NamePattern::parse(pattern).unwrap().read(name).map(|named| (named.code, named.position))
    }

    #[test]
    fn names_are_read() {
        let usual = "{document_code}_{position}";
        let cases = [
            (usual, "CHAIR_2.jpg", Some(("CHAIR", Some(2)))),
            (usual, "A_B_012.tar", Some(("A_B", Some(12)))),
            (usual, "1.5 kg_3.JPEG", Some(("1.5 kg", Some(3)))),
            (usual, "Лампа_3", Some(("Лампа", Some(3)))),
            (usual, "CHAIR.jpg", None),
            (usual, "_2.jpg", None),
            (usual, "CHAIR_٢.jpg", None),
            (usual, "CHAIR_1234567890.jpg", None),
            ("{document_code}_{position}.jpg", "CHAIR_2.JPG", Some(("CHAIR", Some(2)))),
            ("{document_code}_{position}.jpg", "CHAIR_2.png", None),
            ("{document_code}", "v1.2", Some(("v1", None))),
            ("{document_code}", ".jpg", None),
            ("{variant_code}{position}", "A12.jpg", Some(("A1", Some(2)))),
            ("{position}{variant_code}", "12A.jpg", Some(("2A", Some(1)))),
            ("{any}-{variant_code}_{any}", "x-y-A_b_c.jpg", Some(("y-A_b", None))),
            ("ÉTÉ {document_code} (front).{any}", "été A (FRONT).x.jpg", Some(("A", None))),
            ("e\u{301}{document_code}", "éA.jpg", Some(("A", None))),
            ("[{document_code}]+", "[A]+.jpg", Some(("A", None))),
        ];
        for (pattern, name, expected) in cases {
            assert_eq!(read(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        let long = format!("{{document_code}}{}", "a".repeat(200));
        let cases = [
            ("", "Expected {document_code} or {variant_code} in it."),
            ("{position}", "Expected {document_code} or {variant_code} in it."),
            ("{document_code}{variant_code}", "Expected one code alone: {document_code} or {variant_code}, once."),
            ("{document_code}-{document_code}", "Expected one code alone: {document_code} or {variant_code}, once."),
            ("{document_code}{position}{position}", "Expected {position} once at most."),
            ("{document_code}_{position", "Expected a } for each {; got \"{position\"."),
            ("document_code}_1", "Expected a { before each }; got \"document_code}_1\"."),
            ("{{document_code}}", "got \"{{document_code}\"."),
            ("{code}", "got \"{code}\"."),
            (&long, "Expected at most 200 characters; got 215."),
        ];
        for (pattern, expected) in cases {
            let told = NamePattern::parse(pattern).unwrap_err();
            assert!(told.ends_with(expected), "{pattern}: {told}");
        }
        let widest = format!("{{document_code}}{}", "{any}".repeat(37));
        assert_eq!(read(&widest, &"x".repeat(100)), Some(("x".repeat(100).as_str(), None)));
    }

    /// All codes that parts may find in a name, by trying every way.
    fn codes<'a>(parts: &[Part], name: &'a str) -> Vec<Option<&'a str>> {
        let Some((first, rest)) = parts.split_first() else {
            return name.is_empty().then_some(None).into_iter().collect();
        };
        let ends = (0..=name.len()).filter(|end| name.is_char_boundary(*end)).map(|end| name.split_at(end));
        let fits = |taken: &str| match first {
            Part::Text(text) => taken.to_lowercase() == text.to_lowercase(),
            Part::Code(_) => !taken.is_empty(),
            Part::Position => (1..=9).contains(&taken.len()) && taken.bytes().all(|byte| byte.is_ascii_digit()),
            Part::Any => true,
        };
        let found = ends.filter(|(taken, _)| fits(taken)).flat_map(|(taken, left)| {
            let own = matches!(first, Part::Code(_)).then_some(taken);
            codes(rest, left).into_iter().map(move |code| own.or(code))
        });
        found.collect()
    }

    fn texts() -> impl Strategy<Value = Vec<&'static str>> {
        let around =
            || prop::collection::vec(prop_oneof![Just("{any}"), Just("_"), Just("a"), Just("é"), Just("1")], 0..3);
        let position = || prop_oneof![Just(""), Just("{position}")];
        (around(), position(), around(), any::<bool>()).prop_map(|(mut before, position, mut after, is_first)| {
            before.push("{document_code}");
            if is_first {
                before.insert(0, position);
            } else {
                after.push(position);
            }
            before.extend(after);
            before
        })
    }

    proptest! {
        #[test]
        fn the_code_takes_as_much_as_it_can(texts in texts(), name in "[aAé1_2.]{0,9}") {
            let pattern = NamePattern::parse(&texts.concat()).unwrap();
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            let longest = codes(&parts(&texts.concat()).unwrap(), stem).into_iter().flatten().max_by_key(|code| code.len());
            prop_assert_eq!(pattern.read(&name).map(|named| named.code.len()), longest.map(str::len));
        }

        #[test]
        fn a_code_is_found_as_it_was_written(code in "[\\PC&&[^/\\\\]]{1,20}", position in 0_i64..1_000_000_000, ending in "(\\.[a-z]{1,4})?") {
            prop_assume!(!ending.is_empty() || !code.contains('.'));
            let name = format!("{code}_{position}{ending}");
            prop_assert_eq!(read("{variant_code}_{position}", &name), Some((code.as_str(), Some(position))));
        }

        #[test]
        fn whatever_comes_is_a_pattern_or_told(text in "(\\PC|[{}]|\\{document_code\\}|\\{position\\}){0,12}") {
            if let Err(told) = NamePattern::parse(&text) {
                prop_assert!(told.starts_with("Expected "));
            }
        }
    }
}
