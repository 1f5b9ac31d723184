//! A small shop of odd things: every type of value, texts that differ only beyond what an index key holds,
//! numbers of all sizes, several scripts.

use app::App;
use model::command::{Command, Patch};
use model::input::Input;
use model::object::ObjectKind::{Classification, Document, Variant};
use serde_json::{Value, json};

use super::writes::{
    attribute, attribute_set, document_type, indicator, locale, measure_family, must_write, object, option, tag,
    workflow,
};
use crate::failure::chance::Chance;

pub const NODES: [&str; 7] = ["lights", "desk", "floor", "floor-led", "seats", "stools", "grüße"];
pub const SETS: [&str; 2] = ["plain", "smart"];
pub const LISTS: [(&str, [&str; 4]); 2] =
    [("socket", ["e14", "e27", "gu10", "E-27"]), ("rooms", ["hall", "study", "kitchen", "bath 1"])];

pub const WORKFLOWS: [(&str, &str, [&str; 3]); 3] = [
    ("way", "lamp", ["draft", "review", "done"]),
    ("legal", "lamp", ["open", "asked", "done"]),
    ("chairs", "chair", ["draft", "built", "sold"]),
];

const LONG: &str = "a long text whose first sixty-four bytes are the same in all of them, ";
const TEXTS: [&str; 16] = [
    "Lamp",
    "lampe de bureau",
    "LAMP \u{fb01}ne",
    "Éclair à la crème",
    "eclair a la creme",
    "手机壳",
    "苹果手机壳 Pro",
    "ก็สวัสดี",
    "CO\u{2082} neutral",
    "e\u{fb03}ciency",
    "Vestes d'hiver",
    "100% _cotton_ \\ \"x\"",
    "STRASSE",
    "Straße 7",
    "כִּסֵּא",
    "ümlaut\tTab",
];
const OF_LAMPS: [&str; 21] = [
    "name", "story", "notes", "power", "price", "cost", "fee", "mass", "dimmable", "launched", "reviewed", "opens",
    "page", "contact", "shade", "gtin", "parts", "extra", "socket", "rooms", "secret",
];
const NUMBERS: [&str; 12] = [
    "0",
    "1",
    "-1",
    "10",
    "9",
    "0.001",
    "-0.0011",
    "99999999999999999999.5",
    "99999999999999999999.4",
    "-12.5",
    "1e3",
    "0.10",
];
const DAYS: [&str; 4] = ["2024-02-29", "2025-01-01", "0999-12-31", "2026-11-25"];

pub async fn open(app: &App) {
    must_write(
        app,
        vec![
            locale("fr_FR"),
            locale("zh_CN"),
            document_type("lamp", None),
            document_type("chair", None),
            measure_family("weight", &[("kg", "1"), ("g", "0.001"), ("lb", "0.45359237"), ("t", "1e3")]),
        ],
    )
    .await;
    must_write(app, attributes()).await;
    must_write(app, SETS.map(|code| attribute_set(code, "lamp", &["name", "power"])).to_vec()).await;
    let options = LISTS.iter().flat_map(|(list, codes)| codes.iter().map(|code| option(list, code)));
    must_write(app, options.collect()).await;
    must_write(app, vec![document_type("lamp", Some("name")), document_type("chair", Some("label"))]).await;
    must_write(app, tags()).await;
    must_write(app, WORKFLOWS.map(|(code, owner, steps)| workflow(code, owner, &steps)).into()).await;
    let counted = [("web", "lamp", &["name", "notes", "socket"][..]), ("seat", "chair", &["legs", "label"])];
    must_write(app, counted.map(|(code, of, attributes)| indicator(code, of, attributes)).to_vec()).await;
    let parents = ["root", "lights", "lights", "floor", "root", "seats", "root"];
    let nodes = NODES.iter().zip(parents);
    let node =
        |(code, parent): (&&str, &str)| object(Classification, code, |put| put.parent = Patch::Value(parent.into()));
    must_write(app, nodes.map(node).collect()).await;
}

/// Written by hand: those of lamps, that of chairs.
pub const TAGS: [&str; 3] = ["promo", "new", "cosy"];

/// Rules of every operator and on every type that has some order.
pub const RULES: [(&str, &str, &str); 12] = [
    ("power", "gte", "10"),
    ("price", "between", r#"["-1", 9.0]"#),
    ("cost", "lt", "9"),
    ("name", "contains", r#""LAMP""#),
    ("story", "startsWith", r#""<p>é""#),
    ("notes", "endsWith", r#""7""#),
    ("socket", "in", r#"["e14", "E-27"]"#),
    ("rooms", "notEquals", r#""hall""#),
    ("dimmable", "equals", "true"),
    ("launched", "gt", r#""2025-01-01""#),
    ("mass", "lte", r#""1 lb""#),
    ("extra", "exists", "false"),
];

/// The rule at this place of the list, of localised attributes now and then in one locale.
pub fn rule(n: usize, in_locale: bool) -> Value {
    let (attribute, operator, value) = RULES[n % RULES.len()];
    let value: Value = serde_json::from_str(value).expect("JSON");
    let mut rule = json!({"attribute": {"id": attribute}, "operator": operator, "value": value});
    if in_locale && matches!(attribute, "name" | "story") {
        rule["locale"] = "fr_FR".into();
    }
    rule
}

fn tags() -> Vec<Command> {
    let written = TAGS.iter().map(|code| tag(code, if *code == "cosy" { "chair" } else { "lamp" }, &json!([])));
    let ruled = (0..RULES.len()).map(|n| tag(&format!("ruled{n}"), "lamp", &json!([rule(n, false)])));
    written.chain(ruled).collect()
}

fn attributes() -> Vec<Command> {
    let lamp = |code: &str, kind: &str| attribute(code, Document, "lamp", kind, |_| {});
    let localised = |code: &str, kind: &str| {
        attribute(code, Document, "lamp", kind, |fields| {
            fields.is_localizable = Patch::Value(true);
        })
    };
    let inherited = |code: &str, kind: &str| {
        attribute(code, Document, "lamp", kind, |fields| {
            fields.is_inherited = Patch::Value(true);
        })
    };
    vec![
        localised("name", "text"),
        localised("story", "html"),
        lamp("notes", "multiline"),
        lamp("power", "integer"),
        inherited("price", "decimal"),
        lamp("dimmable", "boolean"),
        lamp("launched", "date"),
        lamp("reviewed", "datetime"),
        inherited("socket", "select"),
        lamp("rooms", "multiselect"),
        inherited("cost", "price"),
        attribute("fee", Document, "lamp", "price", |fields| {
            fields.constraints = Patch::Value(Input::parse(r#"{"currencies": ["CHF"]}"#).unwrap());
        }),
        attribute("mass", Document, "lamp", "measure", |fields| {
            fields.measure_family = Patch::Value("weight".into());
        }),
        lamp("opens", "time"),
        lamp("page", "url"),
        lamp("contact", "email"),
        lamp("shade", "color"),
        lamp("gtin", "gtin"),
        lamp("parts", "table"),
        lamp("extra", "json"),
        attribute("secret", Document, "lamp", "text", |fields| {
            fields.is_filterable = Patch::Value(false);
            fields.is_searchable = Patch::Value(false);
        }),
        attribute("label", Document, "chair", "text", |_| {}),
        attribute("legs", Document, "chair", "integer", |_| {}),
        attribute("cable", Variant, "lamp", "decimal", |_| {}),
        attribute("motto", Classification, "", "text", |_| {}),
    ]
}

fn one<'a>(chance: &mut Chance, of: &[&'a str]) -> &'a str {
    of[usize::try_from(chance.below(of.len() as u64)).unwrap()]
}

pub fn text(chance: &mut Chance) -> String {
    match chance.below(8) {
        0 => format!("{LONG}{}", chance.below(4)),
        1 => format!("{} {}", one(chance, &TEXTS), one(chance, &TEXTS)),
        _ => one(chance, &TEXTS).to_owned(),
    }
}

fn by_locale(chance: &mut Chance, make: impl Fn(&mut Chance) -> Value) -> Value {
    let mut map = json!({});
    for locale in ["en_GB", "fr_FR", "zh_CN"] {
        if chance.below(2) == 0 {
            map[locale] = if chance.below(5) == 0 { Value::Null } else { make(chance) };
        }
    }
    map
}

/// Some of the values that a lamp may have; null takes one away.
pub fn lamp_values(chance: &mut Chance) -> Value {
    let mut values = json!({});
    for code in OF_LAMPS {
        if chance.below(3) > 0 {
            continue;
        }
        values[code] = match code {
            "name" => by_locale(chance, |chance| text(chance).replace('\t', " ").into()),
            "story" => by_locale(chance, |chance| format!("<p>{}</p><b>x</b>y &amp; z", text(chance)).into()),
            _ if chance.below(6) == 0 => Value::Null,
            "notes" => format!("{}\n{}", text(chance), chance.below(9)).into(),
            "power" => (i64::try_from(chance.below(7)).unwrap() * 10 - 20).into(),
            "price" | "fee" => one(chance, &NUMBERS).into(),
            "dimmable" => (chance.below(2) == 0).into(),
            "launched" => one(chance, &DAYS).into(),
            "reviewed" => format!("{}T0{}:00:00", one(chance, &DAYS), chance.below(3)).into(),
            "socket" => one(chance, &LISTS[0].1).into(),
            "cost" => price(chance),
            "mass" => json!({"value": one(chance, &NUMBERS), "unit": one(chance, &["kg", "g", "lb", "t"])}),
            "opens" => format!("0{}:30", chance.below(4)).into(),
            "page" => format!("https://example.org/{}/{}", "long-way/".repeat(9), chance.below(4)).into(),
            "contact" => format!("a{}@example.org", chance.below(3)).into(),
            "shade" => one(chance, &["#ff0000", "#00FF00", "#0000fF"]).into(),
            "gtin" => one(chance, &["4006381333931", "96385074", "036000291452"]).into(),
            "parts" => json!([{"part": one(chance, &TEXTS), "count": chance.below(3)}]),
            "extra" => json!({"at": chance.below(3), "of": [null, true]}),
            "rooms" => json!([one(chance, &LISTS[1].1), one(chance, &LISTS[1].1)]),
            _ => text(chance).replace('\t', " ").into(),
        };
    }
    values
}

/// Some of what lamps hold, to be counted.
pub fn counted(chance: &mut Chance) -> Vec<&'static str> {
    (0..=chance.below(4)).map(|_| one(chance, &OF_LAMPS)).collect()
}

/// In one currency, or in two.
fn price(chance: &mut Chance) -> Value {
    let amount = |chance: &mut Chance, code: &str| json!({"amount": one(chance, &NUMBERS), "currency": code});
    match chance.below(3) {
        0 => amount(chance, "USD"),
        1 => amount(chance, "EUR"),
        _ => json!([amount(chance, "USD"), amount(chance, "EUR")]),
    }
}

pub fn chair_values(chance: &mut Chance) -> Value {
    json!({"label": text(chance).replace('\t', " "), "legs": chance.below(5)})
}

pub fn variant_values(chance: &mut Chance) -> Value {
    json!({"cable": one(chance, &NUMBERS), "price": one(chance, &NUMBERS), "cost": price(chance), "socket": one(chance, &LISTS[0].1)})
}

pub fn node_values(chance: &mut Chance) -> Value {
    let name = by_locale(chance, |chance| text(chance).replace('\t', " ").into());
    json!({"classification_name": name, "motto": text(chance).replace('\t', " ")})
}
