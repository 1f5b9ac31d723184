//! Jobs: each is done once, whoever dies on the way.

use std::sync::Arc;

use app::{App, Lane, Mode, NewJob, Options};
use model::changes::Outcome;
use model::command::{
    Action, AttributeFields, Command, DefinitionFields, DocumentTypeFields, OnUse, Patch, PutDefinition, PutMode,
    PutObject, ValueInput,
};
use model::input::Input;
use model::job::{JobKind, JobStatus, Pace, URGENT, USUAL};
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights};
use model::reshape;
use model::schema::DefinitionKind;
use store::conn::Conn;
use store::jobs::{self, Checkpoint, End, LEASE, Lease};
use store::progress::Progress;
use store::report::Report;
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
        let open = jobs::open(conn, JobKind::Reshape).await?.len();
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
        let claim = async |conn: &mut Conn<'_>| jobs::claim(conn, "a node that dies", USUAL).await;
        let taken = app.store().write(Urgency::Interactive, claim).await.unwrap().unwrap();
        assert_eq!((taken.kind.as_str(), taken.attempts), (JobKind::Reshape.name(), 1));

        app.work(Lane::Any, &stopped).await.unwrap();
        let (open, lines, findings) = look(app.store()).await;
        assert_eq!((open, lines, findings), (1, 1_500, Vec::new()), "it waits");
        instance.pass(LEASE / 1_000_000 + 1);
        assert_eq!(app.work(Lane::Any, &stopped).await.unwrap(), None);
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
        assert!(app.work(Lane::Any, &stopped).await.unwrap().is_some());
        assert_eq!(look(app.store()).await, (1, 1_500, Vec::new()));
        stop.send_replace(false);
        assert_eq!(app.work(Lane::Any, &stopped).await.unwrap(), None);
        assert_eq!(look(app.store()).await, (0, 3_000, Vec::new()));
    }
}

on_both! {
    /// What fails is tried again, at ever longer intervals, and given up in the end.
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
        for pause in [1, 2, 4, 8, 16, 32, 64, 128, 256] {
            let due = app.work(Lane::Any, &stopped).await.unwrap().unwrap();
            assert!(due > next, "the next try comes later");
            next = due;
            instance.pass(pause - 1);
            assert_eq!(app.work(Lane::Any, &stopped).await.unwrap(), Some(due), "not before {pause} s");
            instance.pass(1);
        }
        assert_eq!(app.job(&Rights::READ, 1).await.unwrap().status, JobStatus::Pending);
        assert_eq!(app.work(Lane::Any, &stopped).await.unwrap(), None);
        let job = app.job(&Rights::READ, 1).await.unwrap();
        assert_eq!(job.status, JobStatus::Failed);
        assert!(job.trouble.is_some_and(|trouble| trouble.contains("nobody knows")));
        let notes = app.job_notes(&Rights::READ, 1).await.unwrap();
        assert_eq!(notes.iter().filter(|note| note.text.starts_with("failed, to be tried again")).count(), 9);
        assert!(notes.last().unwrap().text.starts_with("given up: "), "{notes:?}");
    }
}

on_both! {
    /// A fault of the server is told to its log alone.
    async fn a_fault_is_told_in_plain_words(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let (_stop, stopped) = at_work();
        let job = NewJob::new(JobKind::Import, "lamps.csv".into(), "nonsense".into(), "erp".into());
        let id = app.add_job(job).await.unwrap();
        assert!(app.work(Lane::Any, &stopped).await.unwrap().is_some(), "it is tried again");
        let plain = format!("Something failed on the server; its log says what, under job {id}.");
        assert_eq!(app.job(&Rights::READ, id).await.unwrap().trouble, Some(plain.clone()));
        let notes = app.job_notes(&Rights::READ, id).await.unwrap();
        assert_eq!(notes.last().unwrap().text, format!("failed, to be tried again after 1 s: {plain}"));
    }
}

on_both! {
    /// What ends its server each time it is begun is given up too.
    async fn one_that_nobody_survives_is_given_up(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let id = app.add_job(new_job(JobKind::Export)).await.unwrap();
        let lost = async |conn: &mut Conn<'_>| conn.execute("UPDATE jobs SET attempts = 10", &[]).await;
        app.store().write(Urgency::Interactive, lost).await.unwrap();
        let (_stop, stopped) = at_work();
        assert_eq!(app.work(Lane::Any, &stopped).await.unwrap(), None);
        let job = app.job(&Rights::READ, id).await.unwrap();
        assert_eq!(job.status, JobStatus::Failed);
        assert!(job.trouble.as_ref().is_some_and(|trouble| trouble.contains("its server ended")), "{job:?}");
    }

    /// A try counts unless the job came further with it, or its server was stopped.
    async fn tries_that_come_no_further_are_counted(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let id = app.add_job(new_job(JobKind::Export)).await.unwrap();
        let lease = Lease { job: id, word: "another node".into() };
        let mut attempts = Vec::new();
        // What begins anew each time shows how far it is, too.
        for state in ["", "", "at 1", "at 1", "at 2"] {
            claim(&app).await.unwrap();
            let step = Checkpoint {
                lease: lease.clone(),
                state: state.into(),
                progress: reshape::Progress { done: 1, total: 2 },
                result: None,
                note: None,
                report: Report::default(),
                ended: false,
            };
            let keep = async move |conn: &mut Conn<'_>| {
                jobs::keep(conn, &step).await?;
                jobs::attempts(conn, &step.lease).await
            };
            attempts.push(app.store().write(Urgency::Bulk, keep).await.unwrap());
            let_go(&app, id, Some(0)).await;
        }
        assert_eq!(attempts, [1, 2, 0, 1, 0]);
        for _ in 0..3 {
            claim(&app).await.unwrap();
            let ours = lease.clone();
            let put_back = async move |conn: &mut Conn<'_>| {
                let attempts = jobs::attempts(conn, &ours).await?;
                jobs::give_back(conn, &ours, 0, None).await?;
                Ok(attempts)
            };
            assert_eq!(app.store().write(Urgency::Interactive, put_back).await.unwrap(), 1);
        }
    }
}

fn new_job(kind: JobKind) -> NewJob {
    NewJob::new(kind, "lamps.csv".into(), String::new(), "erp".into())
}

/// Takes a job, as another node does.
async fn claim(app: &App) -> Option<i64> {
    let claim = async |conn: &mut Conn<'_>| jobs::claim(conn, "another node", USUAL).await;
    app.store().write(Urgency::Interactive, claim).await.unwrap().map(|job| job.id)
}

/// That node ends it, or puts it off.
async fn let_go(app: &App, job: i64, pause: Option<i64>) {
    let lease = Lease { job, word: "another node".into() };
    let let_go = async move |conn: &mut Conn<'_>| match pause {
        Some(pause) => jobs::give_back(conn, &lease, pause, Some("no luck")).await,
        None => jobs::end(conn, &lease, &End::Done).await,
    };
    app.store().write(Urgency::Interactive, let_go).await.unwrap();
}

on_both! {
    /// Imports come one after the other, whatever else is done beside them, and what others wait for comes first.
    async fn a_queue_keeps_its_order(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let mut ids = Vec::new();
        for kind in [JobKind::Import, JobKind::Import, JobKind::Export] {
            ids.push(app.add_job(new_job(kind)).await.unwrap());
            instance.pass(1);
        }
        let urgent = NewJob { priority: URGENT, ..new_job(JobKind::Export) };
        ids.push(app.add_job(urgent).await.unwrap());
        assert_eq!(claim(&app).await, Some(ids[3]));
        assert_eq!(claim(&app).await, Some(ids[0]));
        assert_eq!(claim(&app).await, Some(ids[2]));
        assert_eq!(claim(&app).await, None, "the second import waits");
        // Put off, the first one still comes before the second.
        let_go(&app, ids[0], Some(60_000_000)).await;
        assert_eq!(claim(&app).await, None);
        instance.pass(1);
        let next = async |conn: &mut Conn<'_>| jobs::next(conn, USUAL).await;
        let due = app.store().read(next).await.unwrap().unwrap();
        assert!(due > app.now(), "nobody looks for it in vain");
        for job in [ids[2], ids[3]] {
            let_go(&app, job, None).await;
        }
        instance.pass(60);
        assert_eq!(claim(&app).await, Some(ids[0]));
        let_go(&app, ids[0], None).await;
        assert_eq!(claim(&app).await, Some(ids[1]));
        // Whoever had it died: nothing passes it.
        let third = app.add_job(new_job(JobKind::Import)).await.unwrap();
        instance.pass(LEASE / 1_000_000 + 1);
        assert_eq!(claim(&app).await, Some(ids[1]));
        let_go(&app, ids[1], None).await;
        assert_eq!(claim(&app).await, Some(third));
    }

    /// How far it is, and what it made, is told as it was written down.
    async fn progress_is_told(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let id = app.add_job(NewJob { target: Some("asset".into()), ..new_job(JobKind::Export) }).await.unwrap();
        assert_eq!(app.job(&Rights::READ, id).await.unwrap().status, JobStatus::Pending);
        claim(&app).await.unwrap();
        let step = Checkpoint {
            lease: Lease { job: id, word: "another node".into() },
            state: "at 200".into(),
            progress: reshape::Progress { done: 200, total: 1_000 },
            result: Some(r#"{"count":{"total":200}}"#.into()),
            note: Some("a\nsheet".into()),
            report: Report::default(),
            ended: false,
        };
        instance.pass(10);
        let keep = async move |conn: &mut Conn<'_>| {
            jobs::keep(conn, &step).await?;
            jobs::keep(conn, &Checkpoint { result: None, note: None, ..step.clone() }).await
        };
        app.store().write(Urgency::Bulk, keep).await.unwrap();
        let job = app.job(&Rights::READ, id).await.unwrap();
        assert_eq!((job.status, job.target.as_deref()), (JobStatus::Running, Some("asset")));
        assert_eq!(job.pace(app.now()), Some(Pace { rate: 20, seconds_left: Some(40) }));
        assert_eq!(job.result.as_deref(), Some(r#"{"count":{"total":200}}"#), "a step that made nothing takes nothing");
        let notes: Vec<_> = app.job_notes(&Rights::READ, id).await.unwrap().into_iter().map(|note| note.text).collect();
        assert_eq!(notes, ["begun", "a sheet"]);

        // Another word than the lease was given for.
        let stranger = Lease { job: id, word: "a third node".into() };
        let end = async move |conn: &mut Conn<'_>| jobs::end(conn, &stranger, &End::Done).await;
        let refused = app.store().write(Urgency::Interactive, end).await;
        assert!(matches!(refused, Err(store::Error::Lost(lost)) if lost == id), "{refused:?}");
        let_go(&app, id, None).await;
        let job = app.job(&Rights::READ, id).await.unwrap();
        assert_eq!((job.status, job.ended_at), (JobStatus::Finished, Some(app.now())));
    }

    /// What is over is kept for 90 days, and of more than 10,000 the last ones; what isn't over is kept.
    async fn old_ones_are_forgotten(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let count = async || {
            let all = async |conn: &mut Conn<'_>| conn.query("SELECT count(*), min(id) FROM jobs WHERE state = 'done'", &[]).await;
            let rows = app.store().read(all).await.unwrap();
            (rows[0].int(0).unwrap(), rows[0].opt_int(1).unwrap())
        };
        let now = app.now();
        let fill = async move |conn: &mut Conn<'_>| {
            let sql = "INSERT INTO jobs (id, kind, state, due_at, lease, attempts, done, total, created_at, created_by,
                           payload, checkpoint, ended_at)
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10150)
                SELECT 1000000 + i, 'import', 'done', 0, '', 0, 0, 0, 0, '', '', '', CAST($1 AS BIGINT) + i FROM n";
            conn.execute(sql, &[now.into()]).await
        };
        app.store().write(Urgency::Bulk, fill).await.unwrap();
        let open = app.add_job(new_job(JobKind::Export)).await.unwrap();
        assert_eq!(app.forget_jobs().await.unwrap(), 150);
        assert_eq!(count().await, (10_000, Some(1_000_151)));
        instance.pass(90 * 24 * 3_600 - 1);
        assert_eq!(app.forget_jobs().await.unwrap(), 0);
        instance.pass(2);
        assert_eq!(app.forget_jobs().await.unwrap(), 10_000);
        assert_eq!(count().await, (0, None));
        assert_eq!(app.job(&Rights::READ, open).await.unwrap().status, JobStatus::Pending);
    }

    /// One at work is ended by whoever has it, or comes after: what it did stays.
    async fn a_cancelled_one_goes_no_further(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let id = app.add_job(new_job(JobKind::Import)).await.unwrap();
        claim(&app).await.unwrap();
        app.cancel_job(&actor(), id).await.unwrap();
        let renew = async move |conn: &mut Conn<'_>| jobs::renew(conn, &Lease { job: id, word: "another node".into() }).await;
        assert!(app.store().write(Urgency::Interactive, renew).await.unwrap(), "it is told with its next beat");
        instance.pass(LEASE / 1_000_000 + 1);
        let (_stop, stopped) = at_work();
        assert_eq!(app.work(Lane::Any, &stopped).await.unwrap(), None);
        let job = app.job(&Rights::READ, id).await.unwrap();
        assert_eq!((job.status, job.cancelled_by.as_deref()), (JobStatus::Cancelled, Some("loader")));
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
        async move { app.work(Lane::Any, &stopped).await.unwrap() }
    };
    tokio::join!(run(Arc::clone(&one)), run(Arc::clone(&other)));
    assert_eq!(look(one.store()).await, (0, 3_000, Vec::new()), "each product was changed once");
    let schema = other.schema().await.unwrap();
    assert!(schema.attribute("sku").is_none() && schema.reshapes().next().is_none());
}
