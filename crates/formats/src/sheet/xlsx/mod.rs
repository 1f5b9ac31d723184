//! Workbooks of Excel (XLSX) and of the programs that write such: a ZIP file of XML.
//!
//! Why not by `calamine`, which is the common one: it keeps all strings of a workbook in memory, reserves as much for
//! them as the file says, reads every number as a float, and a value that it doesn't know ends a sheet. Here a row is
//! read when it is asked for, the digits of a number are those of the file, and what is wrong is told with its cell.
//!
//! Cells are texts: numbers in digits (never with an exponent, and with 15 of them where the file has a fraction, as
//! Excel shows them), with the zeros before them that their format shows; dates by their format as `2026-11-30`, with a
//! time as `2026-11-30T08:15:00`, times alone as `08:15:00`; booleans as `true` and `false`; of formulas the value that
//! was saved with them; errors such as `#N/A` make a row bad.

mod date;
mod number;
mod package;
mod sheet;
mod strings;
mod styles;
mod workbook;
mod xml;

pub use sheet::SheetRows;
pub use workbook::Workbook;
