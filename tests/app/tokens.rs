//! API tokens.

use app::{App, statements};
use model::permission::{Access, Rights};
use model::problem::Kind;
use store::conn::Conn;

use super::kind;
use crate::support::app::Instance;
use crate::support::db::{Engine, on_both};

async fn is_live(app: &App, token: &str) -> bool {
    app.accounts.actor(token).await.unwrap().is_some()
}

on_both! {
    async fn a_token_names_its_holder_and_what_it_may(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let (_, full) = app.accounts.create_token("erp", Access::Full).await.unwrap();
        let (_, read) = app.accounts.create_token("shop", Access::Read).await.unwrap();
        assert_eq!(full.as_str().len(), 40);
        assert!(full.as_str().bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')));
        let actor = app.accounts.actor(full.as_str()).await.unwrap().unwrap();
        assert_eq!((actor.name.as_str(), actor.account, actor.rights), ("erp", None, Rights::FULL));
        let actor = app.accounts.actor(read.as_str()).await.unwrap().unwrap();
        assert_eq!((actor.name.as_str(), actor.rights), ("shop", Rights::READ));
        for unknown in ["", "x", &"0".repeat(32), &"0".repeat(40), &full.as_str().to_lowercase()] {
            assert!(!is_live(&app, unknown).await, "{unknown}");
        }
    }

    async fn a_name_is_given_once(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        app.accounts.create_token("erp", Access::Read).await.unwrap();
        assert_eq!(kind(app.accounts.create_token("erp", Access::Full).await), Some(Kind::Conflict));
        for name in ["", " erp", "a\0b"] {
            assert_eq!(kind(app.accounts.create_token(name, Access::Full).await), Some(Kind::Invalid), "{name:?}");
            assert_eq!(kind(app.accounts.revoke_token(name).await), Some(Kind::Invalid), "{name:?}");
        }
        let tokens = app.accounts.tokens().await.unwrap();
        assert_eq!(tokens.iter().map(|token| (token.name.as_str(), token.access)).collect::<Vec<_>>(), [("erp", Access::Read)]);
    }

    async fn a_token_lives_until_it_is_revoked_and_not_a_request_longer(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let (_, token) = app.accounts.create_token("erp", Access::Full).await.unwrap();
        instance.pass(1_000 * 86_400);
        assert!(is_live(&app, token.as_str()).await);
        app.accounts.revoke_token("erp").await.unwrap();
        assert!(!is_live(&app, token.as_str()).await);
        assert_eq!(kind(app.accounts.revoke_token("erp").await), Some(Kind::NotFound));
        app.accounts.create_token("erp", Access::Full).await.unwrap();
        assert!(!is_live(&app, token.as_str()).await);
    }

    async fn only_hashes_are_stored(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let (_, token) = app.accounts.create_token("erp", Access::Full).await.unwrap();
        let store = instance.store().await;
        let rows = store.read(async |conn: &mut Conn<'_>| conn.query("SELECT hash FROM tokens", &[]).await).await.unwrap();
        let hash = rows[0].text(0).unwrap();
        assert_eq!(hash.len(), 64);
        assert_ne!(hash, token.as_str());
        assert!(!is_live(&app, hash).await);
    }

    async fn a_request_costs_one_read_and_no_write(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let (_, token) = app.accounts.create_token("erp", Access::Full).await.unwrap();
        let (_, first) = statements::counted(is_live(&app, token.as_str())).await;
        let (_, second) = statements::counted(is_live(&app, token.as_str())).await;
        assert_eq!(first, 1);
        // Where no other process writes, this one knows.
        assert_eq!(second, u64::from(engine == Engine::Postgres));
    }

    async fn the_last_use_is_written_down_by_a_flush(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let (_, token) = app.accounts.create_token("erp", Access::Full).await.unwrap();
        let used_at = async || app.accounts.tokens().await.unwrap()[0].used_at;
        instance.pass(10);
        assert!(is_live(&app, token.as_str()).await);
        assert_eq!(used_at().await, None);
        app.accounts.flush().await.unwrap();
        assert_eq!(used_at().await, Some(1_790_000_010_000_000));
        let (flushed, ran) = statements::counted(app.accounts.flush()).await;
        flushed.unwrap();
        assert_eq!(ran, 0, "nothing new is to be written");
        instance.pass(10);
        assert!(is_live(&app, token.as_str()).await);
        app.accounts.flush().await.unwrap();
        assert_eq!(used_at().await, Some(1_790_000_020_000_000));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_node_hears_of_a_revocation_at_once() {
    let instance = Instance::fresh(Engine::Postgres).await;
    let (one, other) = (instance.node().await, instance.node().await);
    let (_, token) = one.accounts.create_token("erp", Access::Full).await.unwrap();
    assert!(is_live(&other, token.as_str()).await);
    one.accounts.revoke_token("erp").await.unwrap();
    assert!(!is_live(&other, token.as_str()).await);
}
