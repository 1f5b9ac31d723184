//! The filters that lists have, for their description: `condition` reads them.

use model::object::ObjectKind;

/// A filter as it is described.
#[derive(Debug, Clone, Copy)]
pub struct FilterName {
    /// Its name in a query, with its operator if it has one.
    pub name: &'static str,
    /// What it is given.
    pub takes: Takes,
    /// What holds for what it finds.
    pub words: &'static str,
}

/// What a filter is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// An id; with `[]` after its name, several, of which one will do.
    Ids,
    /// True or false.
    Switch,
    /// Whole numbers, likewise.
    Numbers,
    /// One of these words; with `[]` after its name, several.
    Words(&'static [&'static str]),
    /// A text.
    Text,
    /// Dates, by `[after]`, `[before]` and their strict twins.
    Dates,
}

pub(in crate::v5) const fn name(name: &'static str, takes: Takes, words: &'static str) -> FilterName {
    FilterName { name, takes, words }
}

const COMMON: &[FilterName] = &[
    name("id", Takes::Ids, "It has this id."),
    name("isActive", Takes::Switch, "It is active, or isn't."),
    name("dateCreated", Takes::Dates, "It was created then."),
    name("dateModified", Takes::Dates, "It was last changed then."),
];

const PLACED: &[FilterName] = &[
    name("classifications.id", Takes::Ids, "It is in this classification."),
    name("classifications[descendants]", Takes::Ids, "It is in this classification or below."),
    name("catalogs.id", Takes::Ids, "It is somewhere in this catalog."),
    name("orphan", Takes::Switch, "It is in no classification, or in some."),
];

const DOCUMENT: &[FilterName] = &[
    name("documentType.id", Takes::Ids, "It is of this document type."),
    name("attributeSet.id", Takes::Ids, "It has this attribute set."),
    name("tags.id", Takes::Ids, "It has this tag."),
    name("workflows.node.id", Takes::Ids, "It stands at this node. `workflows[{code}].node.id`: of this workflow."),
];

const VARIANT: &[FilterName] = &[
    name("document.id", Takes::Ids, "It is a variant of this document."),
    name("attributeSet.id", Takes::Ids, "Its document has this attribute set."),
    name("document.documentType.id", Takes::Ids, "Its document is of this type. So with any filter of documents."),
];

const CLASSIFICATION: &[FilterName] = &[
    name("id[descendants]", Takes::Ids, "It is this classification or below it."),
    name("parent.id", Takes::Ids, "It stands right below this classification."),
    name("catalogs.id", Takes::Ids, "It belongs to this catalog."),
    name("level", Takes::Numbers, "It stands that deep; roots are at 0."),
    name("objectType", Takes::Ids, "It classifies these: `document` or `asset`."),
];

const FILE: &[FilterName] = &[
    name("originalFilename", Takes::Text, "Its file has this name."),
    name("metadata.mimeType", Takes::Text, "Its file is of this media type; with `[startsWith]`, `image/`."),
    name("metadata.size", Takes::Numbers, "Its file has so many bytes; also `[gt]`, `[lte]`, `[between]`…"),
    name("metadata.width", Takes::Numbers, "Its picture is so many pixels wide."),
    name("metadata.height", Takes::Numbers, "Its picture is so many pixels high."),
    name(
        "metadata.orientation",
        Takes::Words(&["landscape", "portrait", "square"]),
        "Its picture has this orientation.",
    ),
    name("metadata.checksum", Takes::Text, "Its file has this checksum; two with the same are duplicates."),
    name("isUsed", Takes::Switch, "A document or a variant is linked to it."),
    name("metadata.status", Takes::Words(&["pending", "ready", "failed"]), "Its file is that far."),
    name("exists[file]", Takes::Switch, "Its file is there."),
    name("exists[metadata.trouble]", Takes::Switch, "Its file couldn't be fetched, or not be read as a picture."),
];

const LINK: &[FilterName] = &[
    name("linkType.id", Takes::Ids, "It is of this link type."),
    name("origin.id", Takes::Ids, "It begins at this document or variant."),
    name("target.id", Takes::Ids, "It leads to this object."),
    name("originType", Takes::Ids, "It begins at these: `document` or `variant`."),
    name("targetType", Takes::Ids, "It leads to these: `document`, `variant` or `asset`."),
];

/// Those of lists of that kind; all lists have those by attributes and `exists` too.
pub fn of(kind: ObjectKind) -> Vec<FilterName> {
    let own: &[&[FilterName]] = match kind {
        ObjectKind::Document => &[DOCUMENT, PLACED],
        ObjectKind::Variant => &[VARIANT],
        ObjectKind::Classification => &[CLASSIFICATION],
        ObjectKind::Asset => &[FILE, PLACED],
        ObjectKind::Link => &[LINK],
    };
    [&[COMMON], own].concat().concat()
}

#[cfg(test)]
mod tests {
    use super::super::condition;
    use super::super::term::Term;
    use super::*;
    use crate::params::Params;

    #[test]
    fn what_is_described_is_understood() {
        for kind in ObjectKind::ALL {
            for FilterName { name, takes, .. } in of(kind) {
                let query = match takes {
                    Takes::Ids => format!("{name}=document"),
                    Takes::Switch => format!("{name}=true"),
                    Takes::Numbers => format!("{name}=1"),
                    Takes::Words(_) | Takes::Text => format!("{name}=user"),
                    Takes::Dates => format!("{name}[after]=2026-11-23"),
                };
                let term = Term::all(&Params::parse(&query).unwrap()).remove(0);
                assert!(condition::of(kind, &term).unwrap().is_some(), "{kind:?} {query}");
            }
        }
    }
}
