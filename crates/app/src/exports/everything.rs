//! Everything that can be exported, part by part, in the order in which it can be imported again.

use model::flow::Target;
use model::object::ObjectKind;
use model::schema::{DefinitionKind, ExportProfile, Extension, Schema};

/// A part for each sort of things: of documents, variants and links one for each type.
pub(super) fn profiles(schema: &Schema, extension: Extension) -> Vec<ExportProfile> {
    let typed = |kind: ObjectKind, of: DefinitionKind| {
        schema.all(of).map(move |definition| Target::Objects(kind, Some(definition.code.clone())))
    };
    let mut targets: Vec<Target> = DefinitionKind::ALL.iter().copied().map(Target::Definitions).collect();
    targets.push(Target::Values);
    targets.push(Target::Objects(ObjectKind::Classification, None));
    targets.push(Target::Objects(ObjectKind::Asset, None));
    targets.push(Target::KeyValues);
    if extension == Extension::Ndjson {
        // Items say of what type they are.
        let kinds = [ObjectKind::Document, ObjectKind::Variant, ObjectKind::Link];
        targets.extend(kinds.map(|kind| Target::Objects(kind, None)));
    } else {
        targets.extend(typed(ObjectKind::Document, DefinitionKind::DocumentType));
        targets.extend(typed(ObjectKind::Variant, DefinitionKind::DocumentType));
        targets.extend(typed(ObjectKind::Link, DefinitionKind::LinkType));
    }
    targets.sort_by_key(Target::rank);
    let profile = |target: Target| {
        let mut profile = ExportProfile::of(target);
        profile.layout.notation.extension = extension;
        profile
    };
    targets.into_iter().map(profile).collect()
}
