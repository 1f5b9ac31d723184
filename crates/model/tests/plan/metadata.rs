//! Values that assets take from what their files note.

use std::collections::BTreeMap;

use model::changes::Effect;
use model::command::{Action, AttributeFields, FileWish, Patch, ValueInput};
use model::file::{Bytes, Fact, File, Status};
use model::input::Input;
use model::plan::revert;
use model::schema::DefinitionKind;
use model::value::Value;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::shop::*;
use crate::store::Store;

/// An attribute of assets with these sources.
fn sourced(code: &str, kind: &str, sources: &[&str], change: impl FnOnce(&mut AttributeFields)) -> Action {
    attribute(code, Asset, kind, |fields| {
        (fields.document_type, fields.metadata_sources) = (Patch::Absent, all(sources));
        change(fields);
    })
}

/// A shop whose assets take values from files.
fn gallery() -> Store {
    let mut store = shop();
    let labelled = |attribute: &str, code: &str, pairs: &[(&str, &str)]| {
        let Action::PutValue(mut put) = value(attribute, code) else { unreachable!("a value") };
        (put.name, put.active) = (labels(pairs), Patch::Value(code != "old"));
        Action::PutValue(put)
    };
    accept(store.write([
        sourced("title", "text", &["iptc:Headline", "xmp:dc:title", "exif:ImageDescription"], |a| {
            a.is_localizable = Patch::Value(true);
            a.constraints = Patch::Value(input(r#"{"maxLength": 20}"#));
        }),
        sourced("tale", "html", &["iptc:Caption"], |_| {}),
        sourced("speed", "integer", &["exif:PhotographicSensitivity"], |_| {}),
        sourced("stop", "decimal", &["exif:FNumber", "exif:ApertureValue"], |_| {}),
        sourced("shot", "datetime", &["exif:DateTimeOriginal", "xmp:xmp:CreateDate", "iptc:DateCreated"], |_| {}),
        sourced("day", "date", &["xmp:xmp:CreateDate", "exif:DateTimeOriginal", "iptc:DateCreated"], |_| {}),
        sourced("marked", "boolean", &["xmp:xmpRights:Marked"], |_| {}),
        sourced("terms", "url", &["xmp:xmpRights:WebStatement"], |_| {}),
        sourced("number", "text", &["iptc:TransmissionReference", "iptc:ObjectName"], |a| {
            a.is_unique = Patch::Value(true);
        }),
        sourced("use", "select", &["iptc:Category", "iptc:Source"], |_| {}),
        sourced("words", "multiselect", &["iptc:Keywords", "xmp:dc:subject"], |a| {
            a.is_read_only = Patch::Value(true);
        }),
        labelled("use", "PRT", &[("en_GB", "Print"), ("fr_FR", "Imprimé")]),
        labelled("use", "old", &[("en_GB", "Screen")]),
        labelled("words", "chair", &[("en_GB", "Armchair")]),
        labelled("words", "oak", &[("fr_FR", "Chêne")]),
        labelled("words", "oak-2", &[("fr_FR", "chene")]),
    ]));
    store
}

/// A file with other bytes for each number.
fn noting(bytes: u8, about: &Json) -> Patch<FileWish> {
    let hash = format!("{bytes:064x}");
    Patch::Value(FileWish::Known(Box::new(File {
        key: "0".repeat(32),
        name: "a.jpg".to_owned(),
        status: Status::Ready,
        bytes: Some(Bytes { hash, size: 5, mime: "image/jpeg".to_owned() }),
        pixels: None,
        trouble: None,
        source: None,
        about: Some(about.to_string()),
    })))
}

fn asset(code: &str, bytes: u8, about: &Json) -> Put {
    put(Asset, code, Upsert).with(|put| put.file = noting(bytes, about))
}

/// The values of an asset, without what is known of its file.
fn values(store: &Store, code: &str) -> Json {
    let Json::Object(mut all) = body(store, Asset, code) else { panic!("an object") };
    all.retain(|name, _| !name.starts_with('#'));
    Json::Object(all)
}

/// The same to be written, every digit of them.
fn exact(store: &Store, code: &str) -> Vec<(String, ValueInput)> {
    let Input::Map(all) = input(&object(store, Asset, code).body.to_json()) else { panic!("an object") };
    let values = all.into_iter().filter(|(name, _)| !name.starts_with('#'));
    values.map(|(name, input)| (name, ValueInput::Whole(input))).collect()
}

/// What an asset without values takes from a file.
fn taken(about: &Json) -> Json {
    let mut store = gallery();
    accept(store.write([asset("a", 1, about).into()]));
    values(&store, "a")
}

#[test]
fn notes_become_values_of_the_type() {
    let told = taken(&json!({
        "colorSpace": "sRGB",
        "exif": {
            "ImageDescription": "never asked", "PhotographicSensitivity": 400, "FNumber": 7.1,
            "DateTimeOriginal": "2020:01:02 03:04:05", "OffsetTimeOriginal": "+02:00",
        },
        "iptc": {
            "Headline": "An oak", "Caption": "Oak & <ash>\nin \"spring\"", "TransmissionReference": "T-1",
            "Category": "PRT", "Keywords": "Armchair, pine, CHENE",
        },
        "xmp": {
            "xmp:CreateDate": "2020-01-02T23:30:00.5-05:00", "xmpRights:Marked": "True",
            "xmpRights:WebStatement": "https://example.org/terms",
        },
    }));
    assert_eq!(
        told,
        json!({
            "title": {"en_GB": "An oak"}, "tale": "Oak &amp; &lt;ash&gt;<br>in &quot;spring&quot;",
            "speed": 400, "stop": 7.1, "shot": "2020-01-02T01:04:05", "day": "2020-01-02", "marked": true,
            "terms": "https://example.org/terms", "number": "T-1", "use": "PRT", "words": ["chair", "oak"],
        })
    );
}

#[test]
fn a_note_that_makes_no_valid_value_is_passed_over() {
    for (about, expected) in [
        (
            json!({"iptc": {"Headline": "longer than 20 letters"}, "xmp": {"dc:title": "short"}}),
            json!({"title": {"en_GB": "short"}}),
        ),
        (json!({"iptc": {"Headline": "one\ntwo"}}), json!({"title": {"en_GB": "one two"}})),
        (json!({"exif": {"PhotographicSensitivity": "100, 200", "FNumber": "7.1"}}), json!({"stop": 7.1})),
        (json!({"exif": {"PhotographicSensitivity": 1.5, "FNumber": [1], "ApertureValue": 2}}), json!({"stop": 2})),
        (
            json!({"exif": {"DateTimeOriginal": "0000:00:00 00:00:00"}, "iptc": {"DateCreated": "20200229"}}),
            json!({"day": "2020-02-29", "shot": "2020-02-29T00:00:00"}),
        ),
        (
            json!({"exif": {"DateTimeOriginal": "2020:01:02 03:04:05", "OffsetTimeOriginal": ":"}}),
            json!({"day": "2020-01-02", "shot": "2020-01-02T03:04:05"}),
        ),
        (
            json!({"xmp": {"xmp:CreateDate": "2020-01-02T03:04Z"}}),
            json!({"day": "2020-01-02", "shot": "2020-01-02T03:04:00"}),
        ),
        (json!({"xmp": {"xmp:CreateDate": "2020-01"}, "iptc": {"DateCreated": "20210229"}}), json!({})),
        (json!({"xmp": {"xmpRights:Marked": 1, "xmpRights:WebStatement": "my page"}}), json!({})),
        (json!({"iptc": {"Category": "imprime"}}), json!({"use": "PRT"})),
        (json!({"iptc": {"Category": "Screen", "Source": "print"}}), json!({"use": "PRT"})),
        (json!({"iptc": {"Category": "Print, Screen"}}), json!({})),
        (
            json!({"iptc": {"Keywords": "pine; ash"}, "xmp": {"dc:subject": "oak; chair"}}),
            json!({"words": ["chair", "oak"]}),
        ),
        (json!({"iptc": {"TransmissionReference": "", "ObjectName": " ", "Caption": ""}}), json!({})),
        (json!({"iptc": "Headline", "exif": []}), json!({})),
        (json!("Headline"), json!({})),
    ] {
        assert_eq!(taken(&about), expected, "{about}");
    }
}

#[test]
fn what_people_say_rules() {
    let mut store = gallery();
    let noted = json!({"iptc": {"Headline": "noted", "ObjectName": "7", "Keywords": "oak"}, "exif": {"FNumber": 2}});
    let said = asset("a", 1, &noted).values(r#"{"title": {"en_GB": "said"}, "stop": null}"#);
    accept(store.write([said.into()]));
    assert_eq!(values(&store, "a"), json!({"title": {"en_GB": "said"}, "number": "7", "words": ["oak"]}));
    // A value in another language is another value; one that can't be written says nothing.
    let said = asset("b", 2, &json!({"iptc": {"Headline": "noted", "Keywords": "oak"}})).lenient();
    let said = said.value_in("fr_FR", "title", r#""dit""#).value_in("fr_FR", "words", r#"["chair"]"#);
    assert_eq!(warnings(&mut store, said), ["attributes.words: \"words\" is read-only."]);
    assert_eq!(values(&store, "b"), json!({"title": {"en_GB": "noted", "fr_FR": "dit"}, "words": ["oak"]}));
    // Another file adds what is missing, and overwrites nothing.
    let other = json!({"iptc": {"Headline": "other", "ObjectName": "8"}, "exif": {"FNumber": 4}});
    accept(store.write([asset("a", 3, &other).into()]));
    assert_eq!(values(&store, "a"), json!({"title": {"en_GB": "said"}, "number": "7", "words": ["oak"], "stop": 4}));
}

#[test]
fn only_new_bytes_fill() {
    let mut store = gallery();
    let noted = json!({"iptc": {"Headline": "noted"}});
    accept(store.write([asset("a", 1, &noted).into()]));
    let cleared = || put(Asset, "a", Update).values(r#"{"title": null}"#).into();
    accept(store.write([cleared()]));
    assert_eq!(effect(&mut store, asset("a", 1, &noted)), Effect::Unchanged);
    // Without bytes there are no notes; when they come they are new.
    let pending = |code: &str| {
        put(Asset, code, Upsert).with(|put| {
            let Patch::Value(FileWish::Known(mut file)) = noting(1, &noted) else { unreachable!("a file") };
            (file.status, file.bytes, file.about) = (Status::Pending, None, None);
            put.file = Patch::Value(FileWish::Known(file));
        })
    };
    accept(store.write([pending("b").into()]));
    assert_eq!(values(&store, "b"), json!({}));
    accept(store.write([asset("b", 1, &noted).into()]));
    assert_eq!(values(&store, "b"), json!({"title": {"en_GB": "noted"}}));
    // An earlier file that comes back fills nothing.
    let facts: Vec<_> = Fact::ALL
        .into_iter()
        .map(|fact| (fact, object(&store, Asset, "b").body.value(fact.code(), None).cloned()))
        .collect();
    accept(store.write([put(Asset, "b", Update).with(|put| put.file = Patch::Null).into()]));
    accept(store.write([put(Asset, "b", Update).values(r#"{"title": null}"#).into()]));
    accept(store.write([put(Asset, "b", Update).with(|put| put.file = Patch::Value(FileWish::Back(facts))).into()]));
    assert_eq!(values(&store, "b"), json!({}));
    let name = object(&store, Asset, "b").body.value(Fact::Name.code(), None);
    assert_eq!(name, Some(&Value::Text("a.jpg".to_owned())));
}

#[test]
fn a_value_that_another_asset_has_is_passed_over() {
    let mut store = gallery();
    let noted = |reference: &str, name: &str| json!({"iptc": {"TransmissionReference": reference, "ObjectName": name}});
    accept(store.write([asset("a", 1, &noted("1", "2")).into()]));
    // Within one batch too.
    accept(store.write([asset("b", 2, &noted("1", "2")).into(), asset("c", 3, &noted("2", "1")).into()]));
    let numbers = ["a", "b", "c"].map(|code| values(&store, code));
    assert_eq!(numbers, [json!({"number": "1"}), json!({"number": "2"}), json!({})]);
}

#[test]
fn the_change_tells_of_the_file_and_of_its_values() {
    let mut store = gallery();
    let noted = json!({"iptc": {"Headline": "noted"}});
    accept(store.write([put(Asset, "a", Create).into()]));
    let plan = store.write([asset("a", 1, &noted).into()]);
    let changes = &plan.changeset.changes;
    let after: Json = serde_json::from_str(changes[0].after.as_deref().expect("told")).expect("JSON");
    assert_eq!((changes.len(), &after["attributes"]), (1, &json!({"title": {"en_GB": "noted"}})), "{after}");
    assert_eq!(after["file"]["name"], "a.jpg");
}

#[test]
fn sources_suit_their_attribute() {
    let mut store = gallery();
    let mut refused = |kind: &str, sources: &[&str], change: fn(&mut AttributeFields)| {
        violations(&mut store, sourced("new", kind, sources, change)).join(" ")
    };
    let source = ["iptc:Headline"];
    let of_documents = refused("text", &source, |fields| {
        (fields.object_type, fields.document_type) = (given("document"), given("shoe"));
    });
    assert_eq!(
        of_documents,
        "metadataSources: Only attributes of assets take values from files; this one is of the kind \"document\"."
    );
    for kind in ["price", "measure", "time", "table", "json"] {
        let told = refused(kind, &source, |fields| fields.measure_family = Patch::Absent);
        assert!(told.contains(&format!("this one is of the type \"{kind}\"")), "{told}");
    }
    let told = refused("select", &source, |fields| fields.is_unique = Patch::Value(true));
    assert!(told.contains("isUnique"), "{told}");
    let told = refused("boolean", &source, |fields| fields.default_value = Patch::Value(input("true")));
    assert!(told.contains("defaultValue"), "{told}");
    let many: Vec<_> = (0..11).map(|n| format!("exif:Tag{n}")).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    for (sources, expected) in [
        (&["iptc"][..], "got \"iptc\"."),
        (&["", "iptc:Headline"], "got \"\"."),
        (&["exif:"], "got \"exif:\"."),
        (&["exif: Make"], "got \"exif: Make\"."),
        (&["xmp:title"], "got \"xmp:title\"."),
        (&["icc:Name"], "got \"icc:Name\"."),
        (&["exif:Make", "exif:Make"], "\"exif:Make\" comes twice."),
        (&many, "Expected at most 10 sources; got 11."),
    ] {
        let told = refused("text", sources, |_| {});
        assert!(told.starts_with("metadataSources: ") && told.ends_with(expected), "{sources:?}: {told}");
    }
    // What stays must suit it too.
    let changed = change_attribute("terms", Update, |fields| fields.kind = given("json"));
    assert_eq!(violations(&mut store, changed).len(), 1);
    let changed = change_attribute("terms", Update, |fields| {
        (fields.kind, fields.metadata_sources) = (given("json"), Patch::Null);
    });
    accept(store.write([changed]));
    accept(store.write([asset("a", 1, &json!({"xmp": {"xmpRights:WebStatement": "https://example.org"}})).into()]));
    assert_eq!(values(&store, "a"), json!({}));
}

#[test]
fn sources_come_back_with_their_attribute() {
    let mut store = gallery();
    let stored = |store: &Store| store.schema.attribute("title").map(|title| title.metadata_sources.clone());
    let before = stored(&store);
    let changes = [
        change_attribute("title", Update, |fields| fields.metadata_sources = Patch::Null),
        delete_definition(DefinitionKind::Attribute, "title"),
    ];
    for change in changes {
        accept(store.write([change]));
        assert_ne!(stored(&store), before);
        let undone = revert(store.history.last().expect("told")).expect("it can be read");
        accept(store.write([undone]));
        assert_eq!(stored(&store), before);
    }
}

/// Notes under names that are sources here, of all sorts.
fn notes() -> impl Strategy<Value = Json> {
    let note = prop_oneof![
        "\\PC{0,30}".prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "[0-9]{4}[:-][0-9]{2}[:-][0-9]{2}([ T][0-9:]{8})?".prop_map(Json::from),
        "[0-9]{8}".prop_map(Json::from),
        prop::sample::select(vec!["True", "PRT", "oak, chair", "old", "1", "https://example.org"]).prop_map(Json::from),
    ];
    let names = gallery_sources();
    let noted = prop::collection::vec((prop::sample::select(names), note), 0..12);
    noted.prop_map(|noted| {
        let mut about = json!({});
        for (source, note) in noted {
            let (scheme, name) = source.split_once(':').expect("a source");
            about[scheme][name] = note;
        }
        about
    })
}

fn gallery_sources() -> Vec<String> {
    let store = gallery();
    store.schema.sourced_attributes().flat_map(|(_, attribute)| attribute.metadata_sources.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever files note, they refuse no write and overwrite nothing, and what they give could have been written.
    #[test]
    fn notes_refuse_nothing_and_give_what_could_be_written(notes in prop::collection::vec(notes(), 1..6), is_one_asset: bool) {
        let mut store = gallery();
        for (n, about) in notes.iter().enumerate() {
            let code = if is_one_asset { "a".to_owned() } else { format!("a{n}") };
            let before = store.find(Asset, &code).map_or_else(|| json!({}), |_| values(&store, &code));
            accept(store.write([asset(&code, u8::try_from(n).expect("few"), about).into()]));
            let after = values(&store, &code);
            let kept: BTreeMap<_, _> = before.as_object().into_iter().flatten().collect();
            prop_assert!(kept.iter().all(|(name, value)| after[name.as_str()] == **value), "{before} {after}");
            let again = exact(&store, &code);
            let said = |put: Put| put.with(|put| put.values.clone_from(&again));
            prop_assert_eq!(effect(&mut store, said(put(Asset, &code, Update))), Effect::Unchanged);
            // Written to one that has none, it is taken as it is.
            accept(store.write([delete(Asset, &code)]));
            accept(store.write([said(put(Asset, &code, Create)).into()]));
            prop_assert_eq!(values(&store, &code), after);
        }
    }
}
