//! The codes of events: a kind of thing, and what became of it.

use crate::changes::Op;
use crate::choice::choice;
use crate::job::JobKind;

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

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Happened {
    /// It changed, or shows something else.
    Updated,
    /// It was made.
    Created,
    /// It is gone.
    Deleted,
    /// It ended.
    Finished,
}

impl EventCode {
    /// The event of a line of history, by its kind of thing; `None`: nobody is told of these.
    pub fn of(kind: &str, op: Op) -> Option<Self> {
        let [create, update, delete] = match kind {
            "document" => [Self::DocumentCreate, Self::DocumentUpdate, Self::DocumentDelete],
            "classification" => [Self::ClassificationCreate, Self::ClassificationUpdate, Self::ClassificationDelete],
            "variant" => [Self::VariantCreate, Self::VariantUpdate, Self::VariantDelete],
            "link" => [Self::LinkCreate, Self::LinkUpdate, Self::LinkDelete],
            "predefined_value" => [Self::ValueCreate, Self::ValueUpdate, Self::ValueDelete],
            "asset" => [Self::MediaCreate, Self::MediaUpdate, Self::MediaDelete],
            "user" => [Self::UserCreate, Self::UserUpdate, Self::UserDelete],
            _ => return None,
        };
        Some(match op {
            Op::Create => create,
            Op::Update => update,
            Op::Delete => delete,
        })
    }

    /// The event of a job's end; `None`: nobody is told of these.
    pub fn of_end(kind: JobKind) -> Option<Self> {
        match kind {
            JobKind::Import => Some(Self::ImportFinish),
            JobKind::Export => Some(Self::ExportFinish),
            JobKind::BulkEdit => Some(Self::BulkEditFinish),
            JobKind::Reshape | JobKind::Undo => None,
        }
    }

    /// Which of these it tells of.
    pub(super) fn happened(self) -> Happened {
        match self.name().rsplit_once('.').map_or("", |(_, happened)| happened) {
            "create" => Happened::Created,
            "update" => Happened::Updated,
            "delete" => Happened::Deleted,
            _ => Happened::Finished,
        }
    }
}
