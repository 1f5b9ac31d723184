//! What holds for the pictures of all products and variants.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Looks, Subject};

const RANGES: [&str; 6] = [
    include_str!("../products/seating.json"),
    include_str!("../products/tables.json"),
    include_str!("../products/storage.json"),
    include_str!("../products/hanging.json"),
    include_str!("../products/standing.json"),
    include_str!("../products/objects.json"),
];

fn products() -> Vec<Value> {
    RANGES.iter().flat_map(|json| serde_json::from_str::<Vec<Value>>(json).expect("products")).collect()
}

/// The colours of the finishes.
fn swatches() -> BTreeMap<String, String> {
    let model: Value = serde_json::from_str(include_str!("../model.json")).expect("the model");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let finishes = model["finishes"].as_array().expect("finishes");
    finishes.iter().map(|finish| (text(&finish["code"]), text(&finish["swatch"]))).collect()
}

/// The product's pictures by finish, then those of its other sizes.
fn pictures(looks: &Looks, product: &Value, swatches: &BTreeMap<String, String>) -> Vec<String> {
    let size = |value: &Value| -> [u32; 3] { serde_json::from_value(value.clone()).expect("a size") };
    let finishes: Vec<&str> =
        product["finishes"].as_array().expect("finishes").iter().filter_map(Value::as_str).collect();
    let code = product["code"].as_str().expect("a code");
    let own = finishes.iter().map(|finish| (*finish, size(&product["size"])));
    let others = product["sizes"].as_object().into_iter().flatten().map(|(_, other)| (finishes[0], size(&other[0])));
    let picture = |(finish, size): (&str, [u32; 3])| {
        let subject = Subject { product: code, size, finish, swatch: &swatches[finish] };
        looks.picture(&subject).unwrap_or_else(|| panic!("{code} has no look"))
    };
    own.chain(others).map(picture).collect()
}

#[test]
fn every_product_and_variant_has_a_picture_of_its_own() {
    let (looks, swatches) = (Looks::read(), swatches());
    let all: Vec<String> = products().iter().flat_map(|product| pictures(&looks, product, &swatches)).collect();
    assert!(all.len() > 900, "{}", all.len());
    let different: BTreeSet<&String> = all.iter().collect();
    assert_eq!(different.len(), all.len());
    for svg in &all {
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1600 1600\">"));
        for foreign in ["href", "<script", "<text", "<image", "<style", "NaN", "inf"] {
            assert!(!svg.contains(foreign), "{foreign}: {svg}");
        }
        assert_well_formed(svg);
        assert!(svg.len() < 60_000, "{}", svg.len());
    }
    let total: usize = all.iter().map(String::len).sum();
    assert!(total / all.len() < 20_000, "{}", total / all.len());
}

#[test]
fn a_picture_is_always_the_same_and_none_is_made_of_a_stranger() {
    let subject = Subject { product: "alder-armchair", size: [720, 780, 740], finish: "moss", swatch: "#5B6B3F" };
    let picture = Looks::read().picture(&subject);
    assert!(picture.is_some());
    assert_eq!(picture, Looks::read().picture(&subject));
    assert_eq!(Looks::read().picture(&Subject { product: "other", ..subject }), None);
}

#[test]
fn there_is_no_look_without_a_product() {
    let codes: BTreeSet<String> =
        products().iter().filter_map(|product| product["code"].as_str().map(str::to_owned)).collect();
    let looks = Looks::read();
    for code in looks.0.keys() {
        assert!(codes.contains(code), "{code}");
    }
}

/// Tags close in the order in which they opened, and what they refer to is there.
fn assert_well_formed(svg: &str) {
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').expect("a tag ends");
        assert!(text.is_empty(), "text: {text}");
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).expect("a tag has a name");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert!(open.is_empty(), "{open:?}");
    for reference in svg.split("url(#").skip(1) {
        let name = reference.split(')').next().expect("a reference ends");
        assert!(svg.contains(&format!("id=\"{name}\"")), "{name}");
    }
}
