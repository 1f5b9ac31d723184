//! Products as they are written down, and the documents, variants and pictures that they stand for.

use std::collections::{BTreeMap, HashMap};

use model::command::{Command, FileWish, Patch, PutMode, PutObject, Standing, ValueInput};
use model::file::File;
use model::input::Input;
use model::object::ObjectKind;
use serde::Deserialize;
use serde_json::Number;

use super::definitions::{Finish, Model};
use super::object;
use super::pictures::{Looks, Subject};

/// What is on sale from here on is still being written.
const DRAFTS_FROM: &str = "2026-03-01";
/// What is on sale from here on is in the printed catalogue.
const PRINTED_FROM: &str = "2022-01-01";

/// Texts by language: `en`, `fr`, of some `de` and `es`.
type Texts = BTreeMap<String, String>;

/// One product as it is written down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Its code.
    pub code: String,
    #[serde(rename = "in")]
    classes: Vec<String>,
    name: Texts,
    summary: Texts,
    description: Texts,
    designer: String,
    /// Width, depth and height in millimetres.
    size: [u32; 3],
    /// In kilograms.
    weight: Number,
    /// Whether it comes flat-packed.
    flat: bool,
    materials: Vec<String>,
    /// It comes in these; the first is its own.
    finishes: Vec<String>,
    /// It comes in these sizes too: millimetres and kilograms.
    #[serde(default)]
    sizes: BTreeMap<String, ([u32; 3], Number)>,
    /// In euros.
    price: u32,
    /// The day from which it is on sale.
    launch: String,
    #[serde(default)]
    goes_with: Vec<String>,
    /// What part is cared for how, and after how many months.
    #[serde(default)]
    care: Vec<(String, String, Option<u32>)>,
    light: Option<Light>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Light {
    socket: String,
    lumen: u32,
    kelvin: u32,
    watt: Number,
    dimmable: bool,
    ip: String,
}

/// A product in its place in the catalogue.
pub struct Placed<'a> {
    /// The product.
    pub product: &'a Product,
    /// From 1.
    pub number: usize,
    /// The attribute set of its range.
    pub set: &'a str,
    /// What it refers to.
    pub model: &'a Model,
}

impl Placed<'_> {
    /// The document.
    pub fn document(&self) -> Command {
        let product = self.product;
        let node = self.node();
        let standing = Standing { workflow: self.model.workflow().to_owned(), node: node.to_owned() };
        object(PutObject {
            document_type: Patch::Value(self.model.document_type().to_owned()),
            attribute_set: Patch::Value(self.set.to_owned()),
            classifications: Patch::Value(self.classifications()),
            workflows: Patch::Value(vec![standing]),
            tags: if node == "review" { Patch::Value(vec!["to-review".to_owned()]) } else { Patch::Absent },
            active: Patch::Value(node != "draft"),
            values: self.values(),
            ..PutObject::new(ObjectKind::Document, &product.code, PutMode::Upsert)
        })
    }

    /// How far its texts are.
    fn node(&self) -> &'static str {
        match self.number {
            _ if self.product.launch.as_str() >= DRAFTS_FROM => "draft",
            number if number % 9 == 0 => "review",
            _ => "approved",
        }
    }

    /// Its classes, and where these lie in the channels.
    fn classifications(&self) -> Vec<String> {
        let is_printed = self.product.launch.as_str() >= PRINTED_FROM;
        let shelves = self.model.shelves(&self.product.classes, is_printed).map(str::to_owned);
        self.product.classes.iter().cloned().chain(shelves).collect()
    }

    fn values(&self) -> Vec<(String, ValueInput)> {
        let product = self.product;
        let texts =
            |texts: &Texts| Input::Map(texts.iter().map(|(lang, text)| (locale(lang), written(text))).collect());
        let [width, depth, height] = product.size;
        let mut values = vec![
            ("product_name", texts(&product.name)),
            ("product_summary", texts(&product.summary)),
            ("product_description", texts(&product.description)),
            ("product_designer", written(&product.designer)),
            ("product_width", number(&width)),
            ("product_depth", number(&depth)),
            ("product_height", number(&height)),
            ("product_weight", number(&product.weight)),
            ("product_assembly", Input::Bool(product.flat)),
            ("product_launch", written(&product.launch)),
            ("product_materials", Input::List(product.materials.iter().map(|code| written(code)).collect())),
            ("product_price", self.price()),
            ("product_page", written(&format!("https://shop.example.org/{}", product.code))),
            ("product_contact", written("parts@example.org")),
            ("product_supplier_data", self.supplier_data()),
        ];
        if let Some(finish) = product.finishes.first() {
            values.push(("product_finish", written(finish)));
            values.push(("product_swatch", written(&self.model.finish(finish).swatch)));
        }
        values.extend(self.now_and_then());
        values.extend(product.light.iter().flat_map(Light::values));
        if !product.care.is_empty() {
            values.push(("product_care", Input::List(product.care.iter().map(care).collect())));
        }
        whole(values)
    }

    /// What isn't known of every product, so that completeness varies.
    fn now_and_then(&self) -> Vec<(&'static str, Input)> {
        let n = self.number;
        let weight = self.product.weight.as_f64().unwrap_or_default();
        let parcel = map([("value", number(&format!("{:.1}", weight * 1.1 + 0.4))), ("unit", written("kg"))]);
        let reviewed = format!("2026-0{}-{:02}T{:02}:{:02}:00", 1 + n % 9, 3 + n % 24, 8 + n % 9, n * 7 % 60);
        let all = [
            (n % 7 != 3, ("product_parcel", parcel)),
            (n % 11 != 4, ("product_gtin", written(&gtin(n)))),
            (weight < 20.0, ("product_dispatch", written("16:00:00"))),
            (self.node() == "approved", ("product_reviewed", written(&reviewed))),
        ];
        all.into_iter().filter(|(is_known, _)| *is_known).map(|(_, value)| value).collect()
    }

    /// In euros, and in pounds to the next five.
    fn price(&self) -> Input {
        let euros = self.product.price;
        let pounds = if euros < 100 { euros * 86 / 100 } else { euros * 86 / 500 * 5 };
        let amount = |amount: u32, currency: &str| map([("amount", number(&amount)), ("currency", written(currency))]);
        Input::List(vec![amount(euros, "EUR"), amount(pounds, "GBP")])
    }

    fn supplier_data(&self) -> Input {
        const MILLS: [&str; 4] = ["North", "Marais", "Kiln Lane", "Atelier 4"];
        let n = self.number;
        let batches = Input::List(vec![number(&(4_100 + n)), number(&(4_101 + n))]);
        let certified = Input::Bool(n % 3 != 2);
        map([("mill", written(MILLS[n % MILLS.len()])), ("batches", batches), ("certified", certified)])
    }

    /// Its variants: one for each finish, if there are several, and one for each other size.
    pub fn variants(&self) -> Vec<Command> {
        let product = self.product;
        let finishes = product.finishes.iter().filter(|_| product.finishes.len() > 1).map(|code| {
            let Finish { short, swatch, .. } = self.model.finish(code);
            let own = vec![("product_finish", written(code)), ("product_swatch", written(swatch))];
            (code, short.clone(), own)
        });
        let sizes = product.sizes.iter().zip('A'..).map(|((code, ([width, depth, height], weight)), letter)| {
            let own = vec![
                ("product_width", number(width)),
                ("product_depth", number(depth)),
                ("product_height", number(height)),
                ("product_weight", number(weight)),
            ];
            (code, format!("X{letter}"), own)
        });
        let pictures = self.pictures();
        let variant = |(code, short, mut own): (&String, String, Vec<(&'static str, Input)>)| {
            own.push(("product_reference", written(&self.reference(&short))));
            let picture = pictures.iter().find(|picture| picture.of == code);
            own.extend(picture.map(|picture| picture.shown("variant_pictures")));
            object(PutObject {
                parent: Patch::Value(product.code.clone()),
                values: whole(own),
                ..PutObject::new(ObjectKind::Variant, format!("{}-{code}", product.code), PutMode::Upsert)
            })
        };
        finishes.chain(sizes).map(variant).collect()
    }

    /// Such as `ALD-101-MO`.
    fn reference(&self, short: &str) -> String {
        let letters: String = self.product.code.chars().filter(char::is_ascii_lowercase).take(3).collect();
        format!("{}-{:03}-{short}", letters.to_uppercase(), 100 + self.number)
    }

    /// Its pictures; one product in five has none yet.
    fn pictures(&self) -> Vec<Picture<'_>> {
        let product = self.product;
        if self.number.is_multiple_of(5) {
            return Vec::new();
        }
        let finishes = product.finishes.iter().map(|finish| (finish, finish, product.size));
        let own = product.finishes.first();
        let sizes = own.iter().flat_map(|own| product.sizes.iter().map(|(code, (size, _))| (code, *own, *size)));
        let numbered = finishes.chain(sizes).zip(1..);
        numbered
            .map(|((of, finish, size), number)| Picture {
                asset: format!("{}-{number}", product.code),
                of,
                finish,
                size,
            })
            .collect()
    }

    /// What is drawn, and the code of the asset that has it.
    pub fn drawings(&self, looks: &Looks) -> Vec<(String, String)> {
        let drawing = |picture: Picture| {
            let Picture { asset, finish, size, .. } = picture;
            let swatch = &self.model.finish(finish).swatch;
            let svg = looks.picture(&Subject { product: &self.product.code, size, finish, swatch })?;
            Some((asset, svg))
        };
        self.pictures().into_iter().filter_map(drawing).collect()
    }

    /// The assets with its pictures.
    pub fn assets(&self, files: &HashMap<String, File>) -> Vec<Command> {
        let asset = |picture: Picture| {
            let file = files.get(&picture.asset).map(|file| FileWish::Known(Box::new(file.clone())));
            object(PutObject {
                classifications: Patch::Value(vec!["product-pictures".to_owned()]),
                file: file.map_or(Patch::Absent, Patch::Value),
                values: whole(vec![("asset_name", self.picture_name(&picture))]),
                ..PutObject::new(ObjectKind::Asset, picture.asset, PutMode::Upsert)
            })
        };
        self.pictures().into_iter().map(asset).collect()
    }

    /// Such as `Alder armchair, Moss green`, as the finish is written: German nouns have capitals.
    fn picture_name(&self, picture: &Picture) -> Input {
        let finish = &self.model.finish(picture.finish).name;
        let name = |(lang, name): (&String, &String)| {
            let locale = locale(lang);
            let of = finish.get(&locale).map(|finish| format!(", {finish}")).unwrap_or_default();
            (locale, written(&format!("{name}{of}")))
        };
        Input::Map(self.product.name.iter().map(name).collect())
    }

    /// The document again with what it leads to, once that is there.
    pub fn linked(&self) -> Option<Command> {
        let goes_with = self.product.goes_with.iter().map(|code| map([("id", written(code))])).collect();
        let mut values = vec![("product_goes_with", Input::List(goes_with))];
        values.extend(self.pictures().first().map(|picture| picture.shown("product_pictures")));
        values.retain(|(_, value)| !matches!(value, Input::List(items) if items.is_empty()));
        (!values.is_empty()).then(|| {
            object(PutObject {
                values: whole(values),
                ..PutObject::new(ObjectKind::Document, &self.product.code, PutMode::Upsert)
            })
        })
    }
}

/// A picture: of a product in a finish and a size.
struct Picture<'a> {
    /// The asset that has it.
    asset: String,
    /// What its variant is called after: the finish, or another size.
    of: &'a str,
    finish: &'a str,
    size: [u32; 3],
}

impl Picture<'_> {
    /// The value of an attribute that shows it.
    fn shown(&self, attribute: &'static str) -> (&'static str, Input) {
        (attribute, Input::List(vec![map([("id", written(&self.asset))])]))
    }
}

impl Light {
    fn values(&self) -> Vec<(&'static str, Input)> {
        vec![
            ("product_socket", written(&self.socket)),
            ("product_lumen", number(&self.lumen)),
            ("product_kelvin", number(&self.kelvin)),
            ("product_watt", number(&self.watt)),
            ("product_dimmable", Input::Bool(self.dimmable)),
            ("product_ip", written(&self.ip)),
        ]
    }
}

fn care((part, how, months): &(String, String, Option<u32>)) -> Input {
    let months = months.map_or(Input::Null, |months| number(&months));
    map([("part", written(part)), ("how", written(how)), ("months", months)])
}

/// A number of the range for use inside a company, with its check digit.
fn gtin(number: usize) -> String {
    let digits = format!("2{number:011}");
    let sum: u32 = digits.chars().zip([1, 3].into_iter().cycle()).filter_map(|(c, n)| Some(c.to_digit(10)? * n)).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

fn locale(lang: &str) -> String {
    let country = if lang == "en" { "GB".to_owned() } else { lang.to_uppercase() };
    format!("{lang}_{country}")
}

fn written(text: &str) -> Input {
    Input::Text(text.to_owned())
}

fn number(number: &impl ToString) -> Input {
    Input::Number(number.to_string())
}

fn map<const N: usize>(members: [(&str, Input); N]) -> Input {
    Input::Map(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn whole(values: Vec<(&'static str, Input)>) -> Vec<(String, ValueInput)> {
    values.into_iter().map(|(code, input)| (code.to_owned(), ValueInput::Whole(input))).collect()
}

#[cfg(test)]
mod tests {
    use super::gtin;

    #[test]
    fn numbers_have_their_check_digit() {
        assert_eq!((gtin(1), gtin(2)), ("2000000000015".to_owned(), "2000000000022".to_owned()));
    }
}
