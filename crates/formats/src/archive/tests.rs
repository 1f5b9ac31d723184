use std::fs;
use std::path::Path;

use tempfile::NamedTempFile;

use super::{Archive, Damage, FORMAT, Header, Writer};

fn header() -> Header {
    Header {
        format: FORMAT,
        program: "1.2.3".into(),
        migration: 10,
        engine: "sqlite".into(),
        taken_at: 1,
        taken: "1970-01-01T00:00:00Z".into(),
    }
}

/// Two tables, one of them in two parts, and an empty one.
fn sample() -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &header()).unwrap();
    writer.table("few", vec!["id".into(), "text".into()]).unwrap();
    for id in 0..3 {
        writer.row(&(id, "é\n")).unwrap();
    }
    writer.table("none", vec!["id".into()]).unwrap();
    writer.table("many", vec!["id".into(), "text".into()]).unwrap();
    for id in 0..3 {
        writer.row(&(id, "x".repeat(3 * 1024 * 1024))).unwrap();
    }
    writer.finish().unwrap().0
}

fn open(bytes: &[u8]) -> Result<Archive, Damage> {
    let file = NamedTempFile::new().unwrap();
    fs::write(file.path(), bytes).unwrap();
    Archive::open(file.path())
}

/// Where the header of an entry begins.
fn entry(bytes: &[u8], name: &str) -> usize {
    let at = bytes.chunks(512).position(|block| block.starts_with(name.as_bytes()));
    at.unwrap_or_else(|| panic!("no entry {name}")) * 512
}

/// An entry with its header and padding.
fn whole(bytes: &[u8], name: &str) -> std::ops::Range<usize> {
    let at = entry(bytes, name);
    let size = tar::Header::from_byte_slice(&bytes[at..at + 512]).size().unwrap();
    at..at + 512 + usize::try_from(size.div_ceil(512) * 512).unwrap()
}

#[test]
fn what_was_written_is_read() {
    let mut archive = open(&sample()).unwrap();
    assert_eq!(archive.header(), &header());
    let manifest = archive.manifest().clone();
    let told: Vec<_> = manifest.tables.iter().map(|t| (t.name.as_str(), t.rows, t.parts.len())).collect();
    assert_eq!(told, [("few", 3, 1), ("none", 0, 0), ("many", 3, 2)]);
    assert_eq!(manifest.rows(), 6);
    let lines = archive.lines(&manifest.tables[0], &manifest.tables[0].parts[0]).unwrap();
    let rows: Vec<_> = lines.rows().collect();
    assert_eq!(rows, [(2, "[0,\"é\\n\"]"), (3, "[1,\"é\\n\"]"), (4, "[2,\"é\\n\"]")]);
}

/// Whichever byte is another, it is found; so is every length that isn't the whole, of which some are tried.
#[test]
fn no_byte_is_changed_or_lost_unseen() {
    let mut writer = Writer::new(Vec::new(), &header()).unwrap();
    writer.table("few", vec!["id".into()]).unwrap();
    writer.row(&(1,)).unwrap();
    let sample = writer.finish().unwrap().0;
    let path = NamedTempFile::new().unwrap();
    for at in 0..sample.len() {
        let mut bytes = sample.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&path, &bytes).unwrap();
        assert!(Archive::open(path.path()).is_err(), "byte {at}");
    }
    for cut in (0..sample.len()).step_by(64) {
        fs::write(&path, &sample[..cut]).unwrap();
        assert!(Archive::open(path.path()).is_err(), "cut to {cut}");
    }
    fs::write(&path, [sample.as_slice(), b"\0"].concat()).unwrap();
    assert!(matches!(Archive::open(path.path()), Err(Damage::Longer { .. })));
}

#[test]
fn the_damage_is_named() {
    let sample = sample();
    let words = |bytes: &[u8]| open(bytes).unwrap_err().to_string();
    let flipped = |at: usize| {
        let mut bytes = sample.clone();
        bytes[at] ^= 4;
        bytes
    };
    let without = |name: &str| {
        let range = whole(&sample, name);
        [&sample[..range.start], &sample[range.end..]].concat()
    };
    let few = entry(&sample, "tables/few/00001");
    assert_eq!(words(b"no archive at all"), "it is no backup of Vitrine");
    assert_eq!(words(&[b'x'; 4096]), "it is no backup of Vitrine");
    assert!(words(&flipped(few + 512)).contains("tables/few/00001.ndjson.zst is damaged"));
    assert_eq!(words(&flipped(few + 3)), format!("it is damaged at byte {few}, after vitrine.json"));
    let cut = words(&sample[..few + 600]);
    assert_eq!(cut, format!("it is cut off after {} bytes, within tables/few/00001.ndjson.zst", few + 600));
    assert_eq!(words(&without("tables/many/00001")), "tables/many/00001.ndjson.zst is missing");
    assert_eq!(words(&without("manifest.json")), "manifest.json is missing");
    assert_eq!(words(&without("vitrine.json")), "it is no backup of Vitrine");
    let (one, other) = (whole(&sample, "tables/many/00001"), whole(&sample, "tables/many/00002"));
    let swapped = [&sample[..one.start], &sample[other.clone()], &sample[one], &sample[other.end..]].concat();
    assert_eq!(words(&swapped), Damage::Whole.to_string());
    let twice = [&sample[..few], &sample[whole(&sample, "tables/few/00001")], &sample[few..]].concat();
    assert_eq!(words(&twice), "tables/few/00001.ndjson.zst doesn't belong there");
    assert!(words(&flipped(entry(&sample, "archive.sha256") + 512)).contains("outside of its tables"));
}

#[test]
fn a_later_format_is_refused_whatever_else_it_says() {
    let later = serde_json::json!({"format": FORMAT + 1, "new": true}).to_string();
    let mut blocks = super::blocks::Blocks::new(Vec::new());
    blocks.entry("vitrine.json", later.as_bytes()).unwrap();
    let (bytes, _) = blocks.end().unwrap();
    assert!(matches!(open(&bytes), Err(Damage::Format { found: 2, known: 1 })));
}

/// An entry can't have a name that leads elsewhere: no entry but those named in the manifest is right, and none is
/// ever written to a disk.
#[test]
fn a_stray_entry_is_refused() {
    let mut blocks = super::blocks::Blocks::new(Vec::new());
    blocks.entry("vitrine.json", &serde_json::to_vec(&header()).unwrap()).unwrap();
    blocks.entry("tables/few/00009.ndjson.zst", b"x").unwrap();
    blocks.entry("manifest.json", b"{\"tables\": []}").unwrap();
    let sum = blocks.sum() + "\n";
    blocks.entry("archive.sha256", sum.as_bytes()).unwrap();
    let (bytes, _) = blocks.end().unwrap();
    let error = open(&bytes).unwrap_err().to_string();
    assert_eq!(error, "tables/few/00009.ndjson.zst doesn't belong there");
}

/// A file that changes after it was opened is noticed.
#[test]
fn a_part_is_looked_at_again_when_it_is_read() {
    let file = NamedTempFile::new().unwrap();
    let mut bytes = sample();
    fs::write(file.path(), &bytes).unwrap();
    let mut archive = Archive::open(Path::new(file.path())).unwrap();
    let at = entry(&bytes, "tables/few/00001") + 512;
    bytes[at] ^= 1;
    fs::write(file.path(), &bytes).unwrap();
    let manifest = archive.manifest().clone();
    let lines = archive.lines(&manifest.tables[0], &manifest.tables[0].parts[0]);
    assert!(matches!(lines.err(), Some(Damage::Part { .. })));
}
