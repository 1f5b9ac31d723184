//! v4's words for kinds of objects: assets are `media`.

use model::command::Patch;
use model::object::ObjectKind;

use super::body::Body;

const MEDIA: &str = "media";

/// The word for a kind.
pub fn name(kind: ObjectKind) -> &'static str {
    if kind == ObjectKind::Asset { MEDIA } else { kind.name() }
}

/// The kind of the core that a word stands for, its own word too.
pub fn read(word: &str) -> Option<ObjectKind> {
    if word == MEDIA { Some(ObjectKind::Asset) } else { ObjectKind::from_name(word) }
}

/// The name of the kind that stands under a key: one of `known`.
pub fn taken(body: &mut Body, key: &'static str, known: &[ObjectKind]) -> Patch<String> {
    let word = body.text(key);
    let Patch::Value(got) = &word else { return word };
    if let Some(kind) = read(got).filter(|kind| known.contains(kind)) {
        return Patch::Value(kind.name().to_owned());
    }
    let words: Vec<_> = known.iter().map(|kind| name(*kind)).collect();
    let got: String = got.chars().take(60).collect();
    body.refuse(key, "unknown_kind", format!("Expected one of {}; got \"{got}\".", words.join(", ")));
    Patch::Absent
}
