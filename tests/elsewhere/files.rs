//! The files of another instance's assets.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Barrier;

use super::{TakenIn, fresh, run_with};
use crate::support::db::on_both;
use crate::support::instance::Instance;
use crate::support::pictures::png;
use crate::support::site::{Page, Site};
use crate::support::until::until;

const ONE: &str = "/files/one.png";

fn asset(id: &str) -> Value {
    json!({"id": id, "url": format!("/files/{id}.png"), "originalFilename": format!("{id}.png")})
}

/// Has a site be an instance with these assets, and nothing else; its address.
fn tell(site: &Site, assets: &[Value]) -> String {
    let list = json!({"hydra:member": assets}).to_string();
    site.put("/api/assets?limit=100&page=1", Page::File(list.into_bytes()));
    site.put("/api", Page::Status(404, None))
}

async fn bring(instance: &Instance, address: &str) -> TakenIn {
    run_with(instance, &["import", "--from", "quable", address], Some("0123456789")).await
}

on_both! {
    /// They come several at once; again, and nothing is to do, though no checksum was told.
    async fn several_at_once(engine: Engine) {
        let names = ["one", "two", "three", "four"];
        let (site, all) = (Site::open().await, Arc::new(Barrier::new(names.len())));
        for (name, colour) in names.iter().zip(1..) {
            site.put(&format!("/files/{name}.png"), Page::Together(Arc::clone(&all), png(40, 30, colour)));
        }
        let address = tell(&site, &names.map(asset));
        let instance = fresh(engine).await;
        let taken = bring(&instance, &address).await.done();
        assert_eq!((taken.count("assets", "created"), &taken.told["warned"]), (4, &json!([])));
        bring(&instance, &address).await.unchanged();
        assert_eq!(site.asked(ONE), 2);
    }
}

on_both! {
    /// An instance that is busy is asked again for a file too.
    async fn of_a_busy_instance(engine: Engine) {
        let site = Site::open().await;
        site.put(ONE, Page::Status(503, None));
        let (address, instance) = (tell(&site, &[asset("one")]), fresh(engine).await);
        let ends = async {
            until(async || site.asked(ONE) > 0).await;
            site.put(ONE, Page::File(png(40, 30, 1)));
        };
        let (taken, ()) = tokio::join!(bring(&instance, &address), ends);
        let taken = taken.done();
        assert_eq!((taken.count("assets", "created"), &taken.told["warned"]), (1, &json!([])));
        assert!(site.asked(ONE) > 1);
    }
}
