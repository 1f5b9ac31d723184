//! The codes of events: a kind of thing, and what became of it.

use crate::choice::choice;

choice! {
    /// What happened; a webhook names those that it hears of.
    EventCode:
    /// A document was made.
    DocumentCreate "document.create",
    /// A document, or what it shows, changed.
    DocumentUpdate "document.update",
    /// A document was deleted.
    DocumentDelete "document.delete",
    /// A classification was made.
    ClassificationCreate "classification.create",
    /// A classification changed.
    ClassificationUpdate "classification.update",
    /// A classification was deleted.
    ClassificationDelete "classification.delete",
    /// A variant was made.
    VariantCreate "variant.create",
    /// A variant changed.
    VariantUpdate "variant.update",
    /// A variant was deleted.
    VariantDelete "variant.delete",
    /// A link was made.
    LinkCreate "link.create",
    /// A link changed.
    LinkUpdate "link.update",
    /// A link was deleted.
    LinkDelete "link.delete",
    /// A predefined value was made.
    ValueCreate "value.create",
    /// A predefined value changed.
    ValueUpdate "value.update",
    /// A predefined value was deleted.
    ValueDelete "value.delete",
    /// An asset was made.
    MediaCreate "media.create",
    /// An asset, its file or its links changed.
    MediaUpdate "media.update",
    /// An asset was deleted.
    MediaDelete "media.delete",
    /// A user was made.
    UserCreate "users.create",
    /// A user changed.
    UserUpdate "users.update",
    /// A user was deleted.
    UserDelete "users.delete",
    /// A bulk edit ended.
    BulkEditFinish "bulk_edit.finish",
    /// An import ended.
    ImportFinish "import.finish",
    /// An export ended.
    ExportFinish "export.finish"
}
