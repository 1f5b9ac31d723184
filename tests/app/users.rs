//! Users, and who may sign in.

use std::net::IpAddr;
use std::sync::Arc;

use app::accounts::{Session, SignIn, SignInError};
use app::{App, Failure};
use model::command::{Patch, PutMode, PutUser, UserName};
use model::permission::Rights;
use model::problem::{Field, Kind};
use model::query::Start;
use model::user::{UserFilter, UserQuery};

use super::kind;
use crate::support::app::{Instance, active_user, user_with, write_user};
use crate::support::db::{Engine, on_both};

const PASSWORD: &str = "correct horse";
const HOME: &str = "192.0.2.1";

async fn sign_in(app: &App, username: &str, password: &str, address: &str) -> Result<Session, SignInError> {
    let address: IpAddr = address.parse().unwrap();
    app.sign_in(SignIn { username: username.into(), password: password.into(), remember: true, lang: None, address })
        .await
}

async fn with_ada(engine: Engine) -> (Instance, Arc<App>) {
    let instance = Instance::fresh(engine).await;
    let app = instance.node().await;
    let ada = PutUser { admin: Patch::Value(true), ..active_user("ada", PASSWORD) };
    write_user(&app, ada).await.unwrap();
    (instance, app)
}

fn inactive(username: &str) -> PutUser {
    PutUser { active: Patch::Value(false), ..PutUser::new(UserName::Name(username.into()), PutMode::Update) }
}

on_both! {
    async fn users_are_made_and_listed(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        write_user(&app, active_user("bob", PASSWORD)).await.unwrap();
        let query = UserQuery {
            filter: UserFilter::default(),
            order: Vec::new(),
            start: Start::Page(1),
            limit: 10,
            rights: Rights::READ,
        };
        let users = app.users(&query).await.unwrap().users;
        let users: Vec<_> = users.iter().map(|user| (user.username.as_str(), user.admin, user.active)).collect();
        assert_eq!(users, [("ada", true, true), ("bob", false, true)]);
        assert_eq!(kind(write_user(&app, active_user("ada", PASSWORD)).await), Some(Kind::Conflict));
        assert_eq!(kind(write_user(&app, active_user("", PASSWORD)).await), Some(Kind::Invalid));
        assert_eq!(kind(write_user(&app, active_user("eve", "short")).await), Some(Kind::Invalid));
        assert_eq!(kind(write_user(&app, inactive("eve")).await), Some(Kind::NotFound));
        assert_eq!(kind(write_user(&app, user_with("eve", PutMode::Update, PASSWORD)).await), Some(Kind::NotFound));
    }

    async fn whatever_is_wrong_the_answer_is_the_same(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        write_user(&app, active_user("gone", PASSWORD)).await.unwrap();
        write_user(&app, inactive("gone")).await.unwrap();
        write_user(&app, PutUser { active: Patch::Value(true), ..PutUser::new(UserName::Name("blank".into()), PutMode::Create) }).await.unwrap();
        for (username, password) in [("ada", "correct Horse"), ("nobody", PASSWORD), ("gone", PASSWORD), ("blank", PASSWORD), ("blank", ""), ("a\0da", PASSWORD), ("", "")] {
            let wrong = sign_in(&app, username, password, HOME).await;
            assert!(matches!(wrong, Err(SignInError::Wrong)), "{username:?}: {wrong:?}");
        }
    }

    async fn an_unknown_locale_is_refused_by_name(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let wish = SignIn {
            username: "ada".into(),
            password: PASSWORD.into(),
            remember: false,
            lang: Some("xx_XX".into()),
            address: HOME.parse().unwrap(),
        };
        let Err(SignInError::Failed(Failure::Problem(problem))) = app.sign_in(wish).await else { panic!("let in") };
        assert_eq!((problem.kind, &problem.violations[0].field), (Kind::Invalid, &Field::Property("lang")));
    }

    async fn after_ten_failures_one_waits(engine: Engine) {
        let (instance, app) = with_ada(engine).await;
        for _ in 0..10 {
            assert!(matches!(sign_in(&app, "ada", "wrong", HOME).await, Err(SignInError::Wrong)));
            instance.pass(1);
        }
        let refused = sign_in(&app, "ada", PASSWORD, HOME).await;
        assert!(matches!(refused, Err(SignInError::TooMany { seconds: 890 })), "{refused:?}");
        assert!(sign_in(&app, "ada", PASSWORD, "192.0.2.2").await.is_ok());
        instance.pass(890);
        assert!(sign_in(&app, "ada", PASSWORD, HOME).await.is_ok());
    }

    async fn guesses_at_the_same_time_are_counted_too(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let guesses = (0..15).map(|_| {
            let app = app.clone();
            tokio::spawn(async move { sign_in(&app, "ada", "wrong", HOME).await })
        });
        let mut heard = 0;
        for guess in guesses.collect::<Vec<_>>() {
            heard += usize::from(matches!(guess.await.unwrap(), Err(SignInError::Wrong)));
        }
        assert_eq!(heard, 10);
    }

    async fn a_deactivated_user_is_out_at_once(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let session = sign_in(&app, "ada", PASSWORD, HOME).await.unwrap();
        assert!(app.accounts.actor(session.access.as_str()).await.unwrap().is_some());
        write_user(&app, inactive("ada")).await.unwrap();
        assert!(app.accounts.actor(session.access.as_str()).await.unwrap().is_none());
        assert!(app.accounts.refresh(session.refresh.unwrap().as_str()).await.unwrap().is_none());
        assert!(matches!(sign_in(&app, "ada", PASSWORD, HOME).await, Err(SignInError::Wrong)));
    }

    async fn a_new_password_ends_what_the_old_one_opened(engine: Engine) {
        let (_instance, app) = with_ada(engine).await;
        let session = sign_in(&app, "ada", PASSWORD, HOME).await.unwrap();
        write_user(&app, user_with("ada", PutMode::Update, "battery staple")).await.unwrap();
        assert!(app.accounts.actor(session.access.as_str()).await.unwrap().is_none());
        assert!(app.accounts.refresh(session.refresh.unwrap().as_str()).await.unwrap().is_none());
        assert!(matches!(sign_in(&app, "ada", PASSWORD, HOME).await, Err(SignInError::Wrong)));
        assert!(sign_in(&app, "ada", "battery staple", HOME).await.is_ok());
    }
}
