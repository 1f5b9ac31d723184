use serde_json::{Value, json};

use super::{made, named};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

const AUTHORIZATION: &str = "Bearer correct-horse";
const SECRET: &str = "whsec_Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ==";

/// The sealed secrets of the one webhook, as they are stored.
async fn stored(server: &Server) -> (Value, Value) {
    let bodies = history::texts(server, "SELECT body FROM definitions WHERE kind = 'webhook'").await;
    assert!(!bodies[0].contains("horse") && !bodies[0].contains(SECRET), "{}", bodies[0]);
    let body: Value = serde_json::from_str(&bodies[0]).unwrap();
    (body["authorization"].clone(), body["secret"].clone())
}

fn is_sealed(secret: &Value) -> bool {
    secret.as_str().is_some_and(|text| text.starts_with("sealed.1."))
}

on_both! {
    /// Told with a mask; kept sealed; the mask, or silence, leaves them for the same place alone.
    async fn are_masked_sealed_and_left(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let mut body = named("Shop");
        body["authorization"] = json!(AUTHORIZATION);
        body["secret"] = json!(SECRET);
        let path = made(&full, body.clone()).await;
        let shown = full.get(&path).await.expect(200).json();
        assert_eq!((&shown["authorization"], &shown["secret"]), (&json!("***"), &json!("***")));
        let kept = stored(&server).await;
        assert!(is_sealed(&kept.0) && is_sealed(&kept.1) && kept.0 != kept.1, "{kept:?}");

        let again = full.put(&path, shown.clone()).await.expect(200).json();
        assert_eq!(again, shown, "what comes back as it was changes nothing");
        full.put(&path, body).await.expect(200);
        assert_eq!(full.get(&path).await.expect(200).json(), shown, "nor do the same secrets");
        let moved = json!({"url": "https://shop.example.com/other", "authorization": "***"});
        full.put(&path, moved).await.expect(200);
        assert_eq!(stored(&server).await, kept, "the same place");
        full.patch(&path, json!({"secret": null})).await.expect(200);
        assert_eq!(stored(&server).await, (kept.0.clone(), Value::Null));
        full.patch(&path, json!({"secret": SECRET})).await.expect(200);
        assert_eq!(stored(&server).await, kept);

        full.patch(&path, json!({"url": "https://evil.example.com/x", "authorization": "***"})).await.expect(200);
        assert_eq!(stored(&server).await, (Value::Null, Value::Null), "neither a mask nor silence takes them elsewhere");
        let shown = full.get(&path).await.expect(200).json();
        assert_eq!((&shown["authorization"], &shown["secret"]), (&Value::Null, &Value::Null));
        let told = full.get(&format!("{path}/history")).await.expect(200).text();
        assert!(told.contains("***") && !told.contains("sealed.") && !told.contains("horse"), "{told}");
        assert!(!server.log().contains("horse") && !server.log().contains(SECRET));
    }

    /// A text that looks sealed is a secret like any other.
    async fn what_looks_sealed_is_sealed(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let mut body = named("Shop");
        body["authorization"] = json!("sealed.1.00000000.AAAA");
        made(&full, body).await;
        let (authorization, _) = stored(&server).await;
        assert!(is_sealed(&authorization) && authorization != "sealed.1.00000000.AAAA", "{authorization}");
    }
}
