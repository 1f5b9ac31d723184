//! Assets are linked by the names of their files, over many pages, as far as whoever asks may see.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::files::{AutoLink, AutoLinked};
use app::{App, Mode, Options};
use model::command::{
    Action, Command, DefinitionFields, DocumentTypeFields, FileWish, LinkTypeFields, Patch, PutDefinition, PutMode,
    PutObject,
};
use model::file::{File, Status};
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights, Scope};
use model::query::{Condition, Filter, Query, Sort, SortBy};

use crate::support::app::Instance;
use crate::support::db::{Engine, on_both};

/// More than a page.
const ASSETS: u64 = 2_300;
const PRODUCTS: u64 = 40;

fn actor(scope: Option<Scope>) -> Actor {
    Actor::program("linker", Rights { id: 0, rev: 0, scope: scope.map(Arc::new), ..Rights::FULL }, Origin::V5)
}

fn define(code: &str, fields: DefinitionFields) -> Command {
    let put = PutDefinition { code: code.into(), mode: PutMode::Create, body_code: None, fields };
    Command { action: Action::PutDefinition(put), expect: None }
}

fn object(put: PutObject) -> Command {
    Command { action: Action::PutObject(put), expect: None }
}

fn product(n: u64) -> Command {
    let mut put = PutObject::new(ObjectKind::Document, format!("P{n}"), PutMode::Create);
    put.document_type = Patch::Value("product".into());
    put.classification = Patch::Value(if n.is_multiple_of(2) { "even" } else { "odd" }.into());
    object(put)
}

/// One whose file is still to be fetched: its name is known.
fn asset(n: u64) -> Command {
    let file = File {
        key: format!("{n:032x}"),
        name: format!("P{}_{}.jpg", n % PRODUCTS, n / PRODUCTS + 1),
        status: Status::Pending,
        bytes: None,
        pixels: None,
        trouble: None,
        source: Some("https://example.org/a.jpg".into()),
        about: None,
    };
    let mut put = PutObject::new(ObjectKind::Asset, format!("a{n:05}"), PutMode::Create);
    put.file = Patch::Value(FileWish::Known(Box::new(file)));
    object(put)
}

fn node(code: &str, parent: &str) -> Command {
    let mut put = PutObject::new(ObjectKind::Classification, code, PutMode::Create);
    put.parent = Patch::Value(parent.into());
    object(put)
}

async fn write(app: &App, commands: Vec<Command>) {
    for outcome in app.write(&actor(None), commands, Options::of(Mode::EachAlone)).await.unwrap() {
        outcome.unwrap();
    }
}

async fn shop(engine: Engine) -> (Instance, Arc<App>) {
    let instance = Instance::fresh(engine).await;
    let app = instance.node().await;
    let name = || Patch::Value([("en_GB".to_owned(), "Name".to_owned())].into());
    let of_type = DocumentTypeFields { name: name(), ..DocumentTypeFields::default() };
    let of_link = LinkTypeFields {
        name: name(),
        origin_type: Patch::Value("document".into()),
        target_type: Patch::Value("asset".into()),
        ..LinkTypeFields::default()
    };
    let document_type = define("product", DefinitionFields::DocumentType(of_type));
    write(&app, vec![document_type, define("packshot", DefinitionFields::LinkType(of_link))]).await;
    let nodes = [node("even", "root"), node("odd", "root")];
    let all: Vec<_> = nodes.into_iter().chain((0..PRODUCTS).map(product)).chain((0..ASSETS).map(asset)).collect();
    for chunk in all.chunks(1_000) {
        write(&app, chunk.to_vec()).await;
    }
    (instance, app)
}

fn wish(rights: &Rights, pattern: &str) -> AutoLink {
    AutoLink {
        assets: Query::all(ObjectKind::Asset, rights.clone()),
        pattern: pattern.into(),
        link_type: "packshot".into(),
        dry_run: false,
    }
}

fn counts(told: &AutoLinked) -> [u64; 5] {
    [&told.linked, &told.unchanged, &told.unknown, &told.unmatched, &told.refused].map(|tally| tally.count)
}

fn sequences(told: &AutoLinked) -> Vec<(&str, Option<i64>)> {
    told.linked.examples.iter().map(|one| (one.asset.as_str(), one.sequence)).collect()
}

async fn count(app: &App, kind: ObjectKind, filter: Filter) -> u64 {
    let query = Query { filter, limit: 0, ..Query::all(kind, Rights::FULL) };
    app.heads(query).await.unwrap().0.total
}

on_both! {
    async fn all_pages_are_linked_once(engine: Engine) {
        let (_instance, app) = shop(engine).await;
        let actor = actor(None);
        let wish = wish(&actor.rights, "{document_code}_{position}");
        let foretold = app.auto_link(&actor, &AutoLink { dry_run: true, ..wish.clone() }).await.unwrap();
        assert_eq!((counts(&foretold), foretold.linked.examples.len()), ([ASSETS, 0, 0, 0, 0], 100));
        assert_eq!(count(&app, ObjectKind::Link, Filter::everything()).await, 0);

        // Those that are linked leave the list while it is walked.
        let unused = Filter::Not(Box::new(Filter::Is(Condition::LinkedFrom(vec![ObjectKind::Document]))));
        let mut only_unused = wish.clone();
        only_unused.assets.filter = unused.clone();
        let done = app.auto_link(&actor, &only_unused).await.unwrap();
        assert_eq!((counts(&done), sequences(&done)), (counts(&foretold), sequences(&foretold)));
        assert_eq!(count(&app, ObjectKind::Asset, unused).await, 0);

        let again = app.auto_link(&actor, &wish).await.unwrap();
        assert_eq!(counts(&again), [0, ASSETS, 0, 0, 0]);
    }

    /// Without a position links come last, in the order of the list; a dry run knows of those that it foretold before.
    async fn the_last_place_is_foretold_over_pages(engine: Engine) {
        let (_instance, app) = shop(engine).await;
        let actor = actor(None);
        let mut put = PutObject::new(ObjectKind::Document, "7", PutMode::Create);
        put.document_type = Patch::Value("product".into());
        write(&app, vec![object(put)]).await;
        let mut wish = wish(&actor.rights, "P{document_code}_{any}");
        wish.assets.order = vec![Sort { by: SortBy::Code, descending: true }];
        let foretold = app.auto_link(&actor, &AutoLink { dry_run: true, ..wish.clone() }).await.unwrap();
        assert_eq!(counts(&foretold), [58, 0, ASSETS - 58, 0, 0]);
        let places: Vec<_> = foretold.linked.examples.iter().filter_map(|one| one.sequence).collect();
        assert_eq!(places, (1..=58).collect::<Vec<_>>());
        let done = app.auto_link(&actor, &wish).await.unwrap();
        assert_eq!(sequences(&done), sequences(&foretold));
        assert_eq!(sequences(&done)[57], ("a00007", Some(58)));
    }

    /// What doesn't exist for whoever asks is neither linked nor told.
    async fn what_is_hidden_stays_so(engine: Engine) {
        let (_instance, app) = shop(engine).await;
        let mut put = PutObject::new(ObjectKind::Asset, "a00000", PutMode::Update);
        put.classification = Patch::Value("shots".into());
        write(&app, vec![node("shots", "root_DAM"), object(put)]).await;
        let nodes = |codes: &[&str]| Some(codes.iter().map(|code| (*code).to_owned()).collect::<BTreeSet<_>>());
        let sees = |codes: &[&str]| actor(Some(Scope { nodes: nodes(codes), ..Scope::default() }));
        let told = async |actor: &Actor| {
            counts(&app.auto_link(actor, &wish(&actor.rights, "{document_code}_{position}")).await.unwrap())
        };
        assert_eq!(told(&sees(&["odd"])).await, [0; 5], "no asset is seen");
        assert_eq!(told(&sees(&["odd", "shots"])).await, [0, 0, 1, 0, 0], "P0 isn't seen");
        assert_eq!(told(&sees(&["even", "shots"])).await, [1, 0, 0, 0, 0]);
        let read = Actor::program("reader", Rights::READ, Origin::V5);
        assert!(app.auto_link(&read, &wish(&read.rights, "{document_code}_{position}")).await.is_err());
        assert_eq!(count(&app, ObjectKind::Link, Filter::everything()).await, 1);
    }
}
