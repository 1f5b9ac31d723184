//! The words of a text. What they are cut from is folded, so that they are its slices.

/// Most characters of a word; what is longer is cut.
const MAX_CHARS: usize = 64;

/// The words of a text as they are stored, in its order. UAX-29's words, cut further at all that is
/// neither alphanumeric nor a mark; what is written without blanks (Chinese, Japanese, Thai, Lao,
/// Khmer, Burmese) comes as overlapping pairs of characters and the last one alone.
pub fn words(text: &str) -> Vec<String> {
    stored(&super::fold(text)).into_iter().map(str::to_owned).collect()
}

/// The words of a text that is looked for, in its order: the last one may be the beginning of a word. A
/// text that is part of another asks for words of the other only, but for its last one.
pub fn asked_words(text: &str) -> Vec<String> {
    let folded = super::fold(text);
    let mut words = Vec::new();
    split(&folded, |word, kind| match kind {
        Kind::Letters => words.push(word.to_owned()),
        Kind::Run => words.extend(pairs(word).map(str::to_owned)),
    });
    words
}

/// The stored words of a folded text.
pub(super) fn stored(folded: &str) -> Vec<&str> {
    let mut words = Vec::new();
    split(folded, |word, kind| match kind {
        Kind::Letters => words.push(word),
        Kind::Run => {
            words.extend(pairs(word));
            words.extend(word.char_indices().next_back().filter(|(at, _)| *at > 0).map(|(at, _)| &word[at..]));
        }
    });
    words
}

/// Every three neighbouring characters of the words of a folded text, of those that have as many.
pub fn triples(folded: &str) -> Vec<&str> {
    stored(folded).into_iter().flat_map(triples_of).collect()
}

/// Every three neighbouring characters of a word.
pub(super) fn triples_of(word: &str) -> impl Iterator<Item = &str> {
    neighbours(word, 3)
}

/// Every two neighbouring characters, or the only one.
fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let only = Some(run).filter(|run| run.chars().nth(1).is_none());
    only.into_iter().chain(neighbours(run, 2))
}

fn neighbours(text: &str, count: usize) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().map(|(at, _)| at);
    let ends = starts.clone().chain([text.len()]).skip(count);
    starts.zip(ends).map(|(start, end)| &text[start..end])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Of a script that has blanks between words.
    Letters,
    /// Of one that has none.
    Run,
}

/// Hands over the words and runs. UAX-29 parts alphanumeric characters only where one of a script without
/// blanks meets one of another, and within those.
fn split<'a>(folded: &'a str, mut take: impl FnMut(&'a str, Kind)) {
    let mut open: Option<(usize, Kind)> = None;
    for (at, c) in folded.char_indices() {
        let kind = kind(c);
        if open.map(|(_, kind)| kind) == kind {
            continue;
        }
        if let Some((start, kind)) = open {
            take(cut(&folded[start..at], kind), kind);
        }
        open = kind.map(|kind| (at, kind));
    }
    if let Some((start, kind)) = open {
        take(cut(&folded[start..], kind), kind);
    }
}

fn cut(word: &str, kind: Kind) -> &str {
    let is_long = kind == Kind::Letters && word.len() > MAX_CHARS;
    let end = if is_long { word.char_indices().nth(MAX_CHARS) } else { None };
    end.map_or(word, |(at, _)| &word[..at])
}

fn kind(c: char) -> Option<Kind> {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric().then_some(Kind::Letters);
    }
    if !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c) {
        return None;
    }
    let has_no_blanks = matches!(c,
        '\u{0e00}'..='\u{0eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' // Burmese
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{302f}' // Han
        | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' // Hiragana, Katakana
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}'
    );
    Some(if has_no_blanks { Kind::Run } else { Kind::Letters })
}
