//! Pictures that say something of themselves.

use super::pictures::jpeg;

/// What a picture says in EXIF, IPTC and XMP; nothing: that part is left out.
#[derive(Default, Clone, Copy)]
pub struct Noted<'a> {
    /// What the camera saw.
    pub description: Option<&'a str>,
    /// When it was taken: `2020:01:02 03:04:05`.
    pub taken: Option<&'a str>,
    /// Whether it says where.
    pub has_place: bool,
    /// Tags of the second record with their texts: 25 is Keywords, 105 Headline, 120 Caption.
    pub iptc: &'a [(u8, &'a str)],
    /// `dc:title`.
    pub title: Option<&'a str>,
}

impl Noted<'_> {
    /// A JPEG that says so.
    pub fn jpeg(&self, seed: u8) -> Vec<u8> {
        let plain = jpeg(24, 16, seed);
        let mut bytes = plain[..2].to_vec();
        if self.description.is_some() || self.taken.is_some() || self.has_place {
            segment(&mut bytes, 0xE1, &[b"Exif\0\0", &*self.exif()].concat());
        }
        if let Some(title) = self.title {
            segment(&mut bytes, 0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", xmp(title).as_bytes()].concat());
        }
        if !self.iptc.is_empty() {
            segment(&mut bytes, 0xED, &iptc(self.iptc));
        }
        bytes.extend(&plain[2..]);
        bytes
    }

    fn exif(&self) -> Vec<u8> {
        let mut tiff = Tiff(b"II*\0\x08\0\0\0".to_vec());
        let mut first = Vec::new();
        first.extend(self.description.map(|text| Entry::text(0x010E, text)));
        first.extend(self.taken.map(|text| Entry::directory(0x8769, vec![Entry::text(0x9003, text)])));
        let place = || {
            let latitude = [48_u32, 1, 51, 1, 30, 1].iter().flat_map(|part| part.to_le_bytes()).collect();
            vec![Entry::text(1, "N"), Entry { tag: 2, kind: 5, count: 3, content: Content::Bytes(latitude) }]
        };
        first.extend(self.has_place.then(|| Entry::directory(0x8825, place())));
        tiff.write(first);
        tiff.0
    }
}

struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    content: Content,
}

enum Content {
    Bytes(Vec<u8>),
    Directory(Vec<Entry>),
}

impl Entry {
    fn text(tag: u16, text: &str) -> Self {
        let bytes = [text.as_bytes(), b"\0"].concat();
        Self { tag, kind: 2, count: length(&bytes), content: Content::Bytes(bytes) }
    }

    fn directory(tag: u16, entries: Vec<Self>) -> Self {
        Self { tag, kind: 4, count: 1, content: Content::Directory(entries) }
    }
}

/// Directories of tags, little end first.
struct Tiff(Vec<u8>);

impl Tiff {
    /// Writes a directory at the end, and behind it what doesn't fit into its entries.
    fn write(&mut self, entries: Vec<Entry>) {
        let begin = self.0.len();
        self.0.extend(u16::try_from(entries.len()).expect("few").to_le_bytes());
        self.0.extend(vec![0; entries.len() * 12 + 4]);
        for (n, entry) in entries.into_iter().enumerate() {
            let behind = length(&self.0);
            let field = match entry.content {
                Content::Bytes(mut bytes) if bytes.len() <= 4 => {
                    bytes.resize(4, 0);
                    bytes
                }
                Content::Bytes(bytes) => {
                    self.0.extend(bytes);
                    behind.to_le_bytes().to_vec()
                }
                Content::Directory(entries) => {
                    self.write(entries);
                    behind.to_le_bytes().to_vec()
                }
            };
            let head = [&entry.tag.to_le_bytes()[..], &entry.kind.to_le_bytes(), &entry.count.to_le_bytes()].concat();
            let at = begin + 2 + n * 12;
            self.0[at..at + 12].copy_from_slice(&[head, field].concat());
        }
    }
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("a small picture")
}

fn segment(bytes: &mut Vec<u8>, marker: u8, content: &[u8]) {
    bytes.extend([0xFF, marker]);
    bytes.extend(u16::try_from(content.len() + 2).expect("a small part").to_be_bytes());
    bytes.extend(content);
}

/// As Photoshop wraps it.
fn iptc(tags: &[(u8, &str)]) -> Vec<u8> {
    let mut records = Vec::new();
    for (tag, text) in tags {
        records.extend([0x1C, 2, *tag]);
        records.extend(u16::try_from(text.len()).expect("a short text").to_be_bytes());
        records.extend(text.as_bytes());
    }
    let head = [b"Photoshop 3.0\x008BIM\x04\x04\0\0", &length(&records).to_be_bytes()[..]].concat();
    [head, records].concat()
}

fn xmp(title: &str) -> String {
    format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
            xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about=""><dc:title><rdf:Alt>
            <rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"#
    )
}
