//! The catalogue of errors: a kind, the fields at fault, and words that say
//! what was expected and what came. Status codes and wire shapes belong to the faces.

use std::borrow::Cow;
use std::fmt;

/// What kind of failure this is; each face has its own status for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The request itself cannot be understood (syntax, query parameters).
    Malformed,
    /// A value breaks a rule.
    Invalid,
    /// The addressed thing does not exist.
    NotFound,
    /// The write contradicts what is stored.
    Conflict,
    /// It would take away what every instance has.
    BuiltIn,
    /// The actor may not do this.
    Forbidden,
    /// An expected revision no longer holds (`If-Match`).
    Stale,
    /// Over a limit of size.
    TooLarge,
    /// Cannot be served just now; trying again is safe.
    Unavailable,
}

impl Kind {
    /// The machine name of what is wrong with a thing as a whole.
    pub fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Invalid => "invalid",
            Self::NotFound => "not_found",
            Self::Conflict | Self::BuiltIn => "conflict",
            Self::Forbidden => "forbidden",
            Self::Stale => "stale",
            Self::TooLarge => "too_large",
            Self::Unavailable => "unavailable",
        }
    }
}

/// The field a violation is about; each face spells it in its own way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Field {
    /// The object's or definition's own code.
    Code,
    /// The document type.
    DocumentType,
    /// A variant's document.
    Document,
    /// The parent: a classification's, a group's, a link's origin.
    Parent,
    /// The one main classification.
    Classification,
    /// The list of classifications, at this index.
    Classifications(usize),
    /// The catalog.
    Catalog,
    /// The attribute that a predefined value belongs to.
    Owner,
    /// The type of a link, or that an attribute has to do with.
    LinkType,
    /// What a link leads to.
    Target,
    /// Where a document stands in workflows, at this index.
    Workflows(usize),
    /// An asset's file.
    File,
    /// The upload that an asset's file is.
    Upload,
    /// The address that an asset's file is fetched from.
    Remote,
    /// A value of the attribute with this code.
    Attribute(String),
    /// A value of the attribute (first) in the locale (second).
    Localised(String, String),
    /// A part, or "" for all, of the item at this index of a list, by its API v5 names.
    Item(&'static str, usize, &'static str),
    /// Another property, by its API v5 name.
    Property(&'static str),
    /// A member of another property: the property's API v5 name, and the member's.
    Member(&'static str, String),
}

impl Field {
    /// Its path by API v5's names, such as `attributes.name.en_GB`.
    pub fn path(&self) -> Cow<'_, str> {
        match self {
            Self::Code => "id".into(),
            Self::DocumentType => "documentType.id".into(),
            Self::Document => "document.id".into(),
            Self::Parent => "parent.id".into(),
            Self::Classification => "classification.id".into(),
            Self::Classifications(index) => format!("classifications[{index}].id").into(),
            Self::Catalog => "catalogs".into(),
            Self::Owner => "attribute.id".into(),
            Self::LinkType => "linkType.id".into(),
            Self::Target => "target.id".into(),
            Self::Attribute(code) => format!("attributes.{code}").into(),
            Self::Localised(code, locale) => format!("attributes.{code}.{locale}").into(),
            Self::Item(list, index, "") => format!("{list}[{index}]").into(),
            Self::Item(list, index, part) => format!("{list}[{index}].{part}").into(),
            Self::Workflows(index) => format!("workflows[{index}]").into(),
            Self::File => "file".into(),
            Self::Upload => "fileId".into(),
            Self::Remote => "remotePath".into(),
            Self::Property(name) => (*name).into(),
            Self::Member(name, member) => format!("{name}.{member}").into(),
        }
    }
}

/// What stands before words that begin so: of ours none with a "u" is spoken with a vowel.
pub(crate) fn article(words: &str) -> &'static str {
    if words.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}

/// One broken rule, at one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where.
    pub field: Field,
    /// A stable machine name, such as `unknown_code`.
    pub rule: &'static str,
    /// What was expected and what came, in English.
    pub message: String,
}

impl Violation {
    /// A violation of `rule` at `field`.
    pub fn new(field: Field, rule: &'static str, message: impl Into<String>) -> Self {
        Self { field, rule, message: message.into() }
    }
}

/// Why a command or a query failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind.
    pub kind: Kind,
    /// One sentence on the whole.
    pub message: String,
    /// All broken rules, for `Invalid`; may be empty for the other kinds.
    pub violations: Vec<Violation>,
    /// The code of what is in the way, where it isn't the one that was named.
    pub existing: Option<String>,
}

impl Problem {
    /// A problem without a field.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), violations: Vec::new(), existing: None }
    }

    /// Broken rules; `violations` must not be empty.
    pub fn invalid(violations: Vec<Violation>) -> Self {
        let message = violations.iter().map(|v| v.message.as_str()).collect::<Vec<_>>().join("\n");
        Self { kind: Kind::Invalid, message, violations, existing: None }
    }

    /// One broken rule.
    pub fn at(field: Field, rule: &'static str, message: impl Into<String>) -> Self {
        Self::invalid(vec![Violation::new(field, rule, message)])
    }

    /// The addressed thing does not exist: `what` is its kind in words.
    pub fn not_found(what: &str, code: &str) -> Self {
        Self::new(Kind::NotFound, format!("There is no {what} \"{code}\"."))
    }

    /// A thing of that code exists already.
    pub fn exists(what: &str, code: &str) -> Self {
        let message = format!("There is already {} {what} \"{code}\".", article(what));
        let violation = Violation::new(Field::Code, "already_exists", message.clone());
        Self { kind: Kind::Conflict, message, violations: vec![violation], existing: None }
    }

    /// The thing of this code is in the way.
    #[must_use]
    pub fn because_of(self, code: &str) -> Self {
        Self { existing: Some(code.to_owned()), ..self }
    }

    /// Every instance has it.
    pub fn built_in(message: impl Into<String>) -> Self {
        Self::new(Kind::BuiltIn, message)
    }

    /// What is stored forbids it.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::new(Kind::Conflict, message)
    }

    /// The actor lacks the right to do `what`.
    pub fn forbidden(what: &str) -> Self {
        Self::new(Kind::Forbidden, format!("Permission denied: {what}."))
    }

    /// The stored revision is not what was expected; `None`: nothing is stored.
    pub fn stale(expected: &str, found: Option<i64>) -> Self {
        let found = found.map_or_else(|| "nothing is stored".to_owned(), |rev| format!("the stored one is {rev}"));
        Self::new(Kind::Stale, format!("Expected {expected}, but {found}."))
    }

    /// The same at a place: what the message begins with is a name within it.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        self.message.insert_str(0, place);
        self
    }

    /// The same of what is a member of something larger: its fields are that member's.
    #[must_use]
    pub fn of_member(mut self, member: &'static str) -> Self {
        for violation in &mut self.violations {
            violation.field = Field::Member(member, violation.field.path().into_owned());
        }
        self
    }

    /// Try again later.
    pub fn unavailable(message: impl Into<String>) -> Self {
        Self::new(Kind::Unavailable, message)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_already_is_told_in_english() {
        for (what, expected) in [
            ("attribute", "There is already an attribute \"a\"."),
            ("image profile", "There is already an image profile \"a\"."),
            ("document type", "There is already a document type \"a\"."),
            ("user", "There is already a user \"a\"."),
        ] {
            assert_eq!(Problem::exists(what, "a").message, expected);
        }
    }
}
