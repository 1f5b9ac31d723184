//! Predefined values as they are listed.

use std::sync::Arc;

use model::attribute::AttributeType;
use model::changes::Changeset;
use model::permission::Rights;
use model::query::{Start, ValuePage, ValueQuery};
use model::schema::{PredefinedValue, Spec};
use store::conn::Conn;
use store::values;

use super::shop::{self, Shop, attribute, colour, definition, write};
use crate::support::db::on_both;

async fn page(shop: &Shop, owners: &[&str], start: Start, limit: u32) -> ValuePage {
    let owners = owners.iter().map(|owner| (*owner).to_owned()).collect();
    let query = ValueQuery { attributes: owners, start, limit, rights: Rights::FULL };
    shop.store.read(async move |conn: &mut Conn<'_>| values::page(conn, &query).await).await.unwrap()
}

fn codes(page: &ValuePage) -> Vec<String> {
    page.values.iter().map(|value| format!("{}={}", value.attribute, value.code)).collect()
}

/// Two more lists: `Brand`, before all others, and `size`, without values; and a green before the other colours.
async fn more_values(shop: &Shop) {
    let id = shop.ids(6).await.start;
    let list =
        |id, code| write((Arc::new(definition(id, code, Spec::Attribute(attribute(AttributeType::Select)))), None));
    let acme = |id, code: &str| PredefinedValue { attribute: "Brand".into(), sequence: 1, ..colour(id, code) };
    let green = PredefinedValue { sequence: -3, ..colour(id + 2, "green") };
    let values = [acme(id + 3, "b"), acme(id + 4, "acme"), green];
    let values = values.into_iter().map(|value| write((Arc::new(value), None))).collect();
    let definitions = vec![list(id, "Brand"), list(id + 1, "size")];
    shop.commit(Changeset { rules: 1, definitions, values, ..Changeset::default() }).await.unwrap();
}

on_both! {
    async fn one_value_is_read_whole(engine: Engine) {
        let shop = Shop::open(engine).await;
        let one = async |attribute: i64, code: &'static str| {
            let read = async move |conn: &mut Conn<'_>| values::one(conn, attribute, code).await;
            shop.store.read(read).await.unwrap()
        };
        let red = one(shop::COLOUR, "red").await.unwrap();
        let (created, updated) = (red.created.clone(), red.updated.clone());
        assert_eq!((created.by.as_str(), created.at), ("ann", updated.at));
        assert_eq!(red, PredefinedValue { created, updated, ..colour(11, "red") });
        assert_eq!(one(shop::COLOUR, "Red").await, None);
        assert_eq!(one(shop::SKU, "red").await, None);
    }

    async fn values_are_listed_by_attribute_and_sequence(engine: Engine) {
        let shop = Shop::open(engine).await;
        more_values(&shop).await;
        let sorted = ["Brand=acme", "Brand=b", "colour=green", "colour=red", "colour=blue"];
        for limit in [1, 2, 3, 5, 9] {
            let (mut found, mut start) = (Vec::new(), Start::After(String::new()));
            loop {
                let page = page(&shop, &[], start, limit).await;
                assert_eq!(page.total, 5);
                found.extend(codes(&page));
                let Some(next) = page.next else { break };
                start = Start::After(next);
            }
            assert_eq!(found, sorted, "{limit} a page");
        }
        let second = page(&shop, &[], Start::Page(2), 2).await;
        assert_eq!((codes(&second).as_slice(), second.total), (&sorted.map(String::from)[2..4], 5));
        assert_eq!(second.next.as_deref(), Some("colour\u{1f}11\u{1f}red"));
        let counted = page(&shop, &[], Start::Page(1), 0).await;
        assert_eq!((counted.values.len(), counted.total, counted.next), (0, 5, None));
    }

    async fn values_are_listed_of_some_attributes(engine: Engine) {
        let shop = Shop::open(engine).await;
        more_values(&shop).await;
        let colours = page(&shop, &["colour", "size", "none"], Start::Page(1), 2).await;
        assert_eq!((codes(&colours), colours.total), (vec!["colour=green".into(), "colour=red".into()], 3));
        let rest = page(&shop, &["colour", "size"], Start::After(colours.next.unwrap()), 2).await;
        assert_eq!((codes(&rest), rest.next), (vec!["colour=blue".into()], None));
        let both = page(&shop, &["colour", "Brand"], Start::Page(3), 2).await;
        assert_eq!((codes(&both), both.total), (vec!["colour=blue".into()], 5));
        assert_eq!(page(&shop, &["sku"], Start::Page(1), 9).await.total, 0);
    }
}
