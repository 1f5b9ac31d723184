use image::RgbImage;
use serde_json::{Value, json};

use crate::support::client::{Answer, Caller};
use crate::support::db::on_both;
use crate::support::pictures::{size, striped};
use crate::support::server::Server;
use crate::v5::conformance::assets::{path, sent};

/// An asset with a picture of three stripes (red, green, blue), 1200 x 400.
async fn flag(full: &Caller) -> Value {
    let file = sent(full, "flag.png", &striped(1200, 400)).await;
    full.post("/api/assets", json!({"id": "flag", "fileId": file})).await.expect(201).json()
}

async fn shown(server: &Server, full: &Caller, profile: &str) -> Answer {
    let asset = full.get("/api/assets/flag").await.expect(200).json();
    server.anonymous().get(&path(server, &asset["thumbnails"][profile])).await.expect(200)
}

fn decoded(answer: &Answer) -> RgbImage {
    image::load_from_memory(&answer.body).expect("a picture").to_rgb8()
}

/// Whether a colour is nearly the other: JPEG and WebP are never exact.
fn near(pixel: image::Rgb<u8>, wanted: [u8; 3]) -> bool {
    pixel.0.iter().zip(wanted).all(|(one, other)| one.abs_diff(other) < 12)
}

on_both! {
    async fn pictures_fit_are_filled_up_and_cropped(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        flag(&full).await;
        let profiles = [
            ("fitted", json!({"transformation": "fit", "width": 300, "height": 300, "format": "jpg"}), "image/jpeg", (300, 100)),
            ("filled", json!({"transformation": "fill", "width": 300, "height": 300, "format": "png", "background": "#102030"}), "image/png", (300, 300)),
            ("cropped", json!({"transformation": "crop", "width": 200, "height": 300, "format": "webp"}), "image/webp", (200, 300)),
            ("low", json!({"transformation": "fit", "width": null, "height": 80, "format": "original"}), "image/png", (240, 80)),
            ("large", json!({"transformation": "fit", "width": 5000, "height": 5000, "format": "png"}), "image/png", (1200, 400)),
        ];
        for (id, body, mime, expected) in profiles {
            let made = full.post("/api/image-profiles", with_id(id, body)).await.expect(201).json();
            assert_eq!(made["quality"], 85);
            let answer = shown(&server, &full, id).await;
            assert_eq!((answer.header("content-type"), size(&answer.body)), (mime, expected), "{id}");
        }
        let filled = decoded(&shown(&server, &full, "filled").await);
        assert!(near(*filled.get_pixel(150, 20), [16, 32, 48]) && near(*filled.get_pixel(150, 150), [0, 255, 0]));
        assert!(near(*filled.get_pixel(10, 150), [255, 0, 0]) && near(*filled.get_pixel(290, 150), [0, 0, 255]));
        // Only the middle is left, which is green.
        let cropped = decoded(&shown(&server, &full, "cropped").await);
        assert!([(5, 5), (195, 295), (100, 150)].iter().all(|(x, y)| near(*cropped.get_pixel(*x, *y), [0, 255, 0])));
    }
}

on_both! {
    async fn a_changed_profile_makes_other_pictures(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let file = sent(&full, "noise.jpg", &crate::support::pictures::jpeg(900, 900, 5)).await;
        full.post("/api/assets", json!({"id": "flag", "fileId": file})).await.expect(201);
        let body = json!({"width": 500, "height": 500, "format": "jpg", "quality": 95});
        full.post("/api/image-profiles", with_id("card", body)).await.expect(201);
        let sharp = shown(&server, &full, "card").await;
        full.put("/api/image-profiles/card", json!({"quality": 5})).await.expect(200);
        let coarse = shown(&server, &full, "card").await;
        assert!(coarse.body.len() * 2 < sharp.body.len(), "{} and {}", coarse.body.len(), sharp.body.len());
        assert_ne!(coarse.header("etag"), sharp.header("etag"));
        assert_eq!(size(&coarse.body), size(&sharp.body));
        full.put("/api/image-profiles/card", json!({"quality": null, "height": 100})).await.expect(200);
        assert_eq!(size(&shown(&server, &full, "card").await.body), (100, 100));
        full.delete("/api/image-profiles/card").await.expect(204);
        let asset = full.get("/api/assets/flag").await.expect(200).json();
        assert_eq!(asset["thumbnails"]["card"], Value::Null);
        let gone = path(&server, &asset["url"]).replace("/original/", "/card/");
        server.anonymous().get(&gone).await.expect(404);
    }
}

fn with_id(id: &str, mut body: Value) -> Value {
    body["id"] = json!(id);
    body
}

on_both! {
    /// Pinned to its bytes, a picture is kept for good only where no profile can change it.
    async fn a_profile_is_never_kept_for_good(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let asset = flag(&full).await;
        full.post("/api/image-profiles", json!({"id": "zoom", "width": 90, "height": 90})).await.expect(201);
        let original = path(&server, &asset["url"]);
        let hash = asset["metadata"]["checksum"].as_str().expect("a checksum").replace("sha256:", "");
        for (profile, kept) in [
            ("original", "public, max-age=31536000, immutable"),
            ("600x600", "public, max-age=31536000, immutable"),
            ("70x50", "public, max-age=31536000, immutable"),
            ("zoom", "public, max-age=86400"),
        ] {
            let url = original.replace("/original/", &format!("/{profile}/"));
            let answer = server.anonymous().get(&format!("{url}?v={hash}")).await.expect(200);
            assert_eq!(answer.header("cache-control"), kept, "{profile}");
        }
    }
}
