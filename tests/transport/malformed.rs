use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use reqwest::Method;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::lamp;

/// Texts that look enough like bodies to get past the door.
fn bodies(count: usize) -> Vec<String> {
    let leaf = "null|true|-?[0-9]{1,3}|1e[0-9]{1,4}|\"[a-zé漢 ]{0,5}\"|\\[\\]|\\{\\}|\"desk\"|\"lamp\"|\"e27\"|\"attribute=socket;code=e27\"";
    let key = "id|code|documentType|classification|classifications|attributes|name|socket|rooms|power|isActive|sequence|parent|document|catalogs|attribute|type|objectType|constraints|fallback|x{0,9}";
    let shape = proptest::string::string_regex(&format!(
        "\\{{(\"({key})\":(({leaf})|\\{{\"({key})\":({leaf})\\}}|\\[({leaf}),({leaf})\\]|\\{{\"({key})\":\\{{\"(en_GB|xx)\":({leaf})\\}}\\}}),){{0,3}}\"({key})\":({leaf})\\}}?"
    ))
    .expect("a pattern");
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    (0..count).map(|_| shape.new_tree(&mut runner).expect("a text").current()).collect()
}

on_both! {
    /// v5 34: whatever comes, no answer is a 5xx, and none shows a stack or a statement.
    async fn nothing_upsets_it(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let resources = ["documents", "variants", "classifications", "attributes", "document-types", "predefined-values", "catalogs", "locales"];
        let paths: Vec<String> = resources
            .iter()
            .flat_map(|r| [format!("/api/{r}"), format!("/api/{r}/a"), format!("/api/{r}/bulk"), format!("/api/{r}/attribute=socket;code=e27")])
            .collect();
        let methods = [Method::POST, Method::PUT, Method::PATCH];
        for (n, body) in bodies(300).iter().enumerate() {
            let (path, method) = (&paths[n % paths.len()], methods[n / paths.len() % 3].clone());
            let answer = full.send(method, path, Some(("application/json", body.clone()))).await;
            assert!(answer.status < 500, "{path} {body}: {}", answer.text());
            let text = answer.text();
            assert!(!text.contains("SELECT ") && !text.contains("panicked") && !text.contains(".rs:"), "{text}");
        }
        let queries = ["page=99999999999999999999", "limit=1&page=4294967295", "limit=18446744073709551616", "cursor=%F0%9F%92%A9", "cursor=AAAA&page=2",
            "document.id=%00", "parent.id[]=", "attribute.id[][]=x", "inherited=perhaps", "pagination=maybe", "limit[]=3", "%", "a=%zz", "=&=&="];
        for resource in resources {
            for query in queries {
                let answer = full.get(&format!("/api/{resource}?{query}")).await;
                assert!(answer.status < 500, "{resource}?{query}: {}", answer.text());
            }
        }
        full.get("/api/documents/a").await.expect(200);
        assert!(!server.log().contains("panicked"), "{}", server.log());
    }
}
