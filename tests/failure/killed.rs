//! SIGKILL in a stream of writes, again and again; and SIGTERM.

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

on_both! {
    /// Asked to stop, it finishes what it has accepted, says so with 0, and loses nothing.
    async fn or_asked_to_stop(engine: Engine) {
        let mut server = Server::shop(engine).await;
        stream::prepare(&server, 12, 2).await;
        let ledger = Arc::new(Ledger::default());
        for _ in 0..3 {
            let mut writers = stream::start(&server, &ledger, 12, 2, &[503]);
            writers.acknowledged(40).await;
            let instance = Arc::clone(server.instance());
            assert!(server.stop().await.success());
            writers.end().await;
            instance.run(&["check"]).await;
            server = Server::start(instance).await;
            ledger.check_answers(&server).await;
        }
    }
}
