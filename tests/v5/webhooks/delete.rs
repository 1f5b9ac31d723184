use super::{made, named};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v5::users;

on_both! {
    async fn takes_it_away(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = made(&full, named("Shop")).await;
        server.as_read().delete(&path).await.expect(403);
        users::made(&full, users::ann()).await;
        users::session(&server, "ann").await.delete(&path).await.expect(403);
        full.delete(&path).await.expect(204);
        full.get(&path).await.expect(404);
        full.delete(&path).await.expect(404);
    }
}
