//! Files in and out: which columns a file has, what its cells say, and what becomes of a line (product.md 5.1, 5.2).
//!
//! A profile says what a file looks like; with the names of the columns it becomes a [`LinePlan`], which makes a
//! command of each line. The other way round, [`Columns`] make a line of each thing as it was read: what they write,
//! the plan reads as no change at all.

mod cell;
mod columns;
mod field;
mod guess;
mod header;
mod holds;
mod known;
mod line;
mod property;
mod standard;
mod target;
mod transform;

pub use cell::DateFormat;
pub use columns::{Columns, Item, Surroundings};
pub use field::{Shape, fields};
pub use guess::{Guess, called_after, completed, guess};
pub use holds::{Holds, Part};
pub use known::{Known, Needed};
pub use line::{CellProblem, LinePlan, Unused};
pub use property::Property;
pub use standard::Standard;
pub use target::Target;
pub use transform::Transform;
