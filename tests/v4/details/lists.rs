//! Links of lists.

use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::path;
use crate::v4::conformance::{get, post, stock};

on_both! {
    async fn next_keeps_a_type_in_brackets(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let part = json!({"code": "p1", "classification_code": "fam", "document_type_code": "part"});
        post(&full, "/documents", part).await.expect(201);
        let mut page = get(&full, "/documents?limit=2&document_type_code[]=ref").await.expect(200).json();
        let mut seen: Vec<Value> = Vec::new();
        loop {
            seen.extend(page["response"].as_array().expect("a list").iter().map(|member| member["code"].clone()));
            if page["links"]["next"].is_null() {
                break;
            }
            page = full.get(&path(&server, &page["links"]["next"])).await.expect(200).json();
        }
        assert_eq!(seen, ["d1", "d2", "d3"]);
    }
}

on_both! {
    /// v4.md 2: in the order of 5.1.
    async fn options_stand_in_their_order(engine: Engine) {
        let server = stock(engine).await;
        let query = "tag_codes[]=t&active=true&classification_code=fam&codes[]=d1&medias_included=false";
        let page = get(&server.as_full(), &format!("/documents?{query}")).await.expect(200).json();
        let first = page["links"]["first"].as_str().expect("an address");
        let always = "&document_type_code=&parent_documents=0&target_documents=0&medias_included=0&media_fields_included=0";
        let rest = "&codes[]=d1&tag_codes[]=t&classification_code=fam&active=true";
        assert!(first.ends_with(&format!("{always}{rest}")), "{first}");
    }
}

on_both! {
    async fn medias_lead_to_medias(engine: Engine) {
        let server = stock(engine).await;
        for name in ["assets", "medias"] {
            let page = get(&server.as_full(), &format!("/{name}")).await.expect(200).json();
            let first = page["links"]["first"].as_str().expect("an address");
            assert!(first.contains(&format!("/api_1.php/{name}?")), "{first}");
        }
    }
}
