//! Files in and out: which columns a file has, what its cells say, and what becomes of a line (product.md 5.1, 5.2).
//!
//! A profile says what a file looks like; with the names of the columns it becomes a [`LinePlan`], which makes a
//! command of each line. The other way round, [`Columns`] make a line of each thing as it was read: what they write,
//! the plan reads as no change at all.

mod address;
mod cell;
mod columns;
mod field;
mod guess;
mod header;
mod known;
mod line;
mod property;
mod target;
mod transform;

pub use address::{MASK, masked, password, unmasked, with_password};
pub use cell::DateFormat;
pub use columns::{Columns, Item, Surroundings};
pub use field::{Shape, fields};
pub use guess::{Guess, guess};
pub use header::{Holds, Part};
pub use known::{Known, Needed};
pub use line::{CellProblem, LinePlan, Unused};
pub use property::Property;
pub use target::Target;
pub use transform::Transform;
