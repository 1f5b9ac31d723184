//! Profiles of imports: what the lines of a file are, and what they may do.

use serde::{Deserialize, Serialize};

use super::Layout;
use crate::choice::choice;
use crate::flow::Target;

/// How files of one form are imported (v5.md 4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportProfile {
    /// What the file looks like.
    #[serde(flatten)]
    pub layout: Layout,
    /// What a cell without content means.
    pub empty_cell: EmptyCell,
    /// What a line does.
    pub action: LineAction,
    /// Whether predefined values that are missing are made.
    pub creates_values: bool,
    /// Whether classifications that are missing are made.
    pub creates_classifications: bool,
    /// Whether predefined values and classifications may be named by their labels too.
    pub matches_labels: bool,
    /// Most of the things, in percent, that one import may delete or clear a value of; `None`: all.
    pub loss_limit: Option<u8>,
}

impl ImportProfile {
    /// The limit where nothing is said.
    pub const LOSS_LIMIT: u8 = 20;

    /// One that takes all columns by their names, and does no more than it must.
    pub fn of(model: Target) -> Self {
        Self {
            layout: Layout::of(model),
            empty_cell: EmptyCell::Ignore,
            action: LineAction::Upsert,
            creates_values: false,
            creates_classifications: false,
            matches_labels: false,
            loss_limit: Some(Self::LOSS_LIMIT),
        }
    }

    /// What is made on the way, by name.
    pub fn creates(&self) -> Vec<Missing> {
        let all = [(Missing::Values, self.creates_values), (Missing::Classifications, self.creates_classifications)];
        all.into_iter().filter(|(_, creates)| *creates).map(|(missing, _)| missing).collect()
    }
}

choice! {
    /// What a cell without content means.
    EmptyCell:
    /// Nothing: what is stored stays.
    Ignore "ignore",
    /// That there shall be nothing.
    Erase "erase"
}

choice! {
    /// What a line does.
    LineAction:
    /// Creates or changes.
    Upsert "upsert",
    /// Creates what must not exist yet.
    Create "create",
    /// Changes what must exist.
    Update "update",
    /// Deletes.
    Delete "delete"
}

choice! {
    /// What may be made on the way, where a file names it.
    Missing:
    /// Predefined values.
    Values "values",
    /// Classifications.
    Classifications "classifications"
}
