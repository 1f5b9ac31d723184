//! The forms that furniture is put together from, and how each is painted.

mod block;
mod body;
mod lathe;
mod mark;
mod pillow;
mod plate;
mod rod;
mod shell;

pub use block::Block;
pub use body::Body;
pub use lathe::{Lathe, Mouth};
pub use mark::Mark;
pub use pillow::Pillow;
pub use plate::Plate;
pub use rod::Rod;
pub use shell::Shell;

use super::bounds::Bounds;
use super::canvas::Canvas;
use super::space::{Camera, Point, Spot};

/// A form in space.
pub trait Solid {
    /// Points that it lies between.
    fn extent(&self) -> Vec<Point>;

    /// The outline, in x and z, on which it stands, given its extent; by default that of its box.
    fn ground(&self, extent: &[Point]) -> Vec<Spot> {
        let Bounds { low: [left, _, rear], high: [right, _, front] } = Bounds::of(extent.iter().copied());
        vec![[left, rear], [right, rear], [right, front], [left, front]]
    }

    /// Paints it; `seed` is another for each.
    fn paint(&self, camera: &Camera, canvas: &mut Canvas, seed: u32);
}
