//! Links, assets, and attributes whose values are links.

use model::changes::{Effect, Op};
use model::command::{DefinitionFields, LinkTypeFields};
use model::plan::revert;
use model::problem::Kind;
use model::schema::{Attribute, DefinitionKind, LinkType};

use crate::shop::*;
use crate::store::Store;

pub fn link_type(code: &str, from: &str, to: &str) -> model::command::Action {
    let fields = LinkTypeFields {
        name: labels(&[("en_GB", code)]),
        origin_type: given(from),
        target_type: given(to),
        ..Default::default()
    };
    definition(code, Upsert, DefinitionFields::LinkType(fields))
}

/// A new link, named by its ends.
pub fn link(link_type: &str, origin: &str, target: &str) -> Put {
    put(Link, "", Create).below(origin).with(|put| {
        put.link_type = given(link_type);
        put.target = given(target);
    })
}

/// The shop with the documents `lamp`, `bulb` and `cord`, the assets `p1` to `p4`, a variant `red` of `lamp`, and the
/// link types `media` (to assets), `similar` (to documents) and `photo` (from variants to assets).
fn linked() -> Store {
    let mut store = shop();
    accept(store.write([
        document("bulb").into(),
        document("cord").into(),
        variant("red", "lamp").into(),
        put(Asset, "p1", Create).placed(&["pics"]).into(),
        put(Asset, "p2", Create).into(),
        put(Asset, "p3", Create).into(),
        put(Asset, "p4", Create).into(),
        link_type("media", "document", "asset"),
        link_type("similar", "document", "document"),
        link_type("photo", "variant", "asset"),
    ]));
    store
}

/// The targets of the links of a type from an object, with their places.
fn targets(store: &Store, of: &str, origin: &str) -> Vec<(String, i64)> {
    let type_id = store.schema.get::<LinkType>(of).expect("a link type").0;
    let links = store.objects.values().filter(|object| object.kind == Link && object.type_id == type_id);
    let from = links.filter(|link| link.parent.as_ref().is_some_and(|parent| parent.code == origin));
    let mut found: Vec<_> = from.map(|link| (link.target.as_ref().unwrap().code.clone(), link.sequence)).collect();
    found.sort_by_key(|(_, sequence)| *sequence);
    found
}

fn are(found: &[(String, i64)], expected: &[(&str, i64)]) {
    let found: Vec<_> = found.iter().map(|(code, sequence)| (code.as_str(), *sequence)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_link_stands_last_or_makes_the_next_give_way() {
    let mut store = linked();
    for target in ["p1", "p2"] {
        assert_eq!(effect(&mut store, link("media", "lamp", target)), Effect::Created);
    }
    effect(&mut store, link("media", "lamp", "p3").at(5));
    effect(&mut store, link("media", "lamp", "p4").at(1));
    are(&targets(&store, "media", "lamp"), &[("p4", 1), ("p1", 2), ("p2", 3), ("p3", 5)]);
    let last = store.objects.values().rfind(|object| object.kind == Link).unwrap().code.clone();
    effect(&mut store, put(Link, &last, Update).at(4));
    are(&targets(&store, "media", "lamp"), &[("p1", 2), ("p2", 3), ("p4", 4), ("p3", 5)]);
    assert_eq!(
        violations(&mut store, put(Link, &last, Update).at(0)),
        ["sequence: Expected a whole number from 1; got 0."]
    );
}

#[test]
fn what_a_link_needs() {
    let mut store = linked();
    assert_eq!(
        violations(&mut store, put(Link, "", Create)),
        [
            "linktype: A new link needs a link type.",
            "parent: A new link needs an origin.",
            "target: A new link needs a target."
        ]
    );
    assert_eq!(violations(&mut store, link("nothing", "lamp", "p1")), ["linktype: There is no link type \"nothing\"."]);
    let wrong = [
        "parent: There is no document \"red\"; the link type wants one here.",
        "target: There is no asset \"bulb\"; the link type wants one here.",
    ];
    assert_eq!(violations(&mut store, link("media", "red", "bulb")), wrong);
    let own = ["target: Expected another object than the origin \"lamp\"."];
    assert_eq!(violations(&mut store, link("similar", "lamp", "lamp")), own);
    effect(&mut store, link("media", "lamp", "p1"));
    let again = refusal(&mut store, link("media", "lamp", "p1"));
    let first = store.objects.values().find(|object| object.kind == Link).unwrap().code.clone();
    assert_eq!((again.kind, again.existing), (Kind::Conflict, Some(first.clone())));
    let moved = put(Link, &first, Update).below("bulb");
    let stays = ["parent: This is \"lamp\" since creation and stays so; got \"bulb\"."];
    assert_eq!(violations(&mut store, moved), stays);
    let mut upsert = link("media", "lamp", "p1");
    upsert.0.mode = Upsert;
    assert_eq!(effect(&mut store, upsert), Effect::Unchanged);
}

#[test]
fn document_types_may_be_named_at_the_ends() {
    let mut store = linked();
    let only = |codes: &[&str]| model::command::Patch::Value(codes.iter().map(|code| (*code).to_owned()).collect());
    let narrowed = LinkTypeFields {
        origin_document_types: only(&["shoe"]),
        target_document_types: only(&["book"]),
        ..Default::default()
    };
    accept(store.write([definition("similar", Update, DefinitionFields::LinkType(narrowed))]));
    accept(store.write([document("novel").of_type("book").placed(&["shoes"]).into()]));
    effect(&mut store, link("similar", "lamp", "novel"));
    let refused = violations(&mut store, link("similar", "novel", "lamp"));
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(conflict(&mut store, delete_definition(DefinitionKind::DocumentType, "book")).contains("it has 1 object"));
}

#[test]
fn a_link_is_part_of_its_origin_and_shown_in_its_target() {
    let mut store = linked();
    let numbers = |store: &Store, kind, code: &str| {
        let object = object(store, kind, code);
        (object.rev, object.shown)
    };
    let (lamp, picture) = (numbers(&store, Document, "lamp"), numbers(&store, Asset, "p1"));
    let plan = store.write([link("media", "lamp", "p1").into()]);
    assert_eq!(
        plan.changeset.changes.iter().map(|change| (change.kind, change.op)).collect::<Vec<_>>(),
        [("link", Op::Create)]
    );
    assert_eq!(numbers(&store, Document, "lamp"), (lamp.0 + 1, lamp.1 + 1));
    assert_eq!(numbers(&store, Asset, "p1"), (picture.0, picture.1 + 1));
    // Made and taken away in one batch: nothing happened to the ends.
    let mut made = link("similar", "lamp", "bulb");
    made.0.mode = Upsert;
    let both = numbers(&store, Document, "lamp");
    accept(store.write([made.into()]));
    assert_eq!(numbers(&store, Document, "lamp"), (both.0 + 1, both.1 + 1));
}

#[test]
fn links_go_with_either_end() {
    let mut store = linked();
    accept(store.write([
        link("media", "lamp", "p1").into(),
        link("similar", "lamp", "bulb").into(),
        link("similar", "bulb", "lamp").into(),
        link("similar", "bulb", "cord").into(),
        link("photo", "red", "p1").into(),
    ]));
    let links = |store: &Store| store.objects.values().filter(|object| object.kind == Link).count();
    assert_eq!(links(&store), 5);
    accept(store.write([delete(Document, "lamp")]));
    assert_eq!(links(&store), 1);
    assert!(store.find(Variant, "red").is_none() && store.find(Asset, "p1").is_some());
    accept(store.write([delete(Document, "cord")]));
    assert_eq!((links(&store), object(&store, Document, "bulb").linked.len()), (0, 0));
    accept(store.write([link("media", "bulb", "p1").into(), link("media", "bulb", "p2").into()]));
    accept(store.write([delete(Asset, "p1")]));
    are(&targets(&store, "media", "bulb"), &[("p2", 2)]);
    let refused = conflict(&mut store, delete_definition(DefinitionKind::LinkType, "media"));
    assert_eq!(refused, "The link type \"media\" can't be deleted: it is used by 1 object.");
    accept(store.write([clear_definition(DefinitionKind::LinkType, "media")]));
    assert_eq!((links(&store), object(&store, Document, "bulb").linked.len()), (0, 0));
}

#[test]
fn values_are_links_in_order() {
    let mut store = linked();
    accept(store.write([
        attribute("gallery", Document, "media", |_| {}),
        attribute("parts", Document, "document", |fields| fields.link_type = given("similar")),
    ]));
    let own = store.schema.get::<Attribute>("gallery").unwrap().1.link_type.clone();
    assert_eq!(own.as_deref(), Some("gallery"));
    let write = |json: &str| put(Document, "lamp", Update).values(json);
    assert_eq!(effect(&mut store, write(r#"{"gallery": [{"id": "p2"}, "p1", {"id": "p2"}]}"#)), Effect::Updated);
    are(&targets(&store, "gallery", "lamp"), &[("p2", 1), ("p1", 2)]);
    assert_eq!(effect(&mut store, write(r#"{"gallery": ["p2", "p1"]}"#)), Effect::Unchanged);
    effect(&mut store, write(r#"{"gallery": ["p1", "p3"], "parts": {"id": "bulb"}}"#));
    are(&targets(&store, "gallery", "lamp"), &[("p1", 1), ("p3", 2)]);
    are(&targets(&store, "similar", "lamp"), &[("bulb", 1)]);
    effect(&mut store, write(r#"{"gallery": null}"#));
    are(&targets(&store, "gallery", "lamp"), &[]);
    assert!(body(&store, Document, "lamp").get("gallery").is_none());
    accept(store.write([document("pear").values(r#"{"gallery": ["p1", "p4"]}"#).into()]));
    are(&targets(&store, "gallery", "pear"), &[("p1", 1), ("p4", 2)]);
    let refused = violations(&mut store, write(r#"{"gallery": ["bulb"], "parts": ["lamp"]}"#));
    assert_eq!(
        refused,
        [
            "attributes.gallery: There is no asset \"bulb\"; the link type wants one here.",
            "attributes.parts: Expected other objects than this one."
        ]
    );
    assert!(conflict(&mut store, delete_definition(DefinitionKind::LinkType, "gallery")).contains("\"gallery\""));
}

#[test]
fn what_values_that_are_links_can_not_be() {
    let mut store = linked();
    let wrong = attribute("gallery", Document, "media", |fields| {
        fields.is_localizable = model::command::Patch::Value(true);
        fields.link_type = given("similar");
    });
    assert_eq!(
        violations(&mut store, wrong),
        [
            "isLocalizable: Expected false, as the values of the type \"media\" are links.",
            "linktype: Expected a link type from documents of this type to assets; \"similar\" is another.",
        ]
    );
    accept(store.write([attribute("gallery", Document, "media", |_| {})]));
    let text = change_attribute("gallery", Update, |fields| fields.kind = given("text"));
    assert_eq!(violations(&mut store, text), ["type: The type can't change from \"media\" to \"text\"."]);
    let of_links = change_attribute("note", Create, |fields| {
        fields.object_type = given("link");
        fields.kind = given("text");
    });
    assert_eq!(violations(&mut store, of_links), ["linktype: An attribute of links needs a link type."]);
}

#[test]
fn links_have_values_of_their_own() {
    let mut store = linked();
    accept(store.write([change_attribute("note", Create, |fields| {
        fields.object_type = given("link");
        fields.link_type = given("media");
        fields.kind = given("text");
    })]));
    effect(&mut store, link("media", "lamp", "p1").values(r#"{"note": "front"}"#));
    let noted = store.objects.values().find(|object| object.kind == Link).unwrap();
    assert_eq!(noted.body.to_json(), r#"{"note":"front"}"#);
    let other = violations(&mut store, link("similar", "lamp", "bulb").values(r#"{"note": "x"}"#));
    assert_eq!(other, ["attributes.note: A link of the type \"similar\" has no attribute \"note\"."]);
}

#[test]
fn history_undoes_links() {
    let mut store = linked();
    accept(store.write([link("media", "lamp", "p1").at(3).into(), link("media", "lamp", "p2").into()]));
    let before = targets(&store, "media", "lamp");
    let from = store.history.len();
    accept(store.write([delete(Asset, "p1")]));
    let undone: Vec<_> = store.history[from..].to_vec();
    for change in undone.iter().rev() {
        accept(store.write([revert(change).expect("it can be undone")]));
    }
    assert_eq!(targets(&store, "media", "lamp"), before);
}
