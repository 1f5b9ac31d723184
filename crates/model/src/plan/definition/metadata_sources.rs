//! Where an attribute of assets takes values from: what their files note.

use crate::attribute::AttributeType;
use crate::command::Patch;
use crate::metadata::{MAX_SOURCES, is_source, suits};
use crate::object::ObjectKind;
use crate::plan::put::patched;
use crate::plan::step::Faults;
use crate::problem::Field;
use crate::schema::Attribute;

const FIELD: Field = Field::Property("metadataSources");

/// The sources after a put, which must suit the attribute as it becomes.
pub(super) fn merged(
    new: &Attribute,
    old: Option<&Attribute>,
    patch: &Patch<Vec<String>>,
    faults: &mut Faults,
) -> Vec<String> {
    let own = old.map(|old| old.metadata_sources.clone()).unwrap_or_default();
    let sources = patched(patch, own, Vec::new());
    if sources.is_empty() {
        return sources;
    }
    if let Some(message) = unsuited(new) {
        faults.refuse(FIELD, "not_applicable", message);
    }
    if let Some((rule, message)) = fault(&sources) {
        faults.refuse(FIELD, rule, message);
    }
    sources
}

/// Why the attribute can take nothing from files.
fn unsuited(new: &Attribute) -> Option<String> {
    let (of, kind) = (new.object_type.name(), new.kind.name());
    if new.object_type != ObjectKind::Asset {
        return Some(format!("Only attributes of assets take values from files; this one is of the kind \"{of}\"."));
    }
    if !suits(new.kind) {
        let suited = AttributeType::ALL.iter().filter(|kind| suits(**kind)).map(|kind| kind.name());
        let suited = suited.collect::<Vec<_>>().join(", ");
        return Some(format!("What files note can be of the types {suited}; this one is of the type \"{kind}\"."));
    }
    if new.is_unique && new.kind.is_list() {
        return Some(format!("Expected none, as no two assets may have the same \"{kind}\" here (isUnique)."));
    }
    // Which of both counts would hang on how soon a file comes.
    new.default_value.as_ref().map(|_| "Expected none, as new assets have the defaultValue.".to_owned())
}

fn fault(sources: &[String]) -> Option<(&'static str, String)> {
    if sources.len() > MAX_SOURCES {
        return Some(("too_many", format!("Expected at most {MAX_SOURCES} sources; got {}.", sources.len())));
    }
    if let Some(odd) = sources.iter().find(|source| !is_source(source)) {
        let shown: String = odd.chars().take(60).collect();
        let expected = "exif:{name}, iptc:{name} or xmp:{prefix}:{name}, as in an asset's metadata";
        return Some(("unknown_source", format!("Expected {expected}; got \"{shown}\".")));
    }
    let doubled = sources.iter().enumerate().find(|(at, source)| sources[..*at].contains(source));
    doubled.map(|(_, source)| ("doubled", format!("Expected each source once; \"{source}\" comes twice.")))
}
