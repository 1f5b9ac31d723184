//! The forms that furniture is put together from, and how each is painted.

mod block;
mod lathe;
mod mark;
mod moved;
mod pillow;
mod plate;
mod rod;
mod shell;

pub use block::Block;
pub use lathe::{Lathe, Mouth};
pub use mark::Mark;
pub use moved::Moved;
pub use pillow::Pillow;
pub use plate::Plate;
pub use rod::Rod;
pub use shell::Shell;

use super::canvas::Canvas;
use super::space::{Camera, Point, Spot};

/// A form in space.
pub trait Solid {
    /// Points that it lies between.
    fn extent(&self) -> Vec<Point>;

    /// The outline, in x and z, on which it stands; by default that of its box.
    fn ground(&self) -> Vec<Spot> {
        let extent = self.extent();
        let pick = |axis: usize, with: fn(f64, f64) -> f64, from: f64| {
            extent.iter().fold(from, |sum, point| with(sum, point[axis]))
        };
        let ends = |axis: usize| [pick(axis, f64::min, f64::MAX), pick(axis, f64::max, f64::MIN)];
        let ([left, right], [rear, front]) = (ends(0), ends(2));
        vec![[left, rear], [right, rear], [right, front], [left, front]]
    }

    /// Paints it; `seed` is another for each.
    fn paint(&self, camera: &Camera, canvas: &mut Canvas, seed: u32);
}
