//! Sessions of users: one live access token, refresh tokens in a chain, their ends.

use std::sync::Arc;
use std::time::Duration;

use app::App;
use app::accounts::{Limits, Session, SignIn, SignInError};
use model::permission::{Access, Rights};
use model::problem::Kind;

use crate::support::app::{Instance, active_user, with_ada, write_user};
use crate::support::db::{Engine, on_both};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

async fn sign_in(app: &App, remember: bool) -> Session {
    let (username, password) = ("ada".into(), "correct horse".into());
    let address = "192.0.2.1".parse().unwrap();
    app.sign_in(SignIn { username, password, remember, lang: None, address }).await.unwrap()
}

async fn is_live(app: &App, session: &Session) -> bool {
    app.accounts.actor(session.access.as_str()).await.unwrap().is_some()
}

async fn refresh(app: &App, session: &Session) -> Option<Session> {
    app.accounts.refresh(session.refresh.as_ref().unwrap().as_str()).await.unwrap()
}

on_both! {
    async fn a_session_stands_for_its_user(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let session = sign_in(&app, false).await;
        assert_eq!((session.username.as_str(), session.seconds_left), ("ada", Some(3_600)));
        assert!(session.account.is_some_and(|id| id > 0) && session.refresh.is_none());
        assert_eq!(session.access.as_str().len(), 32);
        let actor = app.accounts.actor(session.access.as_str()).await.unwrap().unwrap();
        assert_eq!((actor.name.as_str(), actor.account, actor.rights), ("ada", session.account, Rights::FULL));
        let info = app.accounts.info(session.access.as_str()).await.unwrap().unwrap();
        assert_eq!((info.account, info.username.as_str(), info.lang), (session.account, "ada", session.lang));
        assert_eq!((&info.access, info.seconds_left), (&session.access, Some(3_600)));
    }

    async fn it_ends_an_hour_after_its_last_use(engine: Engine) {
        let (instance, app) = with_ada(engine).await;
        let session = sign_in(&app, false).await;
        instance.pass(HOUR - 1);
        assert!(is_live(&app, &session).await);
        instance.pass(HOUR - 1);
        assert!(is_live(&app, &session).await);
        instance.pass(HOUR);
        assert!(!is_live(&app, &session).await);
    }

    async fn it_ends_thirty_days_after_its_beginning(engine: Engine) {
        let (instance, app) = with_ada(engine).await;
        let session = sign_in(&app, false).await;
        for _ in 0..2 * 24 * 30 - 1 {
            instance.pass(HOUR / 2);
            assert!(is_live(&app, &session).await);
        }
        instance.pass(HOUR / 2 - 1);
        assert_eq!(app.accounts.info(session.access.as_str()).await.unwrap().unwrap().seconds_left, Some(1));
        instance.pass(1);
        assert!(!is_live(&app, &session).await);
    }

    async fn its_last_use_outlives_the_process_that_saw_it(engine: Engine) {
        let (instance, app) = with_ada(engine).await;
        let session = sign_in(&app, false).await;
        instance.pass(HOUR - 1);
        assert!(is_live(&app, &session).await);
        app.accounts.flush().await.unwrap();
        drop(app);
        instance.pass(HOUR - 1);
        assert!(is_live(&*instance.node().await, &session).await);
    }

    async fn a_sign_in_ends_the_one_before(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let first = sign_in(&app, true).await;
        assert!(is_live(&app, &first).await);
        let second = sign_in(&app, false).await;
        assert!(!is_live(&app, &first).await && is_live(&app, &second).await);
        assert!(refresh(&app, &first).await.is_none());
        assert!(is_live(&app, &second).await);
    }

    async fn of_many_at_the_same_time_one_lives(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let sign_ins: Vec<_> = (0..8).map(|_| {
            let app = Arc::clone(&app);
            tokio::spawn(async move { sign_in(&app, true).await })
        }).collect();
        let mut live = 0;
        let mut sessions = Vec::new();
        for sign_in in sign_ins {
            sessions.push(sign_in.await.unwrap());
        }
        for session in &sessions {
            live += usize::from(is_live(&app, session).await);
        }
        assert_eq!(live, 1);
    }

    async fn a_refresh_gives_two_new_tokens_for_the_old_ones(engine: Engine) {
        let (instance, app) = with_ada(engine).await;
        let first = sign_in(&app, true).await;
        instance.pass(20 * DAY);
        let second = refresh(&app, &first).await.unwrap();
        assert_eq!((second.account, &second.username, &second.lang), (first.account, &first.username, &first.lang));
        assert!(!is_live(&app, &first).await && is_live(&app, &second).await);
        instance.pass(20 * DAY);
        let third = refresh(&app, &second).await.unwrap();
        assert!(is_live(&app, &third).await);
        instance.pass(30 * DAY);
        assert!(refresh(&app, &third).await.is_none());
    }

    async fn a_refresh_token_used_twice_ends_its_family(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let first = sign_in(&app, true).await;
        let second = refresh(&app, &first).await.unwrap();
        let third = refresh(&app, &second).await.unwrap();
        assert!(refresh(&app, &first).await.is_none());
        assert!(!is_live(&app, &third).await);
        assert!(refresh(&app, &third).await.is_none());
        assert!(is_live(&app, &sign_in(&app, true).await).await);
    }

    async fn an_access_token_is_no_refresh_token_nor_the_reverse(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let session = sign_in(&app, true).await;
        assert!(app.accounts.refresh(session.access.as_str()).await.unwrap().is_none());
        assert!(app.accounts.actor(session.refresh.as_ref().unwrap().as_str()).await.unwrap().is_none());
        assert!(is_live(&app, &session).await);
    }

    async fn signing_out_by_either_token_ends_both(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let session = sign_in(&app, true).await;
        assert!(app.accounts.sign_out(Some(session.access.as_str()), None).await.unwrap());
        assert!(!is_live(&app, &session).await);
        assert!(refresh(&app, &session).await.is_none());
        assert!(!app.accounts.sign_out(Some(session.access.as_str()), None).await.unwrap());
        let session = sign_in(&app, true).await;
        let token = session.refresh.as_ref().map(app::accounts::Token::as_str);
        assert!(app.accounts.sign_out(None, token).await.unwrap());
        assert!(!is_live(&app, &session).await);
    }

    async fn an_api_token_is_no_session(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let (_, token) = app.accounts.create_token("erp", Access::Full).await.unwrap();
        let info = app.accounts.info(token.as_str()).await.unwrap().unwrap();
        assert_eq!((info.account, info.username.as_str(), info.seconds_left), (None, "erp", None));
        let refused = app.accounts.sign_out(Some(token.as_str()), None).await;
        assert!(matches!(refused, Err(app::Failure::Problem(problem)) if problem.kind == Kind::Forbidden));
        assert!(app.accounts.actor(token.as_str()).await.unwrap().is_some());
        sign_in(&app, false).await;
        assert!(app.accounts.actor(token.as_str()).await.unwrap().is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn used_on_one_node_it_is_not_idle_on_another() {
    let (instance, one) = with_ada(Engine::Postgres).await;
    let other = instance.node().await;
    let session = sign_in(&one, false).await;
    instance.pass(HOUR - 1);
    assert!(is_live(&one, &session).await);
    instance.pass(HOUR - 1);
    assert!(is_live(&other, &session).await);
}

on_both! {
    /// Both lifetimes can be chosen, as can the failures to sign in that are borne.
    async fn limits_can_be_chosen(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let limits = Limits {
            session_idle: Duration::from_mins(5),
            session_life: Duration::from_mins(7),
            sign_in_failures: 1,
        };
        let app = instance.node_with(limits).await;
        write_user(&app, active_user("ada", "correct horse")).await.unwrap();
        let first = sign_in(&app, true).await;
        assert_eq!(first.seconds_left, Some(300));
        instance.pass(299);
        assert!(is_live(&app, &first).await);
        instance.pass(121);
        assert!(!is_live(&app, &first).await);
        assert!(refresh(&app, &first).await.is_none());
        let wrong = || {
            let (username, password, address) = ("ada".into(), "wrong".into(), "192.0.2.1".parse().unwrap());
            app.sign_in(SignIn { username, password, remember: false, lang: None, address })
        };
        assert!(matches!(wrong().await, Err(SignInError::Wrong)));
        assert!(matches!(wrong().await, Err(SignInError::TooMany { .. })));
    }
}
