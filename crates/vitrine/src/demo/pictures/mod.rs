//! Pictures of the demo's products, drawn by the program: each is an SVG text made from the product's kind, its
//! dimensions, its materials and its finish. Nothing here is chance: the same product gives the same picture.
//!
//! A look (`looks/*.json`) says by product which form it has; a form (`forms/`) puts it together from solids
//! (`solids/`) in a scene; a scene frames them, sorts them and has them painted on a stage.

mod bounds;
mod canvas;
mod colour;
mod forms;
mod look;
mod materials;
mod outlines;
mod scene;
mod solids;
mod space;
mod stage;
#[cfg(test)]
mod tests;
mod texture;

pub use look::Looks;

/// What is to be seen: a product, or a variant by its own size and finish.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The code of the product.
    pub product: &'a str,
    /// Width, depth and height in millimetres.
    pub size: [u32; 3],
    /// The code of its finish.
    pub finish: &'a str,
    /// The colour of that, `#RRGGBB`.
    pub swatch: &'a str,
}
