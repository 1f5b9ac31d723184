use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;

const PATH: &str = "/api/plannings/preview";

on_both! {
    /// The next five runs, in the zone that is meant.
    async fn tells_the_next_runs(engine: Engine) {
        let server = Server::bare(engine).await;
        let read = server.as_read();
        let told = read.post(PATH, json!({"cron": "30 2 29 2 *", "timezone": "Asia/Kathmandu"})).await.expect(200).json();
        let runs: Vec<_> = told["runs"].as_array().expect("a list").iter().map(|run| run.as_str().expect("a moment")).collect();
        assert_eq!(runs.len(), 5, "{told}");
        // 02:30 in Kathmandu is 20:45 of the day before.
        assert!(runs.iter().all(|run| run.contains("-02-28T20:45:00")), "{told}");
        assert!(runs.windows(2).all(|pair| pair[0] < pair[1]), "{told}");
        let told = read.post(PATH, json!({"cron": " 0 0 1 1 * "})).await.expect(200).json();
        assert!(told["runs"][0].as_str().is_some_and(|run| run.contains("-01-01T00:00:00")), "{told}");
    }

    async fn says_what_is_wrong(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        for cron in [json!("often"), json!(""), json!(null), json!("0 0 31 4 *"), json!(5)] {
            full.post(PATH, json!({"cron": cron})).await.expect(422).refused_at("cron");
        }
        full.post(PATH, json!({"cron": "@daily", "timezone": "Mars/Base"})).await.expect(422).refused_at("timezone");
        server.anonymous().post(PATH, json!({"cron": "@daily"})).await.expect(401);
    }
}
