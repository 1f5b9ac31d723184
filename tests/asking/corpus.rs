//! The same answers on both databases as by the plain evaluation, for any query.

use std::sync::Arc;
use std::time::Instant;

use app::App;
use store::{Location, Store};

use super::draw::Draw;
use super::truth::Truth;
use super::{ask, bench_data};
use crate::catalogue;
use crate::support::app::{Instance, keeping, random};
use crate::support::db::{clock, on_both};
use crate::support::server::Server;

/// Queries for each catalogue.
const QUERIES: u64 = 2_000;

async fn compare(app: &App, about: &str) {
    let truth = Truth::read(app).await;
    let begun = Instant::now();
    let mut draw = Draw::new(&truth, 1);
    for n in 0..QUERIES {
        let query = draw.query();
        ask::check(app, &truth, &query, &mut draw, &format!("{about}, query {n}")).await;
    }
    eprintln!("{about}: {QUERIES} queries over {} objects in {:.1?}", truth.things.len(), begun.elapsed());
}

on_both! {
    async fn over_real_products(engine: Engine) {
        let Some(folder) = catalogue::folder() else { return };
        let server = Server::bare(engine).await;
        catalogue::load(&server, &folder, "akeneo-icecat").await;
        let instance = Arc::clone(server.instance());
        server.stop().await;
        let location = match instance.url() {
            Some(url) => Location::Postgres(url.to_owned()),
            None => Location::Sqlite(instance.folder().join("vitrine.db")),
        };
        let store = Store::open(&location, clock()).await.unwrap();
        let app = App::open(store, keeping(instance.folder()).await, clock(), random()).await.unwrap();
        compare(&app, &format!("real products on {engine:?}")).await;
    }

    async fn over_made_products(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        bench_data::load(&app).await;
        compare(&app, &format!("made products on {engine:?}")).await;
    }
}
