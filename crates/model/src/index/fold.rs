//! One form for all ways to write the same: case, accents and compatibility forms don't count.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The text as it is compared and searched: decomposed by compatibility (NFKD), without accents and
/// points, case-folded and composed again (NFKC). Vowel signs of Thai and of Indic scripts stay. A
/// control character becomes a blank. Folded again it stays the same.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (plain, other) = rest.split_at(plain_len(rest));
        folded.extend(plain.chars().map(|c| if c.is_ascii_control() { ' ' } else { c.to_ascii_lowercase() }));
        let (other, after) = other.split_at(other_len(other));
        folded.extend(other.nfkd().filter(|c| is_kept(*c)).default_case_fold().nfkc().map(blanked));
        rest = after;
    }
    folded
}

/// Whether each word asked for stands somewhere in the texts, as they are folded. No words stand in any.
pub fn has_words<'a>(texts: impl IntoIterator<Item = &'a str>, asked: &str) -> bool {
    let folded: Vec<_> = texts.into_iter().map(fold).collect();
    fold(asked).split_whitespace().all(|word| folded.iter().any(|text| text.contains(word)))
}

/// The length of the ASCII at the beginning, up to the last character that a mark may follow.
fn plain_len(text: &str) -> usize {
    let ascii = text.bytes().position(|byte| !byte.is_ascii());
    ascii.map_or(text.len(), |len| len.saturating_sub(1))
}

/// The length of what follows up to the next ASCII, which is never composed with what stands before it.
fn other_len(text: &str) -> usize {
    let ascii = text.bytes().skip(1).position(|byte| byte.is_ascii());
    ascii.map_or(text.len(), |len| len + 1)
}

fn is_kept(c: char) -> bool {
    let is_invisible =
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}');
    // Points of Hebrew, Arabic and Syriac, and what stands above, below or through a letter.
    !is_invisible && !matches!(canonical_combining_class(c), 10..=36 | 200..)
}

fn blanked(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}
