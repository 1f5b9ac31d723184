//! All that the demo brings: its model, and its products by range.

use std::collections::HashMap;

use model::command::Command;
use model::file::File;

use super::definitions::Model;
use super::pictures::Looks;
use super::product::{Placed, Product};

/// The ranges: their attribute set, and their products.
const RANGES: [(&str, &str); 6] = [
    ("furniture", include_str!("products/seating.json")),
    ("furniture", include_str!("products/tables.json")),
    ("furniture", include_str!("products/storage.json")),
    ("lighting", include_str!("products/hanging.json")),
    ("lighting", include_str!("products/standing.json")),
    ("objects", include_str!("products/objects.json")),
];

/// See the module.
pub struct Catalogue {
    model: Model,
    /// The set of each product, and the product.
    products: Vec<(&'static str, Product)>,
}

impl Catalogue {
    /// The catalogue that this program carries.
    #[expect(clippy::expect_used, reason = "the files are part of the program, and a test reads them")]
    pub fn read() -> Self {
        let range = |(set, json)| -> Vec<(&'static str, Product)> {
            let products: Vec<Product> = serde_json::from_str(json).expect("products are of this shape");
            products.into_iter().map(|product| (set, product)).collect()
        };
        Self { model: Model::read(), products: RANGES.into_iter().flat_map(range).collect() }
    }

    /// How many products.
    pub fn count(&self) -> usize {
        self.products.len()
    }

    /// Whether a document of that code is the demo's.
    pub fn has(&self, document: &str) -> bool {
        self.products.iter().any(|(_, product)| product.code == document)
    }

    fn placed(&self) -> impl Iterator<Item = Placed<'_>> {
        let numbered = self.products.iter().zip(1..);
        numbered.map(|((set, product), number)| Placed { product, number, set, model: &self.model })
    }

    /// The pictures of products and their variants, as SVG, by the code of the asset that has it.
    pub fn drawings(&self) -> impl Iterator<Item = (String, String)> {
        let looks = Looks::read();
        self.placed().flat_map(move |one| one.drawings(&looks))
    }

    /// The commands, in batches that each stand on those before. `files`: of the pictures, by asset.
    pub fn steps(&self, files: &HashMap<String, File>) -> Vec<Vec<Command>> {
        let placed = || self.placed();
        let mut steps = self.model.steps();
        let assets: Vec<_> = placed().flat_map(|one| one.assets(files)).collect();
        steps.extend(assets.chunks(500).map(<[Command]>::to_vec));
        steps.push(placed().map(|one| one.document()).collect());
        steps.push(placed().filter_map(|one| one.linked()).collect());
        let variants: Vec<_> = placed().flat_map(|one| one.variants()).collect();
        steps.extend(variants.chunks(500).map(<[Command]>::to_vec));
        steps
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use model::attribute::AttributeType;
    use model::command::Action;
    use model::object::ObjectKind;

    use super::*;

    #[test]
    fn the_demo_shows_every_type_of_attribute() {
        let catalogue = Catalogue::read();
        for kind in AttributeType::names() {
            assert!(catalogue.model.attributes.iter().any(|one| one.kind == kind), "{kind}");
        }
        let codes: BTreeSet<_> = catalogue.products.iter().map(|(_, product)| &product.code).collect();
        assert_eq!((catalogue.count(), codes.len()), (300, 300));
        assert!(catalogue.has("alder-armchair"));
        // Every finish is known.
        assert!(catalogue.steps(&HashMap::new()).iter().flatten().count() > 1_500);
        // Whatever shall have a picture is drawn.
        let steps = catalogue.steps(&HashMap::new());
        let pictures = steps
            .iter()
            .flatten()
            .filter(|command| matches!(&command.action, Action::PutObject(put) if put.kind == ObjectKind::Asset));
        assert_eq!(catalogue.drawings().count(), pictures.count());
    }
}
