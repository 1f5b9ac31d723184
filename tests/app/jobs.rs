//! Jobs: each is done once, whoever dies on the way.

use std::sync::Arc;

use app::{App, Mode, Options};
use model::changes::Outcome;
use model::command::{
    Action, AttributeFields, Command, DefinitionFields, DocumentTypeFields, OnUse, Patch, PutDefinition, PutMode,
    PutObject, ValueInput,
};
use model::input::Input;
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights};
use model::schema::DefinitionKind;
use store::conn::Conn;
use store::jobs::{self, LEASE};
use store::progress::Progress;
use store::{Store, Urgency, check};
use tokio::sync::watch;

use crate::support::app::Instance;
use crate::support::db::{Engine, on_both};

/// More than one commit touches.
const MANY: usize = 1_500;

fn actor() -> Actor {
    Actor::program("loader", Rights::FULL, Origin::V5)
}

fn define(code: &str, mode: PutMode, fields: DefinitionFields) -> Command {
    let put = PutDefinition { code: code.into(), mode, body_code: None, fields };
    Command { action: Action::PutDefinition(put), expect: None }
}

fn product(n: usize) -> Command {
    let mut put = PutObject::new(ObjectKind::Document, format!("p{n:04}"), PutMode::Upsert);
    put.document_type = Patch::Value("product".into());
    put.values = vec![("sku".into(), ValueInput::Whole(Input::Text(format!("sku{n}"))))];
    Command { action: Action::PutObject(put), expect: None }
}

async fn write(app: &App, commands: Vec<Command>) -> Vec<Outcome> {
    app.write(&actor(), commands, Options::of(Mode::EachAlone)).await.unwrap()
}

/// Many products, each with a number of its own.
async fn furnish(app: &App) {
    let name = Patch::Value([("en_GB".to_owned(), "Product".to_owned())].into());
    let fields = DocumentTypeFields { name, ..DocumentTypeFields::default() };
    let sku = AttributeFields {
        object_type: Patch::Value("document".into()),
        document_type: Patch::Value("product".into()),
        kind: Patch::Value("text".into()),
        ..AttributeFields::default()
    };
    let mut commands = vec![
        define("product", PutMode::Create, DefinitionFields::DocumentType(fields)),
        define("sku", PutMode::Create, DefinitionFields::Attribute(Box::new(sku))),
    ];
    commands.extend((0..MANY).map(product));
    assert!(write(app, commands).await.iter().all(Result::is_ok));
}

fn delete_sku() -> Command {
    let action =
        Action::DeleteDefinition { kind: DefinitionKind::Attribute, code: "sku".into(), on_use: OnUse::Refuse };
    Command { action, expect: None }
}

/// How many jobs are open, how many lines of history products have, and what a check finds.
async fn look(store: &Store) -> (usize, i64, Vec<String>) {
    let look = async |conn: &mut Conn<'_>| {
        let open = jobs::open(conn, jobs::RESHAPE).await?.len();
        let lines = conn.query("SELECT count(*) FROM changes WHERE kind = 'document'", &[]).await?;
        Ok((open, lines[0].int(0)?, check::check(conn, &Progress::untold()).await?))
    };
    store.snapshot(look).await.unwrap()
}

fn at_work() -> (watch::Sender<bool>, watch::Receiver<bool>) {
    watch::channel(false)
}

on_both! {
    /// Who dies with a job loses it to the next one, once the lease has ended.
    async fn a_lost_lease_is_taken_up(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let (_stop, stopped) = at_work();
        furnish(&app).await;
        write(&app, vec![delete_sku()]).await.remove(0).unwrap();
        let claim = async |conn: &mut Conn<'_>| jobs::claim(conn, "a node that dies").await;
        let taken = app.store().write(Urgency::Interactive, claim).await.unwrap().unwrap();
        assert_eq!((taken.kind.as_str(), taken.attempts), (jobs::RESHAPE, 1));

        app.work(&stopped).await.unwrap();
        let (open, lines, findings) = look(app.store()).await;
        assert_eq!((open, lines, findings), (1, 1_500, Vec::new()), "it waits");
        instance.pass(LEASE / 1_000_000 + 1);
        assert_eq!(app.work(&stopped).await.unwrap(), None);
        assert_eq!(look(app.store()).await, (0, 3_000, Vec::new()), "each product was changed once");
    }
}

on_both! {
    /// Asked to stop, it goes no further; whoever takes it up goes on.
    async fn a_stopped_one_goes_on_later(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        furnish(&app).await;
        write(&app, vec![delete_sku()]).await.remove(0).unwrap();
        let (stop, stopped) = at_work();
        stop.send_replace(true);
        assert!(app.work(&stopped).await.unwrap().is_some());
        assert_eq!(look(app.store()).await, (1, 1_500, Vec::new()));
        stop.send_replace(false);
        assert_eq!(app.work(&stopped).await.unwrap(), None);
        assert_eq!(look(app.store()).await, (0, 3_000, Vec::new()));
    }
}

on_both! {
    /// What fails is tried again, at ever longer intervals.
    async fn a_failed_one_is_tried_again(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let add = async |conn: &mut Conn<'_>| {
            let sql = "INSERT INTO jobs (id, kind, state, due_at, lease, attempts, done, total, created_at, created_by,
                           payload, checkpoint) VALUES (1, 'nobody knows', 'open', 0, '', 0, 0, 0, 0, '', '', '')";
            conn.execute(sql, &[]).await
        };
        app.store().write(Urgency::Interactive, add).await.unwrap();
        let (_stop, stopped) = at_work();
        let mut next = 0;
        for pause in [1, 2, 4, 8] {
            let due = app.work(&stopped).await.unwrap().unwrap();
            assert!(due > next, "the next try comes later");
            next = due;
            instance.pass(pause - 1);
            assert_eq!(app.work(&stopped).await.unwrap(), Some(due), "not before {pause} s");
            instance.pass(1);
        }
    }
}

/// Two nodes at work: the job is done by one of them.
#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_do_it_once() {
    let instance = Instance::fresh(Engine::Postgres).await;
    let (one, other) = (instance.node().await, instance.node().await);
    furnish(&one).await;
    write(&one, vec![delete_sku()]).await.remove(0).unwrap();
    let (_stop, stopped) = at_work();
    let run = |app: Arc<App>| {
        let stopped = stopped.clone();
        async move { app.work(&stopped).await.unwrap() }
    };
    tokio::join!(run(Arc::clone(&one)), run(Arc::clone(&other)));
    assert_eq!(look(one.store()).await, (0, 3_000, Vec::new()), "each product was changed once");
    let schema = other.schema().await.unwrap();
    assert!(schema.attribute("sku").is_none() && schema.reshapes().next().is_none());
}
