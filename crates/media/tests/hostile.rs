//! No file makes it panic, read elsewhere, or take what it isn't allowed.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use media::{Format, Limits, Rendition, Unrenderable, describe, render, sniff};
use proptest::prelude::*;

const SMALL: Rendition = Rendition::within(64, 64, Format::Png);

fn written(name: &str, bytes: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    (folder, path)
}

fn rendered(name: &str, bytes: impl AsRef<[u8]>) -> Result<image::RgbaImage, Unrenderable> {
    let (_folder, path) = written(name, bytes);
    let made = render(&path, name, &SMALL, &Limits::default())?;
    Ok(image::load_from_memory(&made.bytes).expect("a picture").to_rgba8())
}

/// A red square with something in it.
fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='64' height='64'>\
         <rect width='64' height='64' fill='red'/>{inner}</svg>"
    )
}

const RED: [u8; 4] = [255, 0, 0, 255];

#[test]
fn drawings_reach_nothing_outside() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("set");
    let address = format!("http://{}/x.png", listener.local_addr().expect("its address"));
    let blue = image::RgbaImage::from_pixel(64, 64, image::Rgba([0, 0, 255, 255]));
    let (_folder, secret) = written("secret.png", "");
    blue.save(&secret).expect("written");
    let secret = secret.display();
    for inner in [
        format!("<image width='64' height='64' href='{address}'/>"),
        format!("<image width='64' height='64' xlink:href='{secret}'/>"),
        format!("<image width='64' height='64' href='file://{secret}'/>"),
        format!("<use href='{address}#x'/><use href='{secret}#x'/>"),
        format!("<style>@import url({address}); rect {{ fill: red }}</style>"),
        format!("<rect width='9' height='9' fill='url({address}#x)'/>"),
        format!("<filter id='f'><feImage href='file://{secret}'/></filter><g filter='url(#f)'/>"),
        "<script>document.documentElement.remove()</script>".to_owned(),
        "<foreignObject width='64' height='64'><body xmlns='http://www.w3.org/1999/xhtml'>x</body></foreignObject>"
            .to_owned(),
    ] {
        let drawn = rendered("a.svg", svg(&inner)).expect("a drawing");
        assert_eq!(drawn.get_pixel(32, 32).0, RED, "{inner}");
    }
    let entity = format!("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file://{secret}'>]>{}", svg("<text>&x;</text>"));
    // Refused or drawn without it.
    if let Ok(drawn) = rendered("a.svg", entity) {
        assert_eq!(drawn.get_pixel(32, 32).0, RED);
    }
    assert!(listener.accept().is_err(), "an address was asked");
}

#[test]
fn drawings_that_multiply_are_refused() {
    let many = |one: &str| svg(&one.repeat(2_000));
    let layers = format!("{}{}", "<g opacity='0.9'><rect width='9' height='9'/>".repeat(300), "</g>".repeat(300));
    let wide = Rendition::within(4_000, 4_000, Format::Png);
    let blur = "<filter id='f' x='-9' y='-9' width='20' height='20'><feTurbulence numOctaves='90'/></filter>";
    for (text, why) in [
        (svg(&layers).replace("'64'", "'4000'").replace("'9'", "'4000'"), Unrenderable::TooMuchMemory),
        (
            many("<g filter='url(#f)'><rect width='64' height='64'/></g>").replace("<rect", &format!("{blur}<rect")),
            Unrenderable::TooComplex,
        ),
        (svg(&format!("{}{}", "<g>".repeat(5_000), "</g>".repeat(5_000))), Unrenderable::TooComplex),
    ] {
        let (_folder, path) = written("a.svg", text);
        assert_eq!(render(&path, "a.svg", &wide, &Limits::default()).map(|_| ()), Err(why));
    }
}

#[test]
fn time_ends_work() {
    let mut noise = 1_u32;
    let picture = image::RgbImage::from_fn(1_500, 1_500, |_, _| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [red, green, blue, _] = noise.to_le_bytes();
        image::Rgb([red, green, blue])
    });
    let limits = Limits { time: Duration::from_millis(1), ..Limits::default() };
    for name in ["a.png", "a.bmp", "a.tiff", "a.gif", "a.webp", "a.jpg"] {
        let (_folder, path) = written(name, "");
        picture.save(&path).expect("written");
        let begin = Instant::now();
        assert_eq!(render(&path, name, &SMALL, &limits), Err(Unrenderable::TooSlow(limits.time)), "{name}");
        assert!(begin.elapsed() < Duration::from_secs(5), "{name} took {:?}", begin.elapsed());
    }
}

#[test]
fn files_are_refused_by_their_size() {
    let limits = Limits { bytes: 1_000, pixels: 5_000, ..Limits::default() };
    let (_folder, path) = written("a.png", "");
    image::RgbImage::new(100, 51).save(&path).expect("written");
    let words = |limits: &Limits| render(&path, "a.png", &SMALL, limits).map(|_| ()).map_err(|why| why.to_string());
    assert_eq!(words(&limits), Err("The picture has 5,100 pixels; 5,000 are allowed.".to_owned()));
    let described = describe(&path, "a.png", &limits).expect("described");
    assert_eq!((described.width, described.fault.is_some()), (Some(100), true));
    assert_eq!(
        words(&Limits { bytes: 10, ..limits }),
        Err("The file has more than the 10 bytes that are allowed.".to_owned())
    );
    assert!(matches!(render(Path::new("/nowhere"), "", &SMALL, &limits), Err(Unrenderable::Unreadable(_))));
}

fn catalogue() -> Vec<(String, Vec<u8>)> {
    let Some(catalogue) = std::env::var_os("VITRINE_CATALOGUE") else {
        eprintln!("skipped: VITRINE_CATALOGUE names no catalogue");
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(catalogue).join("images")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                found.push((name, fs::read(path).expect("readable")));
            }
        }
    }
    found.sort();
    found
}

/// Sniffs, describes and renders it. What is wrong with it is said in words.
fn tried(name: &str, bytes: &[u8]) {
    let limits = Limits { pixels: 20_000_000, memory: 256 << 20, time: Duration::from_secs(10), ..Limits::default() };
    let kind = sniff(bytes, name);
    let (_folder, path) = written("file", bytes);
    let described = describe(&path, name, &limits).expect("can be opened");
    assert_eq!(described.kind, kind);
    for format in [Format::Png, Format::Webp] {
        match render(&path, name, &Rendition { format, ..SMALL }, &limits) {
            Ok(made) => assert!(made.width <= 64 && made.height <= 64, "{name}"),
            Err(why) => assert!(why.to_string().ends_with('.'), "{name}: {why}"),
        }
    }
}

#[test]
fn every_file_of_the_catalogue_is_rendered_or_refused() {
    for (name, bytes) in catalogue() {
        tried(&name, &bytes);
    }
}

#[test]
fn damaged_files_are_rendered_or_refused() {
    let small: Vec<_> = catalogue().into_iter().filter(|(_, bytes)| (1..20_000).contains(&bytes.len())).collect();
    if small.is_empty() {
        return;
    }
    let damage = proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..8);
    let case = (any::<proptest::sample::Index>(), damage, proptest::option::of(any::<proptest::sample::Index>()));
    proptest!(ProptestConfig { cases: 600, max_shrink_iters: 50, ..ProptestConfig::default() }, |((which, damage, cut) in case)| {
        let (name, bytes) = which.get(&small);
        let mut bytes = bytes.clone();
        for (at, byte) in damage {
            *at.get_mut(&mut bytes) ^= byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        tried(name, &bytes);
    });
}
