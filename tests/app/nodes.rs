//! Two nodes on one PostgreSQL: what one has committed the other answers with, at once.

use app::{Mode, Options};
use model::command::{Action, AttributeFields, Command, DefinitionFields, LocaleFields, Patch, PutDefinition, PutMode};
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights};
use model::query::{AttributeName, Condition, Filter, Query, Test};
use model::schema::DefinitionKind;

use crate::support::app::Instance;
use crate::support::db::Engine;

fn locale(code: &str) -> Command {
    let fields = LocaleFields { is_data: Patch::Value(true), ..LocaleFields::default() };
    make(code, DefinitionFields::Locale(fields))
}

fn attribute(code: &str) -> Command {
    let text = |text: &str| Patch::Value(text.to_owned());
    let fields = AttributeFields { object_type: text("classification"), kind: text("text"), ..Default::default() };
    make(code, DefinitionFields::Attribute(Box::new(fields)))
}

fn make(code: &str, fields: DefinitionFields) -> Command {
    let put = PutDefinition { code: code.into(), mode: PutMode::Create, body_code: None, fields };
    Command { action: Action::PutDefinition(put), expect: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_definition_made_on_one_node_holds_on_the_other() {
    let instance = Instance::fresh(Engine::Postgres).await;
    let (one, other) = (instance.node().await, instance.node().await);
    let actor = Actor::program("a", Rights::FULL, Origin::V5);
    for (round, code) in ["fr_FR", "de_DE", "es_ES", "it_IT"].into_iter().enumerate() {
        let (writer, reader) = if round % 2 == 0 { (&one, &other) } else { (&other, &one) };
        let outcomes = writer.write(&actor, vec![locale(code)], Options::of(Mode::EachAlone)).await.unwrap();
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        let schema = reader.schema().await.unwrap();
        assert!(schema.definition(DefinitionKind::Locale, code).is_some(), "{code}");
    }
    let (ours, theirs) = (one.schema().await.unwrap(), other.schema().await.unwrap());
    assert_eq!((ours.rules, ours.labels), (theirs.rules, theirs.labels));
    assert_eq!(ours.all(DefinitionKind::Locale).count(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attribute_made_on_one_node_can_be_asked_for_on_the_other() {
    let instance = Instance::fresh(Engine::Postgres).await;
    let (one, other) = (instance.node().await, instance.node().await);
    let actor = Actor::program("a", Rights::FULL, Origin::V5);
    let outcomes = one.write(&actor, vec![attribute("colour")], Options::of(Mode::EachAlone)).await.unwrap();
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let of = AttributeName { code: "colour".into(), part: None };
    let filter = Filter::Not(Box::new(Filter::Is(Condition::Attribute { of, test: Test::Exists })));
    let query = Query { filter, ..Query::all(ObjectKind::Classification, Rights::READ) };
    let (heads, _) = other.heads(query).await.unwrap();
    assert_eq!(heads.total, 2, "both roots");
}
