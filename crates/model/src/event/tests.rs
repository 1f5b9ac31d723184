use std::collections::{BTreeMap, BTreeSet, HashMap};

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::changes::{Change, Cursor, Op, Recorded};
use crate::object::{ObjectKind, Stamp};
use crate::schema::{Definition, Locale, Schema, Spec, State};

/// A line of history of a thing, in the transaction of that number.
fn line(seq: i64, at: i64, (kind, id): (&'static str, i64), op: Op) -> Recorded {
    let image = |json: &str| Some(json.to_owned());
    let (before, after) = match op {
        Op::Create => (None, None),
        Op::Update => {
            (image(r#"{"attributes":{"name":{"fr_FR":"a"}}}"#), image(r#"{"attributes":{"name":{"fr_FR":"b"}}}"#))
        }
        Op::Delete => (image(r#"{"documentType":"lamp","linkType":"similar"}"#), None),
    };
    let gone = op == Op::Delete;
    let (parent, target) = ends(kind, id);
    Recorded {
        cursor: Cursor { tx: 0, seq },
        at,
        job: None,
        change: Change {
            kind,
            object_id: id,
            code: format!("{kind}-{id}"),
            op,
            locales: vec!["fr_FR".to_owned()],
            before,
            after,
            parent: parent.filter(|_| gone),
            target: target.filter(|_| gone),
            by: "jane".to_owned(),
            origin: "v5",
        },
    }
}

/// What a thing of our little catalogue stands under and leads to: documents are 1 to 3, variants of them 11 to 13,
/// assets 21 and 22, links from a document or a variant to an asset 31 to 36, values 41 and 42.
fn ends(kind: &str, id: i64) -> (Option<i64>, Option<i64>) {
    match kind {
        "variant" => (Some(id - 10), None),
        "link" => (Some(if id > 33 { id - 23 } else { id - 30 }), Some(21 + id % 2)),
        _ => (None, None),
    }
}

const THINGS: [(&str, ObjectKind, std::ops::RangeInclusive<i64>); 4] = [
    ("document", ObjectKind::Document, 1..=3),
    ("variant", ObjectKind::Variant, 11..=13),
    ("asset", ObjectKind::Asset, 21..=22),
    ("link", ObjectKind::Link, 31..=36),
];

/// All of it, less what is gone.
fn around(gone: &BTreeSet<i64>) -> Around {
    let mut things = HashMap::new();
    for (name, kind, ids) in THINGS {
        for id in ids {
            let (parent, target) = ends(name, id);
            let of_type = if kind == ObjectKind::Link { "similar" } else { "lamp" }.to_owned();
            let code = format!("{name}-{id}");
            things.insert(id, Thing { kind, code, of_type, parent, target, is_there: !gone.contains(&id) });
        }
    }
    let leading = |asset: i64| (31..=36).filter(move |link| ends("link", *link).1 == Some(asset));
    let users = [21, 22].map(|asset| (asset, leading(asset).filter_map(|link| ends("link", link).0).collect()));
    let holders = [(41, vec![1, 2]), (42, vec![13])];
    Around { things, users: users.into_iter().chain(holders).collect() }
}

fn codes(events: &[(Cursor, Draft)]) -> Vec<String> {
    events.iter().map(|(_, draft)| format!("{} {}", draft.code.name(), draft.id)).collect()
}

fn of(lines: &[Recorded]) -> Vec<String> {
    codes(&events(lines, &around(&BTreeSet::new()), &Schema::default()).now)
}

#[test]
fn a_change_concerns_others() {
    use Op::{Create, Delete, Update};
    let cases: [(&str, i64, Op, &[&str]); 12] = [
        ("document", 1, Update, &["document.update 1"]),
        ("variant", 11, Create, &["variant.create 11"]),
        ("variant", 11, Update, &["variant.update 11", "document.update 1"]),
        ("variant", 11, Delete, &["variant.delete 11", "document.update 1"]),
        ("link", 31, Create, &["link.create 31", "document.update 1", "media.update 22"]),
        ("link", 36, Delete, &["link.delete 36", "document.update 3", "media.update 21"]),
        ("asset", 21, Create, &["media.create 21"]),
        ("asset", 22, Update, &["media.update 22", "document.update 1", "document.update 3", "document.update 2"]),
        ("predefined_value", 41, Update, &["value.update 41", "document.update 1", "document.update 2"]),
        ("predefined_value", 42, Update, &["value.update 42", "document.update 3"]),
        ("classification", 51, Delete, &["classification.delete 51"]),
        ("attribute", 61, Update, &[]),
    ];
    for (kind, id, op, expected) in cases {
        assert_eq!(of(&[line(1, 1, (kind, id), op)]), expected, "{kind} {id} {op:?}");
    }
}

#[test]
fn what_goes_together_is_told_without_repeats() {
    let gone = BTreeSet::from([1, 11, 31]);
    let lines = [("link", 31), ("variant", 11), ("document", 1)];
    let lines: Vec<_> = (1..).zip(lines).map(|(seq, thing)| line(seq, 1, thing, Op::Delete)).collect();
    let told = events(&lines, &around(&gone), &Schema::default());
    assert_eq!(codes(&told.now), ["link.delete 31", "media.update 22", "variant.delete 11", "document.delete 1"]);
    assert_eq!(told.now[3].1.document_type.as_deref(), Some("lamp"), "as it was");
}

#[test]
fn a_job_tells_of_documents_once_it_is_over() {
    let mut lines = vec![
        line(1, 1, ("document", 1), Op::Create),
        line(2, 2, ("document", 2), Op::Update),
        line(3, 3, ("variant", 12), Op::Update),
        line(4, 4, ("document", 3), Op::Delete),
    ];
    for line in &mut lines {
        line.job = Some(7);
    }
    let told = events(&lines, &around(&BTreeSet::new()), &Schema::default());
    assert_eq!(codes(&told.now), ["document.create 1", "variant.update 12", "document.delete 3"]);
    let later: Vec<_> = told.later.iter().map(|(job, draft)| (*job, draft.id, draft.at)).collect();
    assert_eq!(later, [(7, 2, 3)], "for two reasons, and as of the later one");
}

#[test]
fn requests_are_kept_whole() {
    let at = |ats: &[i64]| -> Vec<_> {
        (1..).zip(ats).map(|(seq, at)| line(seq, *at, ("document", 1), Op::Update)).collect()
    };
    for (ats, expected) in [(&[1, 1, 2, 2][..], 2), (&[1, 2, 3], 2), (&[1, 1, 1], 3), (&[1], 1), (&[], 0)] {
        assert_eq!(whole_requests(&at(ats)).len(), expected, "{ats:?}");
    }
}

fn locale(id: u8, code: &str, fallback: Option<&str>, is_active: bool) -> Definition {
    let spec = Spec::Locale(Locale {
        name: code.into(),
        is_data: true,
        is_interface: false,
        is_default: id == 1,
        is_active,
        fallback: fallback.map(str::to_owned),
        slot: id,
    });
    let (created, updated) = (Stamp::default(), Stamp::default());
    Definition {
        id: id.into(),
        code: code.into(),
        spec,
        rev: 1,
        index: id.into(),
        state: State::Active,
        created,
        updated,
    }
}

fn schema() -> Schema {
    Schema::new(
        1,
        1,
        [
            locale(1, "en_GB", None, true),
            locale(2, "fr_FR", Some("en_GB"), true),
            locale(3, "fr_CA", Some("fr_FR"), true),
            locale(4, "de_DE", Some("de_AT"), true),
            locale(5, "de_AT", Some("de_DE"), true),
            locale(6, "en_IE", Some("en_GB"), false),
        ],
    )
}

#[test]
fn locales_that_fall_back_may_show_something_else() {
    let cases: [(&[&str], &[&str]); 5] = [
        (&["en_GB"], &["en_GB", "fr_CA", "fr_FR"]),
        (&["fr_FR"], &["fr_CA", "fr_FR"]),
        (&["fr_CA"], &["fr_CA"]),
        (&["de_AT"], &["de_AT", "de_DE"]),
        (&[], &[]),
    ];
    for (written, expected) in cases {
        let written = written.iter().map(|code| (*code).to_owned()).collect();
        assert_eq!(Vec::from_iter(inherited(&written, &schema())), expected, "{written:?}");
    }
}

#[test]
fn a_payload_has_the_one_shape() {
    let mut draft = Draft::new(EventCode::DocumentUpdate, (5, "a/b"), (1_763_888_400_123_456, "jane"));
    draft.document_type = Some("color".into());
    draft.locales = BTreeSet::from(["fr_FR".to_owned()]);
    draft.items = BTreeSet::from([Item::Property("isActive".into()), Item::Field("name".into())]);
    let event = draft.event("0 7", &schema());
    let text = payload(&event.body, "https://acme.example.org");
    let said: Json = serde_json::from_str(&text).unwrap();
    let uuid = &event.uuid;
    let base = "https://acme.example.org";
    let expected = json!({
        "uuid": uuid, "code": "document.update", "links": [{"rel": "self", "href": format!("/events/{uuid}")}],
        "created_at": "2025-11-23T09:00:00+00:00", "created_by": "jane",
        "resource": {
            "code": "a/b", "type": "document", "document_type_code": "color",
            "links": [
                {"rel": "self", "href": format!("{base}/api_1.php/documents/a%2Fb")},
                {"rel": "v5", "href": format!("{base}/api/documents/a%2Fb")},
            ],
            "locales": {"updated": ["fr_FR"], "inherited": ["fr_CA", "fr_FR"]},
            "updated_items": [{"type": "field", "code": "name"}, {"type": "property", "code": "isActive"}],
        },
    });
    assert_eq!(said, expected);
    assert_eq!(event.order(), "document/5");
}

#[test]
fn every_event_says_where_to_look() {
    let ends = [
        (EventCode::ValueUpdate, "attribute=a;code=x y", "/api_1.php/eav-attributes/a/values/x%20y"),
        (EventCode::MediaDelete, "p", "/api_1.php/assets/p"),
        (EventCode::LinkCreate, "12", "/api_1.php/links/12"),
        (EventCode::ClassificationCreate, "c", "/api_1.php/classifications/c"),
        (EventCode::UserUpdate, "jane", "/api/users/5"),
        (EventCode::ImportFinish, "0000", "/api/processes/0000"),
    ];
    for (code, name, path) in ends {
        let event = Draft::new(code, (5, name), (0, "jane")).event("0 7", &schema());
        let said: Json = serde_json::from_str(&payload(&event.body, "")).unwrap();
        assert_eq!(said["resource"]["links"][0]["href"], path);
    }
}

/// Lines of some requests, one after the other; within one each thing comes once, as the plan writes them.
fn requests() -> impl Strategy<Value = Vec<Recorded>> {
    let things: Vec<(&'static str, i64)> = THINGS
        .into_iter()
        .flat_map(|(name, _, ids)| ids.map(move |id| (name, id)))
        .chain([("predefined_value", 41), ("predefined_value", 42), ("attribute", 61)])
        .collect();
    let ops = prop::sample::select(vec![Op::Create, Op::Update, Op::Delete]);
    let request = prop::collection::vec((prop::sample::select(things), ops), 1..6);
    prop::collection::vec(request, 0..6).prop_map(|requests| {
        let mut lines: Vec<Recorded> = Vec::new();
        for (at, request) in (1..).zip(requests) {
            let once: BTreeMap<_, _> = request.into_iter().collect();
            for (thing, op) in once {
                let seq = i64::try_from(lines.len()).unwrap() + 1;
                lines.push(line(seq, at, thing, op));
            }
        }
        lines
    })
}

proptest! {
    /// Each request tells of each thing once; of what it wrote always, and by what it did to it.
    #[test]
    fn each_thing_is_told_of_once_a_request(lines in requests()) {
        let told = events(&lines, &around(&BTreeSet::new()), &Schema::default()).now;
        let named = |(cursor, draft): &(Cursor, Draft)| {
            let at = lines.iter().find(|line| line.cursor == *cursor).unwrap().at;
            (at, draft.resource(), draft.id)
        };
        let things: BTreeSet<_> = told.iter().map(named).collect();
        prop_assert_eq!(things.len(), told.len());
        for line in &lines {
            let Some(code) = EventCode::of(line.change.kind, line.change.op) else { continue };
            let of_it = |(_, draft): &&(Cursor, Draft)| draft.code == code && draft.id == line.change.object_id && draft.at == line.at;
            prop_assert_eq!(told.iter().filter(of_it).count(), 1, "{:?}", line.change);
        }
        let is_bare = |draft: &Draft| draft.items.is_empty() || draft.code.name().ends_with(".update");
        prop_assert!(told.iter().all(|(_, draft)| is_bare(draft)));
    }

    /// It makes no difference in which pages the feed is read.
    #[test]
    fn pages_make_no_difference(lines in requests(), size in 1usize..8) {
        let around = around(&BTreeSet::new());
        let whole = events(&lines, &around, &Schema::default()).now;
        let (mut rest, mut paged) = (&lines[..], Vec::new());
        while !rest.is_empty() {
            let mut limit = size.min(rest.len());
            // A request that fills a page is read with the next one.
            while limit < rest.len() && rest[limit - 1].at == rest[0].at {
                limit += 1;
            }
            let page = if limit < rest.len() { whole_requests(&rest[..limit]) } else { rest };
            paged.extend(events(page, &around, &Schema::default()).now);
            rest = &rest[page.len()..];
        }
        prop_assert_eq!(paged, whole);
    }

    /// No two events have one uuid, and none changes it.
    #[test]
    fn every_event_has_its_uuid(lines in requests()) {
        let uuids = || -> Vec<_> {
            let told = events(&lines, &around(&BTreeSet::new()), &Schema::default()).now;
            told.iter().map(|(cursor, draft)| draft.event(&format!("{} {}", cursor.tx, cursor.seq), &schema()).uuid).collect()
        };
        let (once, again) = (uuids(), uuids());
        prop_assert_eq!(&once, &again);
        prop_assert_eq!(once.iter().collect::<BTreeSet<_>>().len(), once.len());
    }
}
