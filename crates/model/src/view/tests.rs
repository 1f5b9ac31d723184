use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::command::{Expect, Patch};
use crate::input::Input;
use crate::permission::{Origin, Roles, Scope};
use crate::problem::Kind;
use crate::query::Start;
use crate::schema::Schema;

fn user(account: i64, roles: &[&str]) -> Actor {
    let roles = Roles::Only(roles.iter().map(|&role| role.to_owned()).collect());
    Actor { account: Some(account), admin: false, roles, ..Actor::program("ann", Rights::FULL, Origin::Ui) }
}

fn admin() -> Actor {
    Actor { account: Some(9), ..Actor::program("root", Rights::FULL, Origin::Ui) }
}

fn wish(name: &str) -> PutView {
    PutView { name: Patch::Value(name.into()), kind: Patch::Value(Some(ObjectKind::Document)), ..PutView::default() }
}

fn made(wish: &PutView) -> View {
    wish.make("v".into(), &Schema::default(), &user(1, &[])).unwrap()
}

fn shared(roles: &[&str]) -> View {
    let mut view = made(&PutView { is_shared: Patch::Value(true), ..wish("All") });
    view.head.roles = roles.iter().map(|&role| role.to_owned()).collect();
    view
}

#[test]
fn one_sees_ones_own_and_what_is_shared_with_one() {
    let own = made(&wish("Mine"));
    for (view, reader, is_seen) in [
        (&own, user(1, &[]), true),
        (&own, user(2, &["editor"]), false),
        (&own, admin(), false),
        (&shared(&[]), user(2, &[]), true),
        (&shared(&["editor"]), user(2, &["editor"]), true),
        (&shared(&["editor"]), user(2, &["viewer"]), false),
        (&shared(&["editor"]), user(1, &[]), true),
        (&shared(&["editor"]), admin(), true),
    ] {
        assert_eq!(view.head.is_seen_by(&reader), is_seen, "{view:?} {reader:?}");
    }
}

#[test]
fn owners_and_administrators_change() {
    let kind = |view: &View, actor: Actor| view.head.check_change(&actor).err().map(|problem| problem.kind);
    assert_eq!(kind(&shared(&[]), user(1, &[])), None);
    assert_eq!(kind(&shared(&[]), admin()), None);
    assert_eq!(kind(&shared(&[]), user(2, &[])), Some(Kind::Forbidden));
    assert_eq!(kind(&made(&wish("Mine")), user(2, &[])), Some(Kind::NotFound));
    assert_eq!(kind(&shared(&[]), Actor { rights: Rights::READ, ..admin() }), Some(Kind::Forbidden));
}

#[test]
fn a_view_that_names_what_is_hidden_is_hidden() {
    let filter = r#"{"or":[{"exists":{"attributes.cost":true}},{"document.attributes.margin.fr_FR":"1"}]}"#;
    let column = ViewColumn { key: "attributes.name.en_GB".into(), width: None, is_frozen: false };
    let view = made(&PutView {
        filter: Patch::Value(Input::parse(filter).unwrap()),
        columns: Patch::Value(vec![column]),
        ..wish("Costs")
    });
    assert_eq!(view.head.attributes, ["cost", "margin", "name"].map(str::to_owned).into());
    let hiding = |code: &str| {
        let hidden_attributes = BTreeSet::from([code.to_owned()]);
        let scope = Scope { hidden_attributes, ..Scope::default() };
        Actor { rights: Rights { scope: Some(Arc::new(scope)), ..Rights::FULL }, ..user(1, &[]) }
    };
    assert!(view.head.is_seen_by(&hiding("price")));
    for code in ["cost", "margin", "name"] {
        assert!(!view.head.is_seen_by(&hiding(code)), "{code}");
    }
}

#[test]
fn what_is_not_mentioned_stays() {
    let before = made(&PutView { search: Patch::Value("lamp".into()), ..wish("Lamps") });
    let change = |wish: &PutView| wish.change(&before, &Schema::default(), &user(1, &[]), None).unwrap();
    let renamed = change(&PutView { name: Patch::Value("Lights".into()), ..PutView::default() });
    assert_eq!((renamed.body.name.as_str(), renamed.body.search.as_deref(), renamed.rev), ("Lights", Some("lamp"), 2));
    assert_eq!(change(&PutView { search: Patch::Null, ..PutView::default() }).body.search, None);
    assert_eq!(change(&wish("Lamps")), before, "what changes nothing has no revision");
    let stale = PutView::default().change(&before, &Schema::default(), &user(1, &[]), Some(&Expect::OneOf(vec![7])));
    assert_eq!(stale.unwrap_err().kind, Kind::Stale);
}

#[test]
fn all_that_is_wrong_is_told() {
    let order = ViewOrder { by: String::new(), descending: false };
    let wrong = PutView {
        kind: Patch::Value(None),
        document_type: Patch::Value("none".into()),
        roles: Patch::Value(vec!["none".into()]),
        locale: Patch::Value("xx_XX".into()),
        search: Patch::Value("x".repeat(301)),
        settings: Patch::Value(Input::Text("x".repeat(16 << 10))),
        order: Patch::Value(vec![order]),
        columns: Patch::Value(vec![ViewColumn { key: "id".into(), width: Some(0), is_frozen: false }]),
        ..PutView::default()
    };
    let problem = wrong.make("v".into(), &Schema::default(), &user(1, &[])).unwrap_err();
    let mut paths: Vec<_> = problem.violations.iter().map(|violation| violation.field.path().into_owned()).collect();
    paths.sort();
    let expected = [
        "columns[0].width",
        "documentType.id",
        "locale",
        "name",
        "order[0].by",
        "resource",
        "roles",
        "search",
        "settings",
    ];
    assert_eq!(paths, expected);
    let token = Actor::program("token", Rights::FULL, Origin::V5);
    assert_eq!(wish("Mine").make("v".into(), &Schema::default(), &token).unwrap_err().kind, Kind::Forbidden);
}

#[test]
fn pages_follow_sequence_and_id() {
    let head = |code: &str, sequence| {
        let view = made(&PutView { sequence: Patch::Value(sequence), ..wish("x") });
        ViewHead { code: code.into(), ..view.head }
    };
    let all = || vec![head("b", 1), head("a", 1), head("c", -1)];
    let page = |start| {
        let query = ViewQuery { kinds: Vec::new(), document_types: Vec::new(), start, limit: 2 };
        query.answer(all(), &user(1, &[]))
    };
    let first = page(Start::Page(1));
    assert_eq!((first.codes, first.total, first.next.as_deref()), (vec!["c".to_owned(), "a".into()], 3, Some("1 a")));
    let second = page(Start::After("1 a".into()));
    assert_eq!((second.codes, second.next), (vec!["b".to_owned()], None));
    assert_eq!(page(Start::Page(2)).codes, ["b"]);
}
