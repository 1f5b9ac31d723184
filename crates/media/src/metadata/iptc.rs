//! IPTC: what agencies note, as records of a tag, a length and a text.

use std::collections::BTreeMap;

use super::{Notes, keep, text};

/// The names of the tags that people fill, in the second record.
const NAMES: [(u8, &str); 18] = [
    (5, "ObjectName"),
    (15, "Category"),
    (25, "Keywords"),
    (40, "SpecialInstructions"),
    (55, "DateCreated"),
    (60, "TimeCreated"),
    (80, "Byline"),
    (85, "BylineTitle"),
    (90, "City"),
    (92, "Sublocation"),
    (95, "ProvinceState"),
    (101, "Country"),
    (103, "TransmissionReference"),
    (105, "Headline"),
    (110, "Credit"),
    (115, "Source"),
    (116, "CopyrightNotice"),
    (120, "Caption"),
];

/// Reads it, wherever in these bytes the records begin: some files hold them within Photoshop's own.
pub fn read(bytes: &[u8], notes: &mut Notes) {
    let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let Some(begin) = bytes.windows(2).position(|pair| pair == [0x1C, 0x02]) else { return };
    let mut rest = &bytes[begin..];
    while let [0x1C, record, tag, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // The highest bit is for lengths beyond 32 kB, which no note has.
        let Some(text) = after.get(..length).filter(|_| *high < 0x80) else { break };
        let name = NAMES.iter().find(|(known, _)| known == tag).filter(|_| *record == 2);
        if let Some((_, name)) = name {
            texts.entry(name).or_default().push(String::from_utf8_lossy(text).into_owned());
        }
        rest = &after[length..];
    }
    for (name, texts) in texts {
        if let Some(note) = text(&texts.join(", ")) {
            keep(notes, name, note);
        }
    }
}
