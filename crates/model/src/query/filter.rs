//! What a face asks for, in the words of the client: codes and values as written.

use crate::file::Fact;
use crate::object::ObjectKind;
use crate::schema::CatalogContent;

/// Which objects are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Filter {
    /// Those that match all of these; of none: everything.
    All(Vec<Filter>),
    /// Those that match one of these; of none: nothing.
    Any(Vec<Filter>),
    /// Those that don't match it, objects without a value too.
    Not(Box<Filter>),
    /// Those for which it holds.
    Is(Condition),
    /// The same, written at this place: an error begins with it.
    At(String, Box<Filter>),
}

impl Filter {
    /// Matches every object.
    pub fn everything() -> Self {
        Self::All(Vec::new())
    }

    /// How many conditions it is made of.
    pub fn size(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::size).sum(),
            Self::Not(part) | Self::Is(Condition::ParentIs(part)) | Self::At(_, part) => part.size(),
            Self::Is(_) => 1,
        }
    }
}

/// What must hold. Of what a kind of object doesn't have, nothing holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Its code, compared exactly, by bytes.
    Code(Test),
    /// It is of one of these document types (of variants: their documents are) or, a link, of these link types.
    Type(Vec<String>),
    /// A document with one of these attribute sets, or a variant of one.
    Set(Vec<String>),
    /// The same with any attribute set.
    AnySet,
    /// Its parent has one of these codes: a variant's document, a classification's parent, a link's origin.
    Parent(Vec<String>),
    /// Its parent matches: a variant's document, a classification's parent.
    ParentIs(Box<Filter>),
    /// A link whose target has one of these codes.
    Target(Vec<String>),
    /// A link from an object of one of these kinds.
    From(Vec<ObjectKind>),
    /// A link to an object of one of these kinds.
    To(Vec<ObjectKind>),
    /// A link leads from it to an object of one of these kinds.
    LinkedTo(Vec<ObjectKind>),
    /// A link leads to it from an object of one of these kinds.
    LinkedFrom(Vec<ObjectKind>),
    /// A document or an asset that is placed in one of these classifications or, with `descendants`, below.
    Classified {
        /// Their codes.
        nodes: Vec<String>,
        /// Whether those below count.
        descendants: bool,
    },
    /// A classification that is one of these or stands below.
    Within(Vec<String>),
    /// It is in one of these catalogs: a classification itself, a document or an asset by one of its classifications.
    Catalog(Vec<String>),
    /// A document or an asset without a classification.
    Orphan,
    /// A document that has one of these tags, by hand or by rules.
    Tagged(Vec<String>),
    /// A document that stands at one of these nodes of the workflow; of none: of any workflow.
    Node {
        /// The workflow's code.
        workflow: Option<String>,
        /// The codes of nodes.
        nodes: Vec<String>,
    },
    /// It is active.
    Active,
    /// A classification so many steps below its root (the root: 0).
    Level(Vec<u32>),
    /// A classification of a catalog with that content.
    Content(CatalogContent),
    /// It was made then.
    Created(Span),
    /// It was changed last then.
    Updated(Span),
    /// How complete a document is.
    Completeness {
        /// By what.
        of: CompletenessName,
        /// What must hold for the percentage.
        test: Test,
    },
    /// What is known of an asset's file.
    File {
        /// Which fact.
        of: Fact,
        /// What must hold for it.
        test: Test,
    },
    /// A value of an attribute.
    Attribute {
        /// Which.
        of: AttributeName,
        /// What must hold for one of its values.
        test: Test,
    },
}

/// An attribute, in one locale or currency. Without: a localised one in any locale (in orders and facets: the default
/// one), a price in any currency (in orders and facets: its only one).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AttributeName {
    /// The attribute's code.
    pub code: String,
    /// The locale of a localised attribute, the currency of a price.
    pub part: Option<String>,
}

/// An indicator of completeness in a locale.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CompletenessName {
    /// The indicator's code.
    pub indicator: String,
    /// The locale's code.
    pub locale: String,
}

/// A test of one value; operands as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Test {
    /// It is one of these.
    Equals(Vec<String>),
    /// It holds this.
    Contains(String),
    /// It begins with this.
    StartsWith(String),
    /// It ends with this.
    EndsWith(String),
    /// It is more than this, or equal.
    Greater(String, bool),
    /// It is less than this, or equal.
    Less(String, bool),
    /// From the first to the second, both included.
    Between(String, String),
    /// There is one.
    Exists,
}

/// Moments in microseconds since 1970 UTC: from (included) to (excluded).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// None: from the beginning.
    pub from: Option<i64>,
    /// None: without an end.
    pub to: Option<i64>,
}

/// One key of an order. Objects without it come last, in both directions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// From the highest to the lowest.
    pub descending: bool,
}

/// What an order goes by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// The code, by bytes.
    Code,
    /// The moment of creation.
    Created,
    /// The moment of the last change.
    Updated,
    /// The place among siblings.
    Sequence,
    /// The number, and so the order of creation; alone in its order.
    Number,
    /// A value; of several the lowest.
    Attribute(AttributeName),
    /// How complete a document is.
    Completeness(CompletenessName),
    /// What is known of an asset's file.
    File(Fact),
}
