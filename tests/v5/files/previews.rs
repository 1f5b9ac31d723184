//! Pictures that other programs make of what isn't read here.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::catalogue::ssim;
use crate::support::db::on_both;
use crate::support::pictures::png;
use crate::support::server::Server;
use crate::v5::conformance::assets::{path, sent};

/// Whether this machine lets a program be held; says so if not. All programs must be there.
pub fn can_be_made() -> bool {
    let held = Command::new("bwrap").args(["--unshare-all", "--ro-bind", "/", "/", "true"]).output();
    let can = held.expect("apt-get install bubblewrap").status.success();
    if !can {
        eprintln!("skipped: previews, as bwrap can't make namespaces on this machine");
    }
    can
}

/// A film of one second that shows this picture.
fn film(folder: &Path, picture: &[u8], name: &str) -> Vec<u8> {
    let (from, to) = (folder.join("picture.png"), folder.join(name));
    fs::write(&from, picture).expect("written");
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-loop", "1", "-framerate", "10", "-i"]).arg(&from);
    let made = command.args(["-t", "1", "-c:v", "mpeg4", "-q:v", "2"]).arg(&to).output().expect("a program");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    fs::read(to).expect("a film")
}

/// A PDF of one page whose box it is cropped to lies beyond it.
const CROPPED: &str = "%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/CropBox[500 500 600 600]>> endobj
trailer <</Size 4/Root 1 0 R>>
%%EOF
";

on_both! {
    async fn other_programs_draw_what_is_not_read_here(engine: Engine) {
        if !can_be_made() {
            return;
        }
        let server = Server::shop(engine).await;
        let (full, folder) = (server.as_full(), tempfile::tempdir().expect("a folder"));
        let made = async |id: &str, name: &str, bytes: &[u8]| {
            let file = sent(&full, name, bytes).await;
            let asset = full.post("/api/assets", json!({"id": id, "fileId": file})).await.expect(201).json();
            let url = path(&server, &asset["thumbnailUrl"]);
            (asset, server.anonymous().get(&url).await.expect(200).body)
        };
        let picture = png(320, 240, 90);
        let still = image::load_from_memory(&picture).expect("a picture");
        for (id, name) in [("a", "film.mp4"), ("b", "film.mov"), ("c", "film.avi"), ("d", "film.mkv")] {
            let (asset, shown) = made(id, name, &film(folder.path(), &picture, name)).await;
            assert_eq!(asset["metadata"]["trouble"], Value::Null);
            let shown = image::load_from_memory(&shown).expect("a picture");
            let likeness = ssim::of(&shown, &still);
            assert!(likeness.is_some_and(|likeness| likeness > 0.95), "{name}: {likeness:?}");
        }
        let (asset, shown) = made("e", "page.pdf", CROPPED.as_bytes()).await;
        assert_eq!(asset["metadata"]["trouble"], Value::Null);
        let shown = image::load_from_memory(&shown).expect("a picture");
        assert_eq!((shown.width(), shown.height()), (400, 600));

        let broken = film(folder.path(), &picture, "broken.mp4");
        for (id, name, bytes) in [("f", "broken.mp4", &broken[..broken.len() / 8]), ("g", "broken.pdf", &b"%PDF-1.7\nno"[..])] {
            let (asset, icon) = made(id, name, bytes).await;
            let trouble = asset["metadata"]["trouble"].as_str().unwrap_or_else(|| panic!("words: {asset}"));
            assert!(trouble.ends_with("made no picture of the file: it is damaged, or takes more memory than is allowed."));
            assert_eq!(image::load_from_memory(&icon).expect("an icon").width(), 600);
        }
    }
}
