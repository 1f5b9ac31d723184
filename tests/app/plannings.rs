//! Plannings: each run is started once, whoever is up when it is due.

use std::sync::Arc;

use app::{App, Mode, Options};
use model::command::{
    Action, Command, DefinitionFields, ExportProfileFields, LayoutFields, Patch, PlanningFields, PutDefinition,
    PutKeyValue, PutMode,
};
use model::job::{Job, JobKind, JobQuery};
use model::key_value::VERSION;
use model::permission::{Actor, Origin, Rights};
use model::problem::Kind;
use model::query::Start;
use model::schema::{DefinitionKind, Run};
use serde_json::{Value, json};
use store::Urgency;
use store::conn::Conn;

use crate::support::app::{Instance, active_user, write_user};
use crate::support::db::{Engine, on_both};

const HOUR: i64 = 3_600;

async fn put(app: &App, code: &str, fields: DefinitionFields) {
    let put = PutDefinition { code: code.into(), mode: PutMode::Upsert, body_code: None, fields };
    let commands = vec![Command { action: Action::PutDefinition(put), expect: None }];
    let actor = Actor::program("planner", Rights::FULL, Origin::V5);
    app.write(&actor, commands, Options::of(Mode::AllOrNothing)).await.unwrap().remove(0).unwrap();
}

fn every_hour() -> PlanningFields {
    PlanningFields {
        name: Patch::Value("Hourly".into()),
        profile: Patch::Value("all".into()),
        cron: Patch::Value("0 * * * *".into()),
        ..PlanningFields::default()
    }
}

/// A node with an export that is due every hour.
async fn planned(instance: &Instance) -> Arc<App> {
    let app = instance.node().await;
    let (name, model) = (Patch::Value("All".into()), Patch::Value("asset".into()));
    let layout = LayoutFields { name, model, ..LayoutFields::default() };
    let profile = ExportProfileFields { layout, ..ExportProfileFields::default() };
    put(&app, "all", DefinitionFields::ExportProfile(Box::new(profile))).await;
    put(&app, "hourly", DefinitionFields::ExportPlanning(every_hour())).await;
    app
}

async fn jobs(app: &App) -> Vec<Job> {
    let query = JobQuery {
        kinds: vec![JobKind::Export.name().into()],
        targets: Vec::new(),
        statuses: Vec::new(),
        created: Vec::new(),
        ended: Vec::new(),
        order: Vec::new(),
        start: Start::Page(1),
        limit: 100,
        rights: Rights::READ,
    };
    app.jobs(query).await.unwrap().jobs
}

async fn last_run(app: &App) -> Option<Run> {
    let schema = app.with_runs(&app.schema().await.unwrap()).await.unwrap();
    let id = schema.definition(DefinitionKind::ExportPlanning, "hourly").unwrap().id;
    schema.run(id)
}

/// As whom the job that isn't over is done.
async fn doer(app: &App) -> Value {
    let all = jobs(app).await;
    let id = all.iter().find(|job| job.ended_at.is_none()).expect("an open job").id;
    let payload = async move |conn: &mut Conn<'_>| store::jobs::payload(conn, id).await;
    let payload: Value = serde_json::from_str(&app.store().read(payload).await.unwrap().unwrap()).unwrap();
    let doer = &payload["doer"];
    assert_eq!((&doer["name"], &doer["origin"]), (&json!("planner"), &json!("system")), "{payload}");
    json!({"admin": doer["admin"], "roles": doer["roles"]})
}

/// Ends all jobs, as their nodes would.
async fn end(app: &App) {
    let end = async |conn: &mut Conn<'_>| conn.execute("UPDATE jobs SET state = 'done', ended_at = 1", &[]).await;
    app.store().write(Urgency::Interactive, end).await.unwrap();
}

on_both! {
    async fn a_run_is_a_job(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = planned(&instance).await;
        let due = app.start_due().await.unwrap().unwrap();
        assert!(due > app.now() && due <= app.now() + HOUR * 1_000_000, "{due}");
        assert_eq!((jobs(&app).await.len(), last_run(&app).await), (0, None));
        instance.pass((due - app.now()) / 1_000_000 + 1);
        assert!(app.start_due().await.unwrap().is_none(), "it is being done");
        let all = jobs(&app).await;
        let [job] = &all[..] else { panic!("one job: {all:?}") };
        assert_eq!((job.profile.as_deref(), job.created_by.as_str()), (Some("all"), "planner"));
        assert_eq!(last_run(&app).await, Some(Run { at: app.now(), job: job.id, is_open: true }));
        end(&app).await;
        assert_eq!(app.start_due().await.unwrap(), Some(due + HOUR * 1_000_000));
        assert_eq!(jobs(&app).await.len(), 1, "not twice");
    }

    /// Whoever may write the profile, or the file, manages no users by it, and acts in no role that the planner hasn't.
    async fn a_run_may_do_what_its_planner_may(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = planned(&instance).await;
        instance.pass(HOUR);
        app.start_due().await.unwrap();
        assert_eq!(doer(&app).await, json!({"admin": false, "roles": null}), "a program acts in any role");
        end(&app).await;
        write_user(&app, active_user("planner", "correct horse battery")).await.unwrap();
        instance.pass(HOUR);
        app.start_due().await.unwrap();
        assert_eq!(doer(&app).await, json!({"admin": false, "roles": []}));
    }

    async fn a_run_leaves_what_is_protected(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let put = PutKeyValue {
            code: VERSION.into(),
            mode: PutMode::Upsert,
            body_code: None,
            value: Patch::Value("0".into()),
            protected: Patch::Absent,
            public: Patch::Absent,
        };
        let commands = vec![Command { action: Action::PutKeyValue(put), expect: None }];
        let planner = Actor { admin: false, ..Actor::program("planner", Rights::FULL, Origin::System) };
        let outcome = app.write(&planner, commands, Options::of(Mode::EachAlone)).await.unwrap().remove(0);
        assert_eq!(outcome.unwrap_err().kind, Kind::Forbidden);
    }

    async fn what_was_missed_is_done_once(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = planned(&instance).await;
        instance.pass(30 * HOUR);
        app.start_due().await.unwrap();
        end(&app).await;
        for _ in 0..3 {
            app.start_due().await.unwrap();
        }
        assert_eq!(jobs(&app).await.len(), 1);
        instance.pass(HOUR);
        app.start_due().await.unwrap();
        assert_eq!(jobs(&app).await.len(), 2, "then the next one");
    }

    async fn a_long_one_is_not_started_again(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = planned(&instance).await;
        for _ in 0..5 {
            instance.pass(HOUR);
            app.start_due().await.unwrap();
        }
        assert_eq!(jobs(&app).await.len(), 1);
        end(&app).await;
        app.start_due().await.unwrap();
        assert_eq!(jobs(&app).await.len(), 2, "made up for once");
    }

    async fn an_inactive_one_rests(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = planned(&instance).await;
        let off = PlanningFields { active: Patch::Value(false), ..PlanningFields::default() };
        put(&app, "hourly", DefinitionFields::ExportPlanning(off)).await;
        instance.pass(3 * HOUR);
        assert_eq!(app.start_due().await.unwrap(), None);
        let on = PlanningFields { active: Patch::Value(true), ..PlanningFields::default() };
        put(&app, "hourly", DefinitionFields::ExportPlanning(on)).await;
        assert!(app.start_due().await.unwrap().is_some(), "what fell due meanwhile isn't made up for");
        assert_eq!(jobs(&app).await.len(), 0);
        instance.pass(HOUR);
        app.start_due().await.unwrap();
        assert_eq!(jobs(&app).await.len(), 1);
    }
}

/// Several nodes at once: one starts it.
#[tokio::test(flavor = "multi_thread")]
async fn of_several_nodes_one_starts_it() {
    let instance = Instance::fresh(Engine::Postgres).await;
    let one = planned(&instance).await;
    let (two, three) = (instance.node().await, instance.node().await);
    for round in 1..=5 {
        instance.pass(HOUR);
        let starts = [&one, &two, &three].map(|app| {
            let app = Arc::clone(app);
            tokio::spawn(async move { app.start_due().await.unwrap() })
        });
        for start in starts {
            start.await.unwrap();
        }
        assert_eq!(jobs(&one).await.len(), round);
        end(&one).await;
    }
}
