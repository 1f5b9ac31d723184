use serde_json::json;

use super::{check, lamps};
use crate::support::db::on_both;

on_both! {
    async fn parts_of_texts_fold_and_those_of_codes_do_not(engine: Engine) {
        let server = lamps(engine).await;
        check(&server.as_read(), &[
            ("attributes.name[contains]=lamp", "d1 d3 d4"),
            ("attributes.name.en_GB[contains]=LAMP", "d1 d3"),
            ("attributes.name.fr_FR[startsWith]=lamp", "d1 d4"),
            ("attributes.name%5BendsWith%5D=Vital", "d2"),
            ("attributes.finish[contains]=BRASS", "d1 d2"),
            ("attributes.finish[startsWith]=brass&attributes.finish[startsWith]=steel", "d2 d3"),
            ("attributes.socket[startsWith]=e", "d1 d2"),
            ("attributes.socket[startsWith]=E", ""),
            ("attributes.rooms[contains]=itc", "d2 d4"),
            ("attributes.rooms[endsWith]=l", "d1"),
        ]).await;
    }
}

on_both! {
    /// Long texts are compared to their ends, whatever the index holds of them.
    async fn long_texts_are_compared_whole(engine: Engine) {
        let server = lamps(engine).await;
        let full = server.as_full();
        let long = "é".repeat(100);
        for (id, end) in [("d1", "first"), ("d2", "Second")] {
            let body = json!({"attributes": {"notes": format!("{long} {end}")}});
            full.put(&format!("/api/documents/{id}"), body).await.expect(200);
        }
        let plain = "e".repeat(100);
        check(&full, &[
            (&format!("attributes.notes={plain}%20FIRST"), "d1"),
            (&format!("attributes.notes={plain}"), ""),
            (&format!("attributes.notes[startsWith]={plain}%20s"), "d2"),
            (&format!("attributes.notes[gt]={plain}%20first"), "d2"),
            (&format!("attributes.notes[lte]={plain}%20first"), "d1"),
            ("attributes.notes[endsWith]=second", "d2"),
            ("attributes.notes[contains]=e%20s", "d2"),
            ("attributes.notes[contains]=e&order[attributes.notes]=desc", "d2 d1"),
        ]).await;
    }
}
