//! v4's words for kinds of objects: assets are `media`.

use model::object::ObjectKind;

const MEDIA: &str = "media";

/// The word for a kind.
pub fn name(kind: ObjectKind) -> &'static str {
    if kind == ObjectKind::Asset { MEDIA } else { kind.name() }
}

/// A word in the core's terms.
pub fn read(word: String) -> String {
    if word == MEDIA { ObjectKind::Asset.name().to_owned() } else { word }
}
