use serde_json::{Value, json};
use store::Store;
use store::conn::Conn;

use super::{nightly, profile};
use crate::support::db::{clock, on_both};
use crate::support::pages::ids;
use crate::support::server::Server;

const SECRET: &str = "correct-horse";

/// The body of the one planning as it is stored.
async fn stored(server: &Server) -> String {
    let store = Store::open(&server.instance().location(), clock()).await.unwrap();
    let read =
        async |conn: &mut Conn<'_>| conn.query("SELECT body FROM definitions WHERE kind LIKE '%_planning'", &[]).await;
    let rows = store.read(read).await.unwrap();
    let body = rows[0].text(0).unwrap().to_owned();
    store.close().await;
    body
}

on_both! {
    async fn made_changed_listed_and_deleted(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let (of_exports, of_imports) = (profile(&full, "export-profiles").await, profile(&full, "import-profiles").await);
        let path = "/api/plannings/exports";
        let made = full.post(path, nightly(&of_exports, &Value::Null)).await.expect(201);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(id.len(), 36, "{id}");
        let one = format!("{path}/{id}");
        assert_eq!(made.header("location"), one);
        let made = made.json();
        assert_eq!((&made["@id"], &made["@type"]), (&json!(one), &json!("ExportPlanning")));
        assert_eq!(made["export"], json!({"exportProfileId": of_exports, "uploadLocation": null}));
        assert_eq!((&made["isActive"], &made["lastRun"], &made["createdBy"]), (&json!(true), &Value::Null, &json!("full")));
        let next = made["nextRun"].as_str().unwrap();
        assert!(next.ends_with("T00:30:00+00:00") || next.ends_with("T01:30:00+00:00"), "02:30 in Paris: {next}");

        let shown = full.get(&one).await.expect(200);
        assert_eq!(shown.json(), made);
        let off = full.with("if-match", shown.header("etag")).put(&one, json!({"isActive": false})).await.expect(200).json();
        assert_eq!((&off["isActive"], &off["nextRun"], &off["cron"]), (&json!(false), &Value::Null, &json!("30 2 * * *")));
        full.with("if-match", shown.header("etag")).put(&one, json!({"isActive": true})).await.expect(412);
        let moved = full.put(&one, json!({"isActive": true, "cron": "@hourly", "timezone": null})).await.expect(200).json();
        assert_eq!((&moved["timezone"], &moved["name"]), (&json!("UTC"), &json!("Nightly")));
        assert!(moved["nextRun"].as_str().unwrap().ends_with(":00:00+00:00"), "{moved}");

        let import = json!({
            "name": "Prices", "cron": "0 6 * * 1-5",
            "import": {"importProfileId": of_imports, "remotePath": "https://example.com/prices.csv"},
        });
        let import = full.post("/api/plannings/imports", import).await.expect(201).json();
        assert_eq!(import["import"]["remotePath"], "https://example.com/prices.csv");
        assert_eq!(ids(&server.as_read().get(path).await.expect(200).json()), std::slice::from_ref(&id));
        assert_eq!(ids(&full.get("/api/plannings/imports").await.expect(200).json()).len(), 1);

        let used = full.delete(&format!("/api/export-profiles/{of_exports}")).await.expect(409);
        assert!(used.text().contains("Nightly"), "{}", used.text());
        server.as_read().delete(&one).await.expect(403);
        full.delete(&one).await.expect(204);
        full.get(&one).await.expect(404);
        full.delete(&format!("/api/export-profiles/{of_exports}")).await.expect(204);
        let told = full.get(&format!("{one}/history")).await.expect(200).text();
        assert!(told.contains("@hourly"), "{told}");
    }

    /// Told with a mask; kept sealed; the mask leaves it for the same account alone.
    async fn passwords_are_masked_and_sealed(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let profile = profile(&full, "export-profiles").await;
        let given = format!("sftp://shop:{SECRET}@files.example.com/out/");
        let masked = "sftp://shop:***@files.example.com/out/";
        let made = full.post("/api/plannings/exports", nightly(&profile, &json!(given))).await.expect(201).json();
        assert_eq!(made["export"]["uploadLocation"], masked);
        let kept = stored(&server).await;
        assert!(kept.contains("sealed.") && !kept.contains(SECRET), "{kept}");

        let path = format!("/api/plannings/exports/{}", made["id"].as_str().unwrap());
        let again = full.put(&path, made.clone()).await.expect(200).json();
        assert_eq!(again["dateModified"], made["dateModified"], "what comes back as it was changes nothing");
        assert_eq!(stored(&server).await, kept);
        let moved = json!({"export": {"uploadLocation": "sftp://shop:***@files.example.com/other/"}});
        let moved = full.put(&path, moved).await.expect(200).json();
        assert_eq!(moved["export"]["exportProfileId"], json!(profile));
        let sealed = |body: &str| body.split("sealed.").nth(1).unwrap().split('@').next().unwrap().to_owned();
        assert_eq!(sealed(&stored(&server).await), sealed(&kept), "the same password, elsewhere");
        let stolen = json!({"export": {"uploadLocation": "sftp://shop:***@evil.example.com/out/"}});
        full.put(&path, stolen).await.expect(200);
        let kept = stored(&server).await;
        assert!(kept.contains("shop:***@evil") && !kept.contains("sealed."), "{kept}");
        let told = full.get(&format!("{path}/history")).await.expect(200).text();
        assert!(!told.contains("sealed.") && !told.contains(SECRET), "{told}");
        assert!(!server.log().contains(SECRET));
    }

    async fn refusals_name_the_field(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let of_exports = profile(&full, "export-profiles").await;
        let good = nightly(&of_exports, &Value::Null);
        let with = |field: &str, value: Value| {
            let mut body = good.clone();
            body[field] = value;
            body
        };
        for (body, field) in [
            (with("name", json!("")), "name"),
            (with("cron", Value::Null), "cron"),
            (with("cron", json!("every day")), "cron"),
            (with("cron", json!("0 0 30 2 *")), "cron"),
            (with("cron", json!("0 0 0 * * *")), "cron"),
            (with("timezone", json!("Paris")), "timezone"),
            (with("isActive", json!("yes")), "isActive"),
            (with("export", json!("all")), "export"),
            (with("export", json!({})), "export.exportProfileId"),
            (with("export", json!({"exportProfileId": 7})), "export.exportProfileId"),
            (with("export", json!({"exportProfileId": "nope"})), "export.exportProfileId"),
            (with("export", json!({"exportProfileId": of_exports, "uploadLocation": "gopher://h/x"})), "export.uploadLocation"),
        ] {
            full.post("/api/plannings/exports", body.clone()).await.refused_at(field);
        }
        let import = json!({"name": "n", "cron": "@daily", "import": {"importProfileId": of_exports}});
        let refused = full.post("/api/plannings/imports", import).await.expect(422);
        let fields: Vec<_> = refused.violations().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["import.importProfileId", "import.remotePath"], "a profile of exports is none of imports");
        let bulk = full.lines("/api/plannings/exports/bulk", &[with("timezone", json!("x")), good.clone()]).await.expect(200);
        assert_eq!(bulk.lines().iter().map(|line| line["status"].as_i64()).collect::<Vec<_>>(), [Some(422), Some(201)]);
        server.as_read().post("/api/plannings/exports", good).await.expect(403);
    }
}
