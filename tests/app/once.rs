//! Claims on requests that are carried out once.

use std::sync::Arc;

use app::{App, Claim, Mode, Note, Options, Standing};
use model::command::{Action, Command, Patch, PutKeyValue, PutMode};
use model::permission::{Actor, Origin, Rights};

use crate::support::app::Instance;
use crate::support::db::on_both;

fn actor() -> Actor {
    Actor::program("loader", Rights::FULL, Origin::V5)
}

async fn ask(app: &App, key: &str, request: &str) -> (Arc<Claim>, Standing) {
    app.claim(&actor(), key, request.into()).await.unwrap()
}

async fn write(app: &App, claim: &Arc<Claim>, code: &str) -> Result<(), app::Failure> {
    let put = PutKeyValue {
        code: code.into(),
        mode: PutMode::Create,
        body_code: None,
        value: Patch::Value("v".into()),
        protected: Patch::Absent,
        public: Patch::Absent,
    };
    let command = Command { action: Action::PutKeyValue(put), expect: None };
    let note = Note::new(claim, |outcomes| format!("{} written", outcomes.iter().flatten().count()));
    let outcomes = app.write_once(&actor(), vec![command], Options::of(Mode::AllOrNothing), Some(note)).await?;
    outcomes.into_iter().try_for_each(|outcome| Ok(outcome.map(drop)?))
}

on_both! {
    async fn one_is_at_it(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let (first, standing) = ask(&app, "k", "a").await;
        assert_eq!(standing, Standing::Claimed);
        assert_eq!(ask(&app, "k", "a").await.1, Standing::Running);
        assert_eq!(ask(&app, "k", "b").await.1, Standing::Other);
        assert_eq!(ask(&app, "l", "b").await.1, Standing::Claimed);
        let other = Actor { account: Some(7), ..actor() };
        assert_eq!(app.claim(&other, "k", "b".into()).await.unwrap().1, Standing::Claimed);

        // Who says nothing for long is taken for dead, and can't write any more.
        instance.pass(11);
        let (second, standing) = ask(&app, "k", "a").await;
        assert_eq!(standing, Standing::Claimed);
        assert!(write(&app, &first, "x").await.is_err());
        write(&app, &second, "x").await.unwrap();
        assert_eq!(ask(&app, "k", "a").await.1, Standing::Running);

        // Dead before it was answered: what was written is known.
        instance.pass(11);
        let (third, standing) = ask(&app, "k", "a").await;
        assert_eq!(standing, Standing::Written("1 written".into()));
        assert!(app.keep_answer(&second, "lost".into()).await.is_err());
        app.give_up(&third).await.unwrap();
        let (fourth, standing) = ask(&app, "k", "a").await;
        assert_eq!(standing, Standing::Written("1 written".into()));
        app.keep_answer(&fourth, "answer".into()).await.unwrap();
        assert_eq!(ask(&app, "k", "a").await.1, Standing::Answered("answer".into()));
    }

    /// What is given up without a write never was.
    async fn given_up(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let (first, _) = ask(&app, "k", "a").await;
        app.give_up(&first).await.unwrap();
        assert_eq!(ask(&app, "k", "b").await.1, Standing::Claimed);
    }

    async fn remembered_for_a_day(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        for n in 0..600 {
            ask(&app, &format!("old{n}"), "a").await;
        }
        instance.pass(24 * 3_600 - 1);
        assert_eq!(ask(&app, "old0", "b").await.1, Standing::Other);
        ask(&app, "new", "a").await;
        assert_eq!(app.forget_requests().await.unwrap(), 0);
        instance.pass(1);
        // Known no longer, whether it is purged by then or not.
        assert_eq!(ask(&app, "old0", "b").await.1, Standing::Claimed);
        assert_eq!(app.forget_requests().await.unwrap(), 599);
        assert_eq!(ask(&app, "new", "b").await.1, Standing::Other);
        assert_eq!(ask(&app, "old0", "b").await.1, Standing::Running);
    }
}
