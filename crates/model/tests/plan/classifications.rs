//! Classifications: places in a catalog's tree, moves, deletions.

use model::changes::Effect;
use model::command::{Action, Patch};
use model::loaded::MAX_USES;

use crate::shop::*;
use crate::store::Store;

fn parent(store: &Store, code: &str) -> String {
    object(store, Classification, code).parent.as_ref().map_or_else(String::new, |parent| parent.code.clone())
}

#[test]
fn the_parent_says_the_catalog() {
    let mut store = shop();
    let new = |code: &str| put(Classification, code, Create);
    assert_eq!(violations(&mut store, new("a")), ["parent: A new classification needs a parent."]);
    assert_eq!(violations(&mut store, new("a").below("x")), ["parent: There is no classification \"x\"."]);
    assert_eq!(
        violations(&mut store, new("a").below("shoes").in_catalogs(&["PIM", "DAM"])),
        ["catalog: A classification is in exactly one catalog; got 2."]
    );
    assert_eq!(
        violations(&mut store, new("a").below("shoes").in_catalogs(&["ECO"])),
        ["catalog: There is no catalog \"ECO\"."]
    );
    assert_eq!(
        violations(&mut store, new("a").below("shoes").in_catalogs(&["DAM"])),
        ["catalog: The parent \"shoes\" is in the catalog \"PIM\"; got \"DAM\"."]
    );
    accept(store.write([
        new("a").below("shoes").in_catalogs(&["PIM"]).into(),
        new("b").below("root").into(),
        new("c").below("root").in_catalogs(&["DAM"]).into(),
        new("d").below("root_DAM").into(),
    ]));
    assert_eq!([parent(&store, "b"), parent(&store, "c"), parent(&store, "d")], ["root", "root_DAM", "root_DAM"]);
    let catalog = |code: &str| store.schema.code_of(object(&store, Classification, code).type_id);
    assert_eq!(["a", "b", "c", "d"].map(catalog), ["PIM", "PIM", "DAM", "DAM"]);
}

#[test]
fn a_move_stays_in_its_tree_and_makes_no_circle() {
    let mut store = shop();
    let to = |code: &str, parent: &str| put(Classification, code, Update).below(parent);
    let circle = "parent: The parent \"boots\" should not be the classification itself or lie below it.";
    assert_eq!(violations(&mut store, to("shoes", "boots")), [circle]);
    assert_eq!(violations(&mut store, to("boots", "boots")), [circle]);
    assert_eq!(
        violations(&mut store, to("boots", "pics")),
        ["parent: The classification is in the catalog \"PIM\"; \"pics\" is in \"DAM\"."]
    );
    assert_eq!(
        violations(&mut store, put(Classification, "boots", Update).in_catalogs(&["DAM"])),
        ["catalog: The classification is in the catalog \"PIM\" and stays there; got \"DAM\"."]
    );
    assert_eq!(
        violations(&mut store, put(Classification, "boots", Update).with(|put| put.parent = Patch::Null)),
        ["parent: A classification needs a parent; got null."]
    );
    assert_eq!(effect(&mut store, to("boots", "hats")), Effect::Updated);
    assert_eq!(parent(&store, "boots"), "hats");
    assert_eq!(effect(&mut store, to("boots", "hats").in_catalogs(&["PIM"])), Effect::Unchanged);
    assert_eq!(effect(&mut store, to("boots", "root")), Effect::Updated, "`root` is the root of its own tree");
    accept(store.write([classification("deep", "pics").into()]));
    assert_eq!(effect(&mut store, to("deep", "root")), Effect::Updated);
    assert_eq!(parent(&store, "deep"), "root_DAM");
}

#[test]
fn two_moves_in_one_batch_make_no_circle_either() {
    let mut store = shop();
    let to = |code: &str, parent: &str| put(Classification, code, Update).below(parent).into();
    let plan = store.write([to("shoes", "hats"), to("hats", "shoes")]);
    assert!(plan.outcomes[0].is_ok() && plan.outcomes[1].is_err());
    assert_eq!((parent(&store, "shoes"), parent(&store, "hats")), ("hats".into(), "root".into()));
}

#[test]
fn a_move_locks_the_tree_and_relies_on_the_path() {
    let mut store = shop();
    let root = object(&store, Classification, "root").id;
    let hats = object(&store, Classification, "hats").id;
    let shoes = object(&store, Classification, "shoes").id;
    let plan = store.write([put(Classification, "boots", Update).below("hats").into()]);
    assert_eq!(plan.changeset.locks, [root]);
    assert_eq!(plan.changeset.conditions, [(root, 1), (hats, 1)]);
    assert_eq!(plan.changeset.shown, [shoes, hats], "both parents list their children");
    let new = [classification("a", "root"), classification("b", "root"), put(Classification, "b", Update).below("a")];
    let plan = store.write(new.map(Action::from));
    assert_eq!((plan.changeset.locks, plan.changeset.conditions), (vec![root], vec![(root, 1)]));
    let stays = store.write([put(Classification, "boots", Update).active(false).into()]);
    assert_eq!((stays.changeset.locks, stays.changeset.conditions), (vec![], vec![]));
}

#[test]
fn parents_are_shown_anew() {
    let mut store = shop();
    let shoes = object(&store, Classification, "shoes").id;
    let update = || put(Classification, "boots", Update);
    assert_eq!(store.write([classification("flats", "shoes").into()]).changeset.shown, [shoes]);
    assert_eq!(store.write([update().at(3).into()]).changeset.shown, [shoes]);
    assert_eq!(store.write([update().active(false).into()]).changeset.shown, [shoes]);
    assert_eq!(store.write([update().values(r#"{"label": {"en_GB": "Boots"}}"#).into()]).changeset.shown, [0; 0]);
    assert_eq!(store.write([delete(Classification, "boots")]).changeset.shown, [shoes]);
}

#[test]
fn values_are_those_of_classifications() {
    let mut store = shop();
    let update = || put(Classification, "boots", Update);
    assert_eq!(
        violations(&mut store, update().values(r#"{"weight": 1}"#)),
        ["attributes.weight: A classification has no attribute \"weight\"."]
    );
    accept(store.write([update().values(r#"{"label": {"fr_FR": "Bottes"}}"#).into()]));
    assert_eq!(body(&store, Classification, "boots").to_string(), r#"{"label":{"fr_FR":"Bottes"}}"#);
}

#[test]
fn roots_stay() {
    let mut store = shop();
    let root = || put(Classification, "root", Update);
    assert_eq!(built_in(&mut store, root().below("shoes")), "\"root\" is a root and can't be moved.");
    let mut unmoved = root();
    unmoved.0.parent = Patch::Null;
    assert_eq!(effect(&mut store, unmoved), Effect::Unchanged, "as it is printed");
    let message = "\"root\" is the root of a catalog and can't be deleted.";
    assert_eq!(built_in(&mut store, delete_tree("root")), message);
    assert_eq!(effect(&mut store, root().values(r#"{"label": {"en_GB": "All"}}"#)), Effect::Updated);
}

#[test]
fn a_deletion_makes_orphans() {
    let mut store = shop();
    accept(store.write([
        put(Document, "lamp", Update).placed(&["boots", "hats", "shoes"]).into(),
        document("moon").placed(&["boots"]).into(),
    ]));
    assert_eq!(conflict(&mut store, delete(Classification, "shoes")), "The classification \"shoes\" has 1 below it.");
    let plan = store.write([delete_tree("shoes")]);
    assert_eq!(plan.changeset.deletes.len(), 2);
    assert_eq!(plan.changeset.updates.len(), 2);
    assert_eq!(places(&store, "lamp"), ["hats"]);
    assert_eq!(places(&store, "moon"), [""; 0]);
    assert_eq!((object(&store, Document, "lamp").rev, object(&store, Document, "moon").rev), (3, 2));
    assert_eq!(effect(&mut store, delete(Classification, "hats")), Effect::Deleted);
    assert_eq!(places(&store, "lamp"), [""; 0]);
}

#[test]
fn a_deletion_sees_what_the_batch_did() {
    let mut store = shop();
    let plan = store.write([
        classification("new", "boots").into(),
        document("moon").placed(&["new"]).into(),
        put(Document, "lamp", Update).placed(&["hats"]).into(),
        delete(Classification, "boots"),
        delete_tree("shoes"),
        put(Document, "moon", Update).placed(&["new"]).into(),
    ]);
    let failed: Vec<usize> = (0..6).filter(|n| plan.outcomes[*n].is_err()).collect();
    assert_eq!(failed, [3, 5], "not with a child; and what is gone can't be placed in");
    assert_eq!((places(&store, "moon"), places(&store, "lamp")), (vec![], vec!["hats".to_owned()]));
    assert!(store.find(Classification, "new").is_none());
}

#[test]
fn deletions_follow_the_stored_tree() {
    let mut store = shop();
    let to = |code: &str, parent: &str| put(Classification, code, Update).below(parent).into();
    accept(store.write([to("boots", "root"), to("shoes", "boots"), delete_tree("boots")]));
    assert!(store.find(Classification, "shoes").is_none() && store.find(Classification, "boots").is_none());
}

#[test]
fn creations_follow_the_new_tree() {
    let mut store = shop();
    let moved = put(Classification, "a", Update).below("b").into();
    accept(store.write([classification("a", "root").into(), classification("b", "root").into(), moved]));
    assert_eq!(parent(&store, "a"), "b");
}

#[test]
fn what_concerns_too_many_is_refused() {
    let mut store = shop();
    let placed = |n: usize| document(&format!("d{n}")).placed(&["boots"]).into();
    accept(store.write((0..=MAX_USES).map(placed)));
    assert_eq!(
        conflict(&mut store, delete(Classification, "boots")),
        "The classification \"boots\" holds more than 1000 objects, too many to change at once."
    );
    // Those below count too.
    accept(store.write([delete(Document, "d0"), classification("b", "boots").into()]));
    assert_eq!(
        conflict(&mut store, delete_tree("boots")),
        "The classification \"boots\" and those below it are, with the documents placed there, more than 1000 objects, \
         too many to change at once."
    );
    accept(store.write([delete(Document, "d1")]));
    assert_eq!(effect(&mut store, delete_tree("boots")), Effect::Deleted);
}
