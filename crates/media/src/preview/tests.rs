//! What programs may do. Others stand in for them, which must lie under `/usr`: only who may write there can try.

use std::fs;
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use super::*;
use crate::rendition::Format;

const PDF: &[u8] = b"%PDF-1.7\n";

/// What those do that stand in for `pdftocairo`, at last: they draw what follows the first line of the file.
const DRAW: &str = "tail -c +10 /in.pdf >out.png";

/// What becomes of a file that this script draws; `None`: it can't be tried here.
fn drawn(script: &str, limits: &Limits) -> Option<Result<(u32, u32), Unrenderable>> {
    let Ok(programs) = tempfile::tempdir_in("/usr/local") else {
        eprintln!("skipped: no program can be put under /usr");
        return None;
    };
    for name in ["pdfinfo", "pdftocairo"] {
        let path = programs.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a program");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("set");
    }
    let path = std::env::join_paths([programs.path(), Path::new("/usr/bin")]).expect("a path");
    let previews = Previews::find(&path);
    if !previews.serve("application/pdf") {
        eprintln!("skipped: bwrap can't make namespaces on this machine");
        return None;
    }
    let mut bytes = Cursor::new(PDF.to_vec());
    bytes.set_position(PDF.len() as u64);
    image::RgbImage::new(3, 2).write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    let work = tempfile::tempdir().expect("a folder");
    let file = work.path().join("a.pdf");
    fs::write(&file, bytes.into_inner()).expect("a file");
    let made = previews.render((&file, "a.pdf"), &Rendition::within(10, 10, Format::Png), work.path(), limits);
    Some(made.map(|made| (made.width, made.height)))
}

fn undrawn() -> Result<(u32, u32), Unrenderable> {
    Err(Unrenderable::Undrawn("pdftocairo".to_owned()))
}

#[test]
fn without_programs_there_are_no_previews() {
    let none = Previews::find(OsStr::new("/nowhere"));
    assert!(!none.serve("application/pdf"));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.pdf");
    fs::write(&file, PDF).expect("a file");
    let small = Rendition::within(10, 10, Format::Png);
    let made = none.render((&file, "a.pdf"), &small, Path::new("/nowhere"), &Limits::default());
    assert_eq!(made.map(|_| ()), Err(Unrenderable::NoPicture("application/pdf".to_owned())));
}

#[test]
fn programs_that_cannot_be_guarded_are_not_run() {
    let Ok(folder) = tempfile::tempdir_in("/usr/local") else { return };
    fs::write(folder.path().join("pdftocairo"), "").expect("a file");
    assert!(!Previews::find(folder.path().as_os_str()).serve("application/pdf"));
}

#[test]
fn they_reach_nothing_but_the_file() {
    let limits = Limits::default();
    for alone in [
        "[ \"$(grep -c : /proc/net/dev)\" = 1 ] && grep -q ' lo:' /proc/net/dev",
        "[ ! -e /etc/passwd ] && [ ! -e /root ] && [ ! -e /home ] && [ ! -e /var/lib ]",
        "! touch /in.pdf && ! touch /usr/in && ! touch /in && touch /tmp/in",
        "[ -z \"$CARGO_MANIFEST_DIR\" ] && [ \"$HOME\" = /tmp ]",
        "[ \"$(ls -d /proc/[0-9]* | wc -l)\" -lt 9 ]",
    ] {
        let Some(made) = drawn(&format!("{alone} && {DRAW}"), &limits) else { return };
        assert_eq!(made, Ok((3, 2)), "{alone}");
    }
    // What would show, if anything did.
    assert_eq!(drawn(&format!("[ -e /etc/passwd ] && {DRAW}"), &limits), Some(undrawn()));
}

#[test]
fn they_are_ended_when_they_take_too_much() {
    let limits = Limits { memory: 64 << 20, ..Limits::default() };
    for (taking, modest, greedy) in [
        ("dd if=/dev/zero of=/dev/null count=1 bs=", "300M", "1500M"),
        ("head /dev/zero >big -c ", "1M", "300M"),
        ("ulimit -S -n ", "400", "600"),
    ] {
        let with = |amount: &str| drawn(&format!("{taking}{amount} && {DRAW}"), &limits);
        let Some(made) = with(modest) else { return };
        assert_eq!((made, with(greedy)), (Ok((3, 2)), Some(undrawn())), "{taking}");
    }
    let short = Limits { time: Duration::from_secs(1), ..limits };
    assert_eq!(drawn("while :; do :; done", &short), Some(Err(Unrenderable::TooSlow(short.time))));
}
