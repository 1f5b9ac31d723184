//! Which product has which form, as it is written down.

use std::collections::BTreeMap;

use super::Subject;
use super::colour::Colour;
use super::forms::{Form, Parts};
use super::materials::Material;

/// The ranges, as the products are.
const RANGES: [&str; 6] = [
    include_str!("looks/seating.json"),
    include_str!("looks/tables.json"),
    include_str!("looks/storage.json"),
    include_str!("looks/hanging.json"),
    include_str!("looks/standing.json"),
    include_str!("looks/objects.json"),
];

/// What it is made of, the part that comes in finishes first (`=` is that again); and its form.
type Look = (Vec<String>, Form);

/// The looks of all products, by code.
pub struct Looks(pub(super) BTreeMap<String, Look>);

impl Looks {
    /// Those that this program carries.
    #[expect(clippy::expect_used, reason = "the files are part of the program, and a test reads them")]
    pub fn read() -> Self {
        let range = |json| -> BTreeMap<String, Look> { serde_json::from_str(json).expect("looks are of this shape") };
        Self(RANGES.into_iter().flat_map(range).collect())
    }

    /// The picture of a product or variant, as SVG. None of one that the demo doesn't have.
    pub fn picture(&self, subject: &Subject) -> Option<String> {
        let (made, form) = self.0.get(subject.product)?;
        let main = Material::of(made.first()?).finished(subject.finish, Colour::parse(subject.swatch));
        let material = |index: usize| match made.get(index).map(String::as_str) {
            Some("=") => Some(main),
            other => other.map(Material::of),
        };
        let second = material(1).unwrap_or(main);
        let third = material(2).unwrap_or(second);
        let size = subject.size.map(f64::from);
        let seed = subject
            .product
            .bytes()
            .fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)) % 1_000_003);
        let parts = Parts { size, main, second, third };
        Some(form.scene(&parts).picture(seed, main))
    }
}
