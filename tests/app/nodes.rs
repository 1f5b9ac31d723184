//! Two nodes on one PostgreSQL: what one has committed the other answers with, at once.

use app::{Mode, Options};
use model::command::{Action, Command, DefinitionFields, LocaleFields, Patch, PutDefinition, PutMode};
use model::permission::{Actor, Origin, Rights};
use model::schema::DefinitionKind;

use crate::support::app::Instance;
use crate::support::db::Engine;

fn locale(code: &str) -> Command {
    let fields = LocaleFields { is_data: Patch::Value(true), ..LocaleFields::default() };
    let fields = DefinitionFields::Locale(fields);
    let put = PutDefinition { code: code.into(), mode: PutMode::Create, body_code: None, fields };
    Command { action: Action::PutDefinition(put), expect: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_definition_made_on_one_node_holds_on_the_other() {
    let instance = Instance::fresh(Engine::Postgres).await;
    let (one, other) = (instance.node().await, instance.node().await);
    let actor = Actor { name: "a".into(), account: None, rights: Rights::FULL, origin: Origin::V5 };
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
