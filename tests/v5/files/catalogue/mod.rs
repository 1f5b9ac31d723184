//! Every file of the catalogue's images, sent to the program with a folder and with a bucket: the same comes back of
//! both, as like what other programs make of it as they are like each other, or words that say why not.

mod expected;
mod others;
pub mod ssim;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

use self::expected::Expected;
use self::others::Others;
use super::bucket::bucket;
use super::previews;
use crate::support::client::Answer;
use crate::support::db::Engine;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::v5::conformance::assets::{path, sent};

/// A size that most pictures are larger than, and one that few are.
const SIZES: [(u32, u32); 2] = [(120, 90), (600, 600)];

/// At work at once, on each store and with the other programs.
const AT_ONCE: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn every_picture_looks_as_other_programs_show_it() {
    let Some(catalogue) = std::env::var_os("VITRINE_CATALOGUE") else {
        eprintln!("skipped: VITRINE_CATALOGUE names no catalogue");
        return;
    };
    let folder = PathBuf::from(catalogue).join("images");
    let (others, can_preview) = (Others::find(), previews::can_be_made());
    let instance = async |engine| Arc::new(Instance::new(engine, Content::Shop).await);
    let (url, reach) = bucket().await;
    let with_bucket = Server::start_with(instance(Engine::Postgres).await, |command| {
        reach(command);
        command.args(["--files-url", &url]);
    });
    let stores = [Server::start(instance(Engine::Sqlite).await).await, with_bucket.await];
    let work = files(&folder).into_iter().map(|file| {
        let (name, stores) = (file.strip_prefix(&folder).expect("within").display().to_string(), &stores);
        async move {
            let told = tried(stores, &file, &name, expected::of(&name, can_preview), others).await;
            told.map_err(|wrong| format!("{name}: {wrong}"))
        }
    });
    let done: Vec<_> = stream::iter(work).buffer_unordered(AT_ONCE).collect().await;
    let compared = done.iter().flatten().sum::<usize>();
    let wrong: Vec<_> = done.into_iter().filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{compared} compared, and wrong:\n{}", wrong.join("\n"));
    assert!(compared > 220, "only {compared} compared");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.retain(|path| !path.ends_with("index.csv"));
    found.sort();
    found
}

/// What became of a file on one store.
struct Shown {
    trouble: Value,
    original: Vec<u8>,
    /// In each size.
    pictures: Vec<Answer>,
}

/// Sends a file and looks at all that comes back; how many of its pictures were compared. Error: what is wrong.
async fn tried(
    stores: &[Server; 2],
    file: &Path,
    name: &str,
    expected: Expected,
    others: Others,
) -> Result<usize, String> {
    let bytes = fs::read(file).expect("readable");
    let [a, b] = [shown(&stores[0], name, &bytes).await, shown(&stores[1], name, &bytes).await];
    if a.original != bytes || b.original != bytes {
        return Err("other bytes came back".to_owned());
    }
    let same = a.pictures.iter().zip(&b.pictures).all(|(a, b)| a.body == b.body);
    if !same || a.trouble != b.trouble {
        return Err(format!("the stores differ: {} and {}", a.trouble, b.trouble));
    }
    let are_icons = a.pictures.iter().all(is_icon);
    match (expected, &a.trouble) {
        (Expected::Trouble(words), Value::String(told)) if told.contains(words) && are_icons => Ok(0),
        (Expected::Icon, Value::Null) if are_icons => Ok(0),
        (Expected::Picture, Value::Null) if !a.pictures.iter().any(is_icon) => {
            let (file, name) = (file.to_owned(), name.to_owned());
            let compare = move || compared(&file, &name, &a.pictures, others);
            tokio::task::spawn_blocking(compare).await.expect("no panic")
        }
        (_, told) => Err(format!("trouble: {told}, icons: {are_icons}, not {expected:?}")),
    }
}

async fn shown(store: &Server, name: &str, bytes: &[u8]) -> Shown {
    let full = store.as_full();
    let id = sent(&full, name.rsplit('/').next().expect("a name"), bytes).await;
    let asset = json!({"id": name.replace(['/', '.'], "-"), "fileId": id});
    let asset = full.post("/api/assets", asset).await.expect(201).json();
    let original = path(store, &asset["url"]);
    let (key, _) = original.split_once("/original/").expect("a profile");
    let mut pictures = Vec::new();
    for (width, height) in SIZES {
        pictures.push(store.anonymous().get(&format!("{key}/{width}x{height}/picture.png")).await.expect(200));
    }
    let original = store.anonymous().get(&original).await.expect(200).body;
    Shown { trouble: asset["metadata"]["trouble"].clone(), original, pictures }
}

/// Icons are kept for minutes only: a program that draws such files may be installed.
fn is_icon(answer: &Answer) -> bool {
    answer.header("cache-control") == "public, max-age=300"
}

/// Compares the pictures in each size with those of the others; how many there were.
fn compared(file: &Path, name: &str, pictures: &[Answer], others: Others) -> Result<usize, String> {
    let least = if name.contains("cmyk") { 0.95 } else { 0.98 };
    for (ours, size) in pictures.iter().zip(SIZES) {
        let ours = image::load_from_memory(&ours.body).map_err(|error| format!("no picture: {error}"))?;
        let theirs = others.make(file, size);
        // They differ from each other in filters and inks: it shall be like one of them.
        let likeness = theirs.iter().filter_map(|theirs| ssim::of(&ours, theirs)).reduce(f64::max);
        if likeness.is_none_or(|likeness| likeness < least) {
            let sizes: Vec<_> = theirs.iter().map(|one| (one.width(), one.height())).collect();
            return Err(format!("{}x{} (others {sizes:?}) is alike by {likeness:?}", ours.width(), ours.height()));
        }
    }
    Ok(pictures.len())
}
