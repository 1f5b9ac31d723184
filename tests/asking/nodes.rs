//! Crowds: who was told that his write is done finds it, on every node, and finds no more what he removed.

use std::sync::Arc;

use app::{App, Failure};
use model::command::Patch;
use model::object::ObjectKind::Document;
use model::permission::Rights;
use model::query::{AttributeName, Condition, Filter, Query, Sort, SortBy, Test};
use serde_json::json;
use tokio::task::JoinSet;

use super::ask::ask;
use super::writes::{attribute, delete, delete_attribute, document_type, must_write, object, values};
use crate::support::app::Instance;
use crate::support::db::{Engine, on_both};

const WRITERS: usize = 8;
const ROUNDS: usize = 12;

fn attribute_name(code: &str) -> AttributeName {
    AttributeName { code: code.into(), part: None }
}

fn is(code: &str, test: Test) -> Filter {
    Filter::Is(Condition::Attribute { of: attribute_name(code), test })
}

/// One writer's documents, by what he can ask.
struct Writer {
    nodes: [Arc<App>; 2],
    name: String,
}

impl Writer {
    /// What must be found on both nodes: codes without the writer's name before them.
    async fn finds(&self, query: Query, expected: &[&str]) {
        for (place, node) in self.nodes.iter().enumerate() {
            let heads = ask(node, &query).await.unwrap();
            let found: Vec<_> = heads.heads.iter().map(|head| head.code.as_str()).collect();
            let wanted: Vec<_> = expected.iter().map(|code| format!("{}{code}", self.name)).collect();
            assert_eq!(found, wanted, "on {}: {query:?}", ["his node", "the other"][place]);
            assert_eq!(heads.total, wanted.len() as u64, "{query:?}");
        }
    }

    fn mine(&self, filter: Filter) -> Query {
        let code = Filter::Is(Condition::Code(Test::StartsWith(self.name.clone())));
        Query { filter: Filter::All(vec![code, filter]), ..Query::all(Document, Rights::FULL) }
    }

    fn searched(&self, word: &str) -> Query {
        Query { search: Some(format!("{}{word}", self.name)), ..Query::all(Document, Rights::FULL) }
    }

    fn by_power(&self) -> Query {
        let sort = Sort { by: SortBy::Attribute(attribute_name("power")), descending: true };
        Query { order: vec![sort], ..self.mine(is("power", Test::Exists)) }
    }

    async fn put(&self, code: &str, text: &str, power: usize) {
        let put = object(Document, &format!("{}{code}", self.name), |put| {
            put.document_type = Patch::Value("lamp".into());
            put.values = values(&json!({"text": format!("{}{text}", self.name), "power": power}));
        });
        must_write(&self.nodes[0], vec![put]).await;
    }

    async fn work(self) {
        for round in 0..ROUNDS {
            let (first, second) = (format!("first{round}x"), format!("second{round}x"));
            let text = |word: &str| is("text", Test::Equals(vec![format!("{}{word}", self.name)]));
            self.put("a", &first, 2 * round).await;
            self.finds(self.mine(text(&first)), &["a"]).await;
            self.finds(self.searched(&first), &["a"]).await;

            self.put("b", "same", 2 * round + 1).await;
            self.finds(self.by_power(), &["b", "a"]).await;

            self.put("a", &second, 2 * round + 2).await;
            self.finds(self.mine(text(&first)), &[]).await;
            self.finds(self.searched(&first), &[]).await;
            self.finds(self.searched(&second), &["a"]).await;
            self.finds(self.by_power(), &["a", "b"]).await;

            must_write(&self.nodes[0], vec![delete(Document, &format!("{}b", self.name))]).await;
            self.finds(self.mine(Filter::everything()), &["a"]).await;
            self.finds(self.by_power(), &["a"]).await;
            self.finds(self.searched("same"), &[]).await;
        }
    }
}

on_both! {
    async fn an_acknowledged_write_is_found(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let one = instance.node().await;
        let other = if engine == Engine::Postgres { instance.node().await } else { Arc::clone(&one) };
        must_write(&one, vec![document_type("lamp", None)]).await;
        must_write(&one, vec![
            attribute("text", Document, "lamp", "text", |_| {}),
            attribute("power", Document, "lamp", "integer", |_| {}),
        ]).await;
        let mut writers = JoinSet::new();
        for n in 0..WRITERS {
            let nodes = if n % 2 == 0 { [&one, &other] } else { [&other, &one] };
            writers.spawn(Writer { nodes: nodes.map(Arc::clone), name: format!("writer{n}") }.work());
        }
        while let Some(done) = writers.join_next().await {
            done.unwrap();
        }
    }
}

/// The other node may ask by it at once, whatever it has kept.
#[tokio::test(flavor = "multi_thread")]
async fn a_definition_made_on_one_node_is_known_to_the_other() {
    let instance = Instance::fresh(Engine::Postgres).await;
    let nodes = [instance.node().await, instance.node().await];
    must_write(&nodes[0], vec![document_type("lamp", None)]).await;
    for round in 0..6 {
        let (here, there) = (&nodes[round % 2], &nodes[(round + 1) % 2]);
        let code = format!("a{round}");
        must_write(here, vec![attribute(&code, Document, "lamp", "text", |_| {})]).await;
        let exists = is(&code, Test::Exists);
        let query = Query { filter: Filter::Not(Box::new(exists)), ..Query::all(Document, Rights::FULL) };
        assert_eq!(ask(there, &query).await.unwrap().total, 0, "{code}");
        must_write(here, vec![delete_attribute(&code)]).await;
        let told = ask(there, &query).await;
        assert!(matches!(told, Err(Failure::Problem(_))), "{code} is gone: {told:?}");
    }
}
