use serde_json::{Value, json};

use super::newest;
use crate::flows::{import, over};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};
use crate::v5::users;

async fn entries(caller: &Caller, query: &str) -> Vec<Value> {
    let list = caller.get(&format!("/api/history?{query}")).await.expect(200).json();
    list["hydra:member"].as_array().expect("members").clone()
}

/// What happened to what.
async fn told(caller: &Caller, query: &str) -> Vec<String> {
    let of = |entry: &Value| {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let resource = &entry["resource"];
        format!("{} {} {}", text(&entry["operation"]), text(&resource["type"]), text(&resource["id"]))
    };
    entries(caller, query).await.iter().map(of).collect()
}

on_both! {
    /// The newest first, each as in the history of the thing, which it names.
    async fn everything_is_told(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("told")).await.expect(201);
        full.post("/api/variants", variant("red", "told")).await.expect(201);
        full.put("/api/attributes/power", json!({"name": {"en_GB": "Watts"}})).await.expect(200);
        full.delete("/api/documents/told?recursive=true").await.expect(204);
        let all = told(&full, "limit=5").await;
        assert_eq!(all.len(), 5);
        assert!(all[..2].contains(&"delete document told".to_owned()) && all[..2].contains(&"delete variant red".to_owned()), "{all:?}");
        assert_eq!(all[2..], ["update attribute power", "create variant red", "create document told"]);

        let mut entry = entries(&full, "type=attribute&id=power&operation=update").await.remove(0);
        assert_eq!(entry["resource"], json!({"@id": "/api/attributes/power", "type": "attribute", "id": "power"}));
        let mut own = newest(&full, "/api/attributes/power").await;
        assert_eq!(own["process"], Value::Null);
        for entry in [&mut entry, &mut own] {
            let fields = entry.as_object_mut().expect("an object");
            fields.remove("resource");
            fields.remove("@id");
        }
        assert_eq!(entry, own);
    }
}

on_both! {
    async fn filters_narrow_it(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let begun = newest(&full, "/api/documents/a").await;
        full.post("/api/documents", lamp("b")).await.expect(201);
        full.delete("/api/documents/a").await.expect(204);
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.put("/api/documents/b", json!({"isActive": false})).await.expect(200);
        for (query, expected) in [
            ("type=document", vec!["update document b", "create document a", "delete document a", "create document b", "create document a"]),
            ("type=document&operation=delete", vec!["delete document a"]),
            ("type[]=document&type[]=variant&operation[]=delete&operation[]=update", vec!["update document b", "delete document a"]),
            ("type=document&id=a", vec!["create document a", "delete document a", "create document a"]),
            ("type=document&id=a&operation=create&limit=1", vec!["create document a"]),
            ("type=document&id=never", vec![]),
            ("type=document&by=nobody", vec![]),
            ("type=document&origin=v4", vec![]),
            ("type=document&date[before]=2001-01-01", vec![]),
        ] {
            assert_eq!(told(&full, query).await, expected, "{query}");
        }
        let by = begun["by"].as_str().expect("a name");
        let all = full.get("/api/history?limit=0").await.expect(200).json()["hydra:totalItems"].clone();
        let own = full.get(&format!("/api/history?limit=0&by={by}&origin=v5&date[after]=2001-01-01")).await.expect(200).json();
        assert!(own["hydra:totalItems"].as_u64().expect("a number") >= 5);
        assert!(own["hydra:totalItems"].as_u64() <= all.as_u64());
        for bad in [
            "type=nothing", "operation=read", "origin=moon", "process=1", "id=a", "id=a&type[]=document&type[]=variant",
            "id=a&type=user", "date[after]=soon", "date[on]=2026-01-01", "pagination=false", "cursor=zzz", "page=20000",
        ] {
            full.get(&format!("/api/history?{bad}")).await.expect(400);
        }
    }
}

on_both! {
    /// Pages by cursor show each entry once, whatever happens meanwhile.
    async fn pages_go_on(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let total = full.get("/api/history?limit=0").await.expect(200).json()["hydra:totalItems"].as_u64().expect("a number");
        let all = ids(&full.get("/api/history?limit=1000").await.expect(200).json());
        assert_eq!(all.len() as u64, total);
        let first = full.get("/api/history?limit=7").await.expect(200).json();
        full.post("/api/documents", lamp("late")).await.expect(201);
        let next = first["hydra:view"]["hydra:next"].as_str().expect("a page");
        assert_eq!([ids(&first), walk(&full, next).await].concat(), all);
        assert_eq!(ids(&full.get("/api/history?limit=7&page=2").await.expect(200).json())[1..], all[7..13]);
        let numbers: Vec<i64> = all.iter().map(|id| id.parse().expect("a number")).collect();
        assert!(numbers.is_sorted_by(|one, other| one > other), "{numbers:?}");
        for format in ["application/json", "application/hal+json", "application/x-ndjson"] {
            full.accept(format).get("/api/history?limit=3").await.expect(200);
        }
    }
}

on_both! {
    /// What an import did and what its undoing did are told each by its process.
    async fn a_process_tells_what_it_changed(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let file = "document_code;document_type_code;classification_code;power\na;;;41\nb;lamp;desk;7\n";
        let process = import(&full, "lamps.csv", file, json!({})).await;
        let id = process["id"].as_str().expect("an id");
        let undone = full.post(&format!("/api/processes/{id}/undo"), json!({})).await.expect(201).json();
        let undone = over(&full, &undone).await;
        let undo = undone["id"].as_str().expect("an id");
        for (id, expected) in [
            (id, ["create document b", "update document a"]),
            (undo, ["update document a", "delete document b"]),
        ] {
            let told = told(&full, &format!("process={id}")).await;
            assert_eq!(told, expected, "{id}");
            let own = full.get(&format!("/api/processes/{id}/history?limit=1")).await.expect(200).json();
            let total = own["hydra:totalItems"].as_u64();
            assert_eq!((total, &own["hydra:member"][0]["process"]), (Some(2), &json!(id)));
            assert_eq!(own["@id"], format!("/api/processes/{id}/history"));
            assert_eq!(walk(&full, &format!("/api/processes/{id}/history?limit=1")).await.len(), 2);
        }
        assert_eq!(newest(&full, "/api/documents/a").await["process"], json!(undo));
        full.get("/api/processes/00000000-0000-8000-8000-00000000ffff/history").await.expect(404);
    }
}

on_both! {
    /// Passwords are told as changed, and pairs only to those who may write.
    async fn secrets_are_not_told(engine: Engine) {
        let server = Server::shop(engine).await;
        let (full, read) = (server.as_full(), server.as_read());
        full.post("/api/keyvalues", json!({"id": "inner", "value": "first", "isPublic": false})).await.expect(201);
        full.put("/api/keyvalues/inner", json!({"value": "hidden"})).await.expect(200);
        let address = |password: &str| format!("sftp://ada:{password}@files.example.org/in/a.csv");
        let profile = json!({"name": "Nightly", "model": "asset", "extension": "csv", "remotePath": address("s3cret")});
        let made = full.post("/api/import-profiles", profile).await.expect(201).json();
        let path = format!("/api/import-profiles/{}", made["id"].as_str().expect("an id"));
        full.put(&path, json!({"remotePath": address("s3cret-too")})).await.expect(200);
        users::made(&full, users::ann()).await;
        let all = full.get("/api/history?limit=1000").await.expect(200).text();
        assert!(!all.contains("s3cret") && all.contains("***") && all.contains("hidden"), "{all}");
        let ann = users::ann();
        assert!(!all.contains(ann["password"].as_str().expect("a password")));
        assert!(!read.get("/api/history?limit=1000").await.expect(200).text().contains("hidden"));
        assert_eq!(told(&read, "type=key_value").await, Vec::<String>::new());
        server.anonymous().get("/api/history").await.expect(401);
    }
}
