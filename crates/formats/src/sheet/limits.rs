//! What a file may make us hold in memory, or look at before its first row.

/// Bytes of the cells of one row: as many as a line of NDJSON may have.
pub const ROW: usize = 4 << 20;
/// Columns, as many as Excel has.
pub const COLUMNS: usize = 16_384;
/// Rows of a sheet, as many as Excel has.
pub const ROWS: u32 = 1_048_576;
/// Characters of a cell of a workbook, counted in UTF-16, as many as Excel takes.
pub const CELL: usize = 32_767;
/// Bytes of a cell of a workbook that is read, or of what stands between two of its tags. Other programs than Excel
/// write longer cells than it takes.
pub const MARKUP: usize = 1 << 20;
/// Unpacked bytes of one part of a workbook. They are read once, from front to back.
pub const PART: u64 = 16 << 30;
/// Unpacked bytes of what a workbook says of itself: its sheets, its styles.
pub const ABOUT: u64 = 64 << 20;
/// Bytes of strings that a workbook keeps apart; they may lie in a temporary file.
pub const STRINGS: u64 = 2 << 30;
/// Of these, bytes in memory.
pub const STRINGS_IN_MEMORY: usize = 32 << 20;
/// Files of a ZIP file, parts of a workbook.
pub const ENTRIES: usize = 10_000;
/// Bytes of a workbook within a ZIP file: it is copied to a temporary file.
pub const INNER: u64 = 2 << 30;
