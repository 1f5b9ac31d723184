//! How the cells of a file are written.

use serde::{Deserialize, Serialize};

use crate::choice::choice;

choice! {
    /// A kind of file.
    Extension:
    /// Text whose cells stand between separators.
    Csv "csv",
    /// A workbook.
    Xlsx "xlsx",
    /// JSON, one item a line.
    Ndjson "ndjson"
}

/// How a file and its cells are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notation {
    /// The kind of file.
    pub extension: Extension,
    /// What stands between cells; `None`: found out, and `;` in files that are written.
    pub separator: Option<char>,
    /// What stands around cells that hold a separator; `None`: found out, and `"` in files that are written.
    pub enclosure: Option<char>,
    /// The name of the encoding; `None`: found out, and UTF-8 in files that are written.
    pub encoding: Option<String>,
    /// What stands before the decimals: `.` or `,`.
    pub decimal_separator: char,
    /// How a day is written, such as `yyyy-MM-dd` or `d/m/Y`.
    pub date_format: String,
    /// What stands between a day and its time.
    pub date_time_separator: String,
    /// What stands between the values of a cell that holds several.
    pub multi_value_separator: char,
}

impl Notation {
    /// What is written where nothing is said.
    pub const DECIMAL_SEPARATOR: char = '.';
    /// What is written where nothing is said.
    pub const DATE_FORMAT: &'static str = "yyyy-MM-dd";
    /// What is written where nothing is said.
    pub const DATE_TIME_SEPARATOR: &'static str = "T";
    /// What is written where nothing is said.
    pub const MULTI_VALUE_SEPARATOR: char = '|';
    /// What stands between the cells of a file that is written, where nothing is said.
    pub const SEPARATOR: char = ';';
    /// What stands around its cells.
    pub const ENCLOSURE: char = '"';
}

impl Default for Notation {
    fn default() -> Self {
        Self {
            extension: Extension::Csv,
            separator: None,
            enclosure: None,
            encoding: None,
            decimal_separator: Self::DECIMAL_SEPARATOR,
            date_format: Self::DATE_FORMAT.to_owned(),
            date_time_separator: Self::DATE_TIME_SEPARATOR.to_owned(),
            multi_value_separator: Self::MULTI_VALUE_SEPARATOR,
        }
    }
}
