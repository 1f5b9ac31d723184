use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::v5::conformance::assets::sent;
use crate::v5::links::{are, furnish, linked, targets};

const PATH: &str = "/api/assets/auto-link";

/// Makes assets of small files with these names.
async fn keep(full: &Caller, named: &[(&str, &str)]) {
    for (id, name) in named {
        let file = sent(full, name, id.as_bytes()).await;
        full.post("/api/assets", json!({"id": id, "fileId": file})).await.expect(201);
    }
}

fn wish(pattern: &str, link_type: &str) -> Value {
    json!({"pattern": pattern, "linkType": {"id": link_type}})
}

/// Assets, matched, linked, unchanged, unknown, refused, unmatched.
fn counts(told: &Value) -> Vec<u64> {
    let names = ["assets", "matched", "linked", "unchanged", "unknown", "refused", "unmatched"];
    names.map(|name| told[name].as_u64().unwrap_or_else(|| panic!("{name} in {told}"))).into()
}

on_both! {
    /// The names of files tell documents and places; beside them stand four assets without a file.
    async fn documents_are_linked_and_stay_so(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let named = [
            ("a1", "desk-lamp_2.jpg"), ("a2", "desk-lamp_1.JPG"), ("a3", "bulb_1.png"), ("a4", "ghost_1.png"),
            ("a5", "logo.png"), ("a6", "cord_0.png"), ("a7", "Bulb_2.png"),
        ];
        keep(&full, &named).await;
        let (wish, before) = (wish("{document_code}_{position}", "media"), history::length(&server).await);
        let mut dry = wish.clone();
        dry["dryRun"] = true.into();
        let foretold = full.post(&format!("{PATH}?exists[documentLinks]=false"), dry).await.expect(200).json();
        assert_eq!(history::length(&server).await, before);
        assert_eq!(counts(&foretold), [11, 6, 3, 0, 2, 1, 5]);
        let examples = &foretold["examples"];
        assert_eq!(examples["linked"][0], json!({"asset": "a1", "originalFilename": "desk-lamp_2.jpg", "origin": "desk-lamp", "sequence": 2}));
        assert_eq!(examples["unknown"][1], json!({"asset": "a7", "originalFilename": "Bulb_2.png", "origin": "Bulb", "sequence": 2}));
        assert_eq!(examples["unmatched"][0], json!({"asset": "a5", "originalFilename": "logo.png"}));
        assert_eq!(examples["unmatched"][1], json!({"asset": "p1", "originalFilename": null}));
        let refused = &examples["refused"][0];
        assert_eq!((&refused["asset"], &refused["violations"][0]["propertyPath"]), (&json!("a6"), &json!("sequence")));

        assert_eq!(full.post(PATH, wish.clone()).await.expect(200).json(), foretold);
        are(&targets(&full, "media", "desk-lamp").await, &[("a2", 1), ("a1", 2)]);
        are(&targets(&full, "media", "bulb").await, &[("a3", 1)]);
        let after = history::length(&server).await;
        assert_eq!(counts(&full.post(PATH, wish.clone()).await.expect(200).json()), [11, 6, 0, 3, 2, 1, 5]);
        assert_eq!(history::length(&server).await, after, "the second time changes nothing");
        assert_eq!(counts(&full.post(&format!("{PATH}?isUsed=false"), wish.clone()).await.expect(200).json())[0], 8);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// A link follows its position, and nothing else: what others have at that place stays there.
    async fn links_follow_their_position(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        linked(&full, "media", "bulb", "p1").await;
        keep(&full, &[("a", "bulb_1.jpg"), ("b", "bulb_1.png"), ("c", "bulb_3.png")]).await;
        let wish = wish("{document_code}_{position}", "media");
        assert_eq!(counts(&full.post(PATH, wish.clone()).await.expect(200).json())[2..4], [3, 0]);
        are(&targets(&full, "media", "bulb").await, &[("p1", 1), ("a", 1), ("b", 1), ("c", 3)]);
        let links = full.get("/api/links?target.id=c").await.expect(200).json();
        let id = links["hydra:member"][0]["id"].as_str().expect("an id").to_owned();
        full.put(&format!("/api/links/{id}"), json!({"sequence": 7})).await.expect(200);
        assert_eq!(counts(&full.post(PATH, wish).await.expect(200).json())[2..4], [1, 2]);
        are(&targets(&full, "media", "bulb").await, &[("p1", 1), ("a", 1), ("b", 1), ("c", 3)]);
    }
}

on_both! {
    /// Without a position links come last, in the order of the list.
    async fn variants_are_linked_in_order(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        keep(&full, &[("a", "red-front.jpg"), ("b", "x.red-BACK.JPG"), ("c", "red-front.png"), ("d", "red-side.jpg")]).await;
        let wish = wish("{variant_code}-{any}.jpg", "photo");
        let told = full.post(&format!("{PATH}?id[]=a&id[]=c&id[]=d&order[id]=desc"), wish.clone()).await.expect(200).json();
        assert_eq!(counts(&told), [3, 2, 2, 0, 0, 0, 1]);
        are(&targets(&full, "photo", "red").await, &[("d", 1), ("a", 2)]);
        let told = full.post(&format!("{PATH}?search=back&dryRun=1"), wish).await.expect(200).json();
        assert_eq!((counts(&told), &told["examples"]["unknown"][0]["origin"]), (vec![1, 1, 0, 0, 1, 0, 0], &json!("x.red")));
    }
}

on_both! {
    async fn what_is_wrong_is_said(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let chairs = json!({"id": "chairs", "name": {"en_GB": "Chairs"}, "originType": "document", "targetType": "asset", "originDocumentTypes": [{"id": "chair"}]});
        full.post("/api/link-types", chairs).await.expect(201);
        keep(&full, &[("auto-link", "bulb_1.jpg")]).await;
        let before = history::length(&server).await;
        let good = "{document_code}_{position}";
        for pattern in ["", "{position}", "{document_code}{variant_code}", "{document_code", "{code}"] {
            full.post(PATH, wish(pattern, "media")).await.refused_at("pattern");
        }
        full.post(PATH, json!({"pattern": 5, "linkType": {"id": "media"}})).await.refused_at("pattern");
        full.post(PATH, json!({"linkType": {"id": "media"}})).await.refused_at("pattern");
        full.post(PATH, json!({"pattern": good})).await.refused_at("linkType");
        for wrong in ["never", "photo", "similar"] {
            full.post(PATH, wish(good, wrong)).await.refused_at("linkType.id");
        }
        let both = full.post(PATH, wish("{code}", "similar")).await.expect(422).violations();
        assert_eq!(both.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["pattern", "linkType.id"]);
        // What is overlooked in a list would link more than was meant.
        for mistaken in ["exist[documentLinks]=false", "limit=1", "exists[links]=false", "filter={\"x\":1}", "id[like]=a"] {
            full.post(&format!("{PATH}?{mistaken}"), wish(good, "media")).await.expect(400);
        }
        full.post_text(PATH, "application/json", "[]").await.expect(400);
        server.as_read().post(PATH, wish(good, "media")).await.expect(403);
        server.anonymous().post(PATH, wish(good, "media")).await.expect(401);
        let told = full.post(PATH, wish(good, "chairs")).await.expect(200).json();
        assert_eq!((&told["refused"], &told["examples"]["refused"][0]["violations"][0]["propertyPath"]), (&json!(1), &json!("origin.id")));
        assert_eq!(history::length(&server).await, before);

        // An asset may be called so, too.
        assert_eq!(full.get(PATH).await.expect(200).json()["originalFilename"], "bulb_1.jpg");
        full.put(PATH, json!({"isActive": false})).await.expect(200);
    }
}

on_both! {
    async fn a_call_that_is_sent_again_is_answered_again(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        keep(&full, &[("a", "bulb_1.jpg")]).await;
        let caller = full.with("idempotency-key", "link-once");
        let first = caller.post(PATH, wish("{document_code}_{position}", "media")).await.expect(200);
        let again = caller.post(PATH, wish("{document_code}_{position}", "media")).await.expect(200);
        assert_eq!((again.json(), again.header("idempotency-replayed")), (first.json(), "true"));
        assert_eq!(first.json()["linked"], 1);
    }
}
