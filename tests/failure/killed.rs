//! SIGKILL in a stream of writes, again and again.

use std::sync::Arc;

use crate::failure::chance::Chance;
use crate::failure::stream::{self, Ledger};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// Everything acknowledged is there, nothing is half written, and the check finds nothing.
    async fn twenty_times(engine: Engine) {
        let mut chance = Chance::new(20);
        let mut server = Server::shop(engine).await;
        stream::prepare(&server, 12, 2).await;
        let ledger = Arc::new(Ledger::default());
        for _ in 0..20 {
            let mut writers = stream::start(&server, &ledger, 12, 2, &[]);
            writers.acknowledged(chance.below(150)).await;
            server.kill().await;
            writers.end().await;
            let instance = Arc::clone(server.instance());
            server = Server::start(Arc::clone(&instance)).await;
            ledger.check(&server).await;
            // Through the control socket on SQLite, beside the server on PostgreSQL.
            instance.run(&["check"]).await;
        }
    }
}
