//! An acknowledged write is a synced write, and a crowd shares its syncs.

use std::sync::Arc;

use serde_json::json;

use crate::failure::shim::Shim;
use crate::support::client::Caller;
use crate::support::db::Engine;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// 100 changes of one document.
async fn hundred(full: Caller, id: String) {
    for n in 0..100 {
        let change = json!({"attributes": {"power": n + 1}});
        full.put(&format!("/api/documents/{id}"), change).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_by_one_and_in_a_crowd() {
    let (instance, shim) = (Arc::new(Instance::new(Engine::Sqlite, Content::Shop).await), Shim::new());
    let folder = instance.folder().to_owned();
    let server = Server::start_with(instance, |command| shim.load_into(command, &folder)).await;
    let full = server.as_full();
    let bodies: Vec<_> = (0..17).map(|n| plain_lamp(&format!("d{n}"))).collect();
    full.lines("/api/documents/bulk", &bodies).await.expect(200);

    let before = shim.syncs();
    hundred(full.clone(), "d16".into()).await;
    let alone = shim.syncs() - before;
    assert!(alone >= 100, "{alone} syncs for 100 writes, one after the other");

    let before = shim.syncs();
    let crowd: Vec<_> = (0..16).map(|n| tokio::spawn(hundred(full.clone(), format!("d{n}")))).collect();
    for writer in crowd {
        writer.await.expect("100 writes");
    }
    let shared = shim.syncs() - before;
    assert!((100..1_600).contains(&shared), "{shared} syncs for 1,600 writes of 16 clients");
    println!("syncs: {alone} for 100 writes in a row, {shared} for 1,600 of 16 clients");
}
