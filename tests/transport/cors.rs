use reqwest::Method;

use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// v4 18, 19: any page may ask, without credentials, and may read the digest.
    async fn any_origin(engine: Engine) {
        let server = Server::bare(engine).await;
        let page = server.anonymous().with("origin", "https://shop.example");
        let asking = page.with("access-control-request-method", "POST");
        let preflight = asking.send(Method::OPTIONS, "/api_1.php/sessions", None).await.expect(204);
        assert_eq!(preflight.header("access-control-allow-origin"), "*");
        assert_eq!(preflight.header("access-control-allow-credentials"), "");
        let methods = preflight.all("access-control-allow-methods");
        for method in ["GET", "POST", "PUT", "DELETE", "OPTIONS"] {
            assert!(methods.contains(method), "{method}: {methods}");
        }
        let headers = preflight.all("access-control-allow-headers").to_lowercase();
        assert!(headers.contains("authorization") && headers.contains("content-type"), "{headers}");

        // Answers and refusals alike.
        for path in ["/api/documents", "/api_1.php/sessions", "/nowhere"] {
            let answer = page.get(path).await;
            assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
            assert!(answer.all("access-control-expose-headers").contains("Quable-Digest"), "{path}: {:?}", answer.headers);
        }
    }
}

on_both! {
    /// v5.md 1.2: what an address takes is told to anybody, and pages may read what the answers say.
    async fn of_v5(engine: Engine) {
        let server = Server::bare(engine).await;
        let page = server.anonymous().with("origin", "https://shop.example");
        for (path, expected) in [
            ("/api/documents", "GET,HEAD,POST"),
            ("/api/documents/", "GET,HEAD,POST"),
            ("/api/documents/a%2Fb", "GET,HEAD,PUT,PATCH,DELETE"),
        ] {
            let asking = page.with("access-control-request-method", "PATCH");
            let preflight = asking.send(Method::OPTIONS, path, None).await.expect(204);
            assert_eq!((preflight.header("allow"), preflight.body.len()), (expected, 0), "{path}");
            assert!(preflight.all("access-control-allow-methods").contains("PATCH"), "{:?}", preflight.headers);
            let headers = preflight.all("access-control-allow-headers");
            for header in ["Authorization", "Content-Type", "Accept", "If-Match", "If-None-Match"] {
                assert!(headers.contains(header), "{header}: {headers}");
            }
        }
        page.send(Method::OPTIONS, "/api/nowhere", None).await.expect(404);
        let refused = page.get("/api/documents").await.expect(401);
        let exposed = refused.all("access-control-expose-headers");
        for header in ["ETag", "Link", "Location", "X-Total-Count", "Retry-After", "X-RateLimit-Remaining"] {
            assert!(exposed.contains(header), "{header}: {exposed}");
        }
    }
}
