//! XMP: what programs note, as XML.

use roxmltree::{Document, Node, ParsingOptions};

use super::{Notes, keep, text};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// The names that notes go by, whatever the file calls them.
const NAMES: [(&str, &str); 8] = [
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://ns.adobe.com/xap/1.0/", "xmp"),
    ("http://ns.adobe.com/xap/1.0/rights/", "xmpRights"),
    ("http://ns.adobe.com/photoshop/1.0/", "photoshop"),
    ("http://ns.adobe.com/tiff/1.0/", "tiff"),
    ("http://ns.adobe.com/exif/1.0/", "exif"),
    ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "iptc"),
    ("http://ns.useplus.org/ldf/xmp/1.0/", "plus"),
];

/// Reads properties that are a text, a list of texts, or a text in languages. Returns whether it says where the
/// picture was taken, which isn't kept.
pub fn read(bytes: &[u8], notes: &mut Notes) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 20_000, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(text.trim_matches('\0'), options) else { return false };
    let mut has_gps = false;
    let descriptions = document.descendants().filter(|node| node.has_tag_name((RDF, "Description")));
    for description in descriptions {
        for attribute in description.attributes() {
            has_gps |= !kept(notes, attribute.namespace(), attribute.name(), attribute.value());
        }
        for property in description.children().filter(Node::is_element) {
            let name = property.tag_name();
            has_gps |= !kept(notes, name.namespace(), name.name(), &told(property));
        }
    }
    has_gps
}

/// Whether it may be kept.
fn kept(notes: &mut Notes, namespace: Option<&str>, name: &str, value: &str) -> bool {
    if name.starts_with("GPS") {
        return false;
    }
    let known = NAMES.iter().find(|(address, _)| Some(*address) == namespace);
    if let Some(((_, short), note)) = known.zip(text(value)) {
        keep(notes, &format!("{short}:{name}"), note);
    }
    true
}

/// Items with commas between; of a text in languages, that of no language in particular.
fn told(property: Node<'_, '_>) -> String {
    let items: Vec<_> = property.descendants().filter(|node| node.has_tag_name((RDF, "li"))).collect();
    let text = |node: &Node<'_, '_>| node.text().unwrap_or_default().trim().to_owned();
    if items.is_empty() {
        return text(&property);
    }
    let language =
        |node: &Node<'_, '_>| node.attribute(("http://www.w3.org/XML/1998/namespace", "lang")) == Some("x-default");
    if let Some(default) = items.iter().find(|item| language(item)) {
        return text(default);
    }
    items.iter().map(text).collect::<Vec<_>>().join(", ")
}
