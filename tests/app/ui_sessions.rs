//! Sessions of the admin UI: several of a user, their ends.

use app::App;
use app::accounts::{SignInError, Token, UiSession, UiSignIn};
use model::permission::{Actor, Origin};

use crate::support::app::with_ada;
use crate::support::db::on_both;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

async fn sign_in(app: &App, remember: bool) -> Token {
    let (username, password) = ("ada".into(), "correct horse".into());
    let address = "192.0.2.1".parse().unwrap();
    let wish = UiSignIn { username, password, remember, user_agent: "Browser/1".repeat(100), address };
    app.sign_in_ui(wish).await.unwrap().0
}

async fn actor(app: &App, token: &Token) -> Option<Actor> {
    app.accounts.ui_actor(token.as_str()).await.unwrap()
}

async fn sessions(app: &App, token: &Token) -> Vec<UiSession> {
    app.accounts.ui_sessions(&actor(app, token).await.unwrap()).await.unwrap()
}

on_both! {
    async fn it_stands_for_its_user_in_a_cookie_alone(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let token = sign_in(&app, false).await;
        let actor = actor(&app, &token).await.unwrap();
        assert_eq!((actor.name.as_str(), actor.origin, actor.admin), ("ada", Origin::Ui, false));
        assert!(actor.account.is_some() && actor.session.is_some());
        assert!(app.accounts.actor(token.as_str()).await.unwrap().is_none(), "it is no bearer's");
        assert_eq!(app.ui_session(token.as_str()).await.unwrap().unwrap().seconds_left, Some(8 * 3_600));
    }

    async fn it_ends_eight_hours_after_its_last_use(engine: Engine) {
        let (instance, app) = with_ada(engine).await;
        let token = sign_in(&app, false).await;
        for _ in 0..2 {
            instance.pass(8 * HOUR - 1);
            assert!(actor(&app, &token).await.is_some());
        }
        instance.pass(8 * HOUR);
        assert!(actor(&app, &token).await.is_none());
    }

    async fn a_remembered_one_rests_for_long(engine: Engine) {
        let (instance, app) = with_ada(engine).await;
        let token = sign_in(&app, true).await;
        instance.pass(30 * DAY - 1);
        assert!(actor(&app, &token).await.is_some());
        instance.pass(1);
        assert!(actor(&app, &token).await.is_none(), "however it is used");
    }

    async fn it_ends_thirty_days_after_its_beginning(engine: Engine) {
        let (instance, app) = with_ada(engine).await;
        let token = sign_in(&app, false).await;
        for _ in 0..30 * 4 - 1 {
            instance.pass(6 * HOUR);
            assert!(actor(&app, &token).await.is_some());
        }
        instance.pass(6 * HOUR);
        assert!(actor(&app, &token).await.is_none());
    }

    async fn its_last_use_outlives_the_process_that_saw_it(engine: Engine) {
        let (instance, app) = with_ada(engine).await;
        let token = sign_in(&app, false).await;
        instance.pass(8 * HOUR - 1);
        assert!(actor(&app, &token).await.is_some());
        app.accounts.flush().await.unwrap();
        drop(app);
        instance.pass(8 * HOUR - 1);
        assert!(actor(&*instance.node().await, &token).await.is_some());
    }

    /// The one that was used longest ago goes, and what is over isn't shown.
    async fn there_are_a_hundred_at_most(engine: Engine) {
        let (instance, app) = with_ada(engine).await;
        let first = sign_in(&app, false).await;
        instance.pass(60);
        let mut last = sign_in(&app, true).await;
        for _ in 0..98 {
            last = sign_in(&app, true).await;
        }
        assert!(actor(&app, &first).await.is_some());
        let shown = sessions(&app, &last).await;
        assert_eq!((shown.len(), shown[0].user_agent.len()), (100, 300));
        instance.pass(60);
        sign_in(&app, true).await;
        assert!(actor(&app, &first).await.is_none());
        assert!(actor(&app, &last).await.is_some());
        instance.pass(30 * DAY);
        assert_eq!(sessions(&app, &sign_in(&app, false).await).await.len(), 1);
    }

    async fn a_wrong_password_opens_none(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let address = "192.0.2.1".parse().unwrap();
        let wish = |password: &str| {
            let (username, password, user_agent) = ("ada".into(), password.into(), String::new());
            UiSignIn { username, password, remember: false, user_agent, address }
        };
        assert!(matches!(app.sign_in_ui(wish("wrong")).await, Err(SignInError::Wrong)));
    }
}
