use serde_json::{Value, json};

use super::check;
use crate::support::client::Caller;
use crate::support::db::{Engine, on_both};
use crate::support::pages::walk;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// A server with lamps whose titles, in English, are given with their ids.
async fn titled(engine: Engine, lamps: &[(&str, &str)]) -> Server {
    let server = Server::shop(engine).await;
    let full = server.as_full();
    full.put("/api/document-types/lamp", json!({"titleAttribute": {"id": "name"}})).await.expect(200);
    let bodies: Vec<Value> = lamps.iter().map(|(id, name)| lamp(id, name)).collect();
    full.lines("/api/documents/bulk", &bodies).await.expect(200);
    server
}

fn lamp(id: &str, name: &str) -> Value {
    let mut lamp = plain_lamp(id);
    lamp["attributes"] = json!({"name": {"en_GB": name}});
    lamp
}

async fn put(full: &Caller, id: &str, attributes: Value) {
    full.put(&format!("/api/documents/{id}"), json!({"attributes": attributes})).await.expect(200);
}

on_both! {
    async fn words_are_found_however_they_are_written(engine: Engine) {
        let lamps = [
            ("a", "High e\u{FB03}ciency lamp"),
            ("b", "CO\u{2082} sensor"),
            ("c", "Vestes d’hiver"),
            ("d", "纯棉布料长袖"),
            ("e", "Crème brûlée, n° 5"),
            ("f", "โคมไฟตั้งโต๊ะ"),
        ];
        let server = titled(engine, &lamps).await;
        check(&server.as_read(), &[
            ("search=efficiency", "a"),
            ("search=CO2", "b"),
            ("search=veste", "c"),
            ("search=%E6%A3%89%E5%B8%83", "d"),
            ("search=BRULEE+creme", "e"),
            ("search=hiver", "c"),
            ("search=%E0%B9%82%E0%B8%84%E0%B8%A1%E0%B9%84%E0%B8%9F", "f"),
            ("search=sens", "b"),
            ("search=sens+lamp", ""),
            ("search=effic+lamp", ""),
            ("search=efficiency+la", "a"),
            ("search=nothing", ""),
            ("search=%20", "a b c d e f"),
            ("search=!!!", ""),
        ]).await;
    }
}

on_both! {
    /// Its code, the beginning of its code, its title, anything else; then by number.
    async fn the_best_come_first(engine: Engine) {
        let lamps = [
            ("x1", "Something"), ("x2", "A lantern"), ("lantern-2", "Other"), ("lantern", "Other"), ("x3", "Lanterns"),
        ];
        let server = titled(engine, &lamps).await;
        let full = server.as_full();
        put(&full, "x1", json!({"notes": "goes with the lantern"})).await;
        check(&full, &[
            ("search=lantern", "lantern lantern-2 x2 x3 x1"),
            ("search=lantern&order[id]=desc", "x3 x2 x1 lantern-2 lantern"),
            ("search=lantern&attributes.notes[exists]=true", "x1"),
        ]).await;
        let seen = walk(&full, "/api/documents?search=lantern&limit=2").await;
        assert_eq!(seen, ["lantern", "lantern-2", "x2", "x3", "x1"]);
    }
}

on_both! {
    async fn codes_are_found_by_their_beginning_and_at_last_by_a_part(engine: Engine) {
        let server = titled(engine, &[("ABC-123/x", "Plain"), ("ZABCD-9", "Unscrewable")]).await;
        check(&server.as_read(), &[
            ("search=ABC-123/x", "ABC-123/x"),
            ("search=ABC-1", "ABC-123/x"),
            ("search=abc-123", "ABC-123/x"),
            ("search=BCD-9", "ZABCD-9"),
            ("search=screw", "ZABCD-9"),
            ("search=nscrewabl", "ZABCD-9"),
        ]).await;
    }
}

on_both! {
    async fn what_was_written_is_found_at_once(engine: Engine) {
        let server = titled(engine, &[("a", "Old")]).await;
        let full = server.as_full();
        check(&full, &[("search=old", "a"), ("search=shiny", "")]).await;
        put(&full, "a", json!({"name": {"en_GB": "Shiny"}, "story": {"fr_FR": "<p>Tr&egrave;s <b>belle</b></p>"}})).await;
        check(&full, &[("search=old", ""), ("search=shiny", "a"), ("search=tres+belle", "a"), ("search=egrave", "")]).await;
        full.put("/api/attributes/story", json!({"isSearchable": false})).await.expect(200);
        check(&full, &[("search=belle", ""), ("search=shiny", "a")]).await;
        full.delete("/api/documents/a").await.expect(204);
        check(&full, &[("search=shiny", "")]).await;
    }
}
