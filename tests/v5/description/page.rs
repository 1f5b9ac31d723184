//! `GET /api` in a browser, and `GET /api/docs`.

use regex::Regex;

use crate::support::db::on_both;
use crate::support::server::Server;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

on_both! {
    async fn all_of_it_comes_from_here(engine: Engine) {
        let server = Server::bare(engine).await;
        let anyone = server.anonymous();
        let page = anyone.accept(BROWSER).get("/api").await.expect(200);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.text(), anyone.get("/api/docs").await.expect(200).text());

        let policy = page.header("content-security-policy");
        let rules: Vec<_> = policy.split("; ").collect();
        assert!(rules.contains(&"default-src 'none'") && rules.contains(&"script-src 'self'"), "{policy}");
        assert!(rules.contains(&"connect-src 'self'") && !policy.contains("unsafe") && !policy.contains("http"), "{policy}");

        let text = page.text();
        let address = Regex::new(r#"(?:src|href)="([^"]*)""#).expect("an expression");
        let parts: Vec<_> = address.captures_iter(&text).map(|found| found[1].to_owned()).collect();
        let (own, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.starts_with("/api/docs"));
        assert_eq!(others, ["data:,"], "{text}");
        assert_eq!(own.len(), 4, "{text}");
        for part in own {
            let part = anyone.get(&part).await.expect(200);
            assert!(!part.body.is_empty());
        }
        let script = anyone.get("/api/docs/page.js").await.expect(200).text();
        assert!(script.contains("\"/api/docs.json\"") && !script.contains("http"), "{script}");
    }
}

on_both! {
    /// What the page's dialog and its text are made of.
    async fn it_says_how_to_authorize_page_filter_and_sort(engine: Engine) {
        let server = Server::bare(engine).await;
        let description = server.anonymous().get("/api/docs.json").await.expect(200).json();
        let scheme = &description["components"]["securitySchemes"]["token"];
        assert_eq!((&scheme["in"], &scheme["name"]), (&"header".into(), &"Authorization".into()));
        assert!(scheme["description"].as_str().is_some_and(|words| words.contains("Bearer")), "{scheme}");
        let words = description["info"]["description"].as_str().expect("words");
        for title in ["### Pagination", "### Filtering", "### Sorting"] {
            assert!(words.contains(title), "{title}: {words}");
        }
    }
}
