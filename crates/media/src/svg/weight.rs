//! How many parts a drawing has when every reference is followed: a few lines of `use` can stand for billions.

use std::collections::HashMap;

use resvg::usvg::roxmltree::{Document, Node, NodeId};

use crate::unrenderable::Unrenderable;

/// Most parts, references followed.
const MAX_PARTS: u64 = 300_000;
/// Deepest nesting, references followed.
const MAX_DEPTH: u32 = 400;

/// What hands a reference down to all that lies within.
const INHERITED: [&str; 7] = ["fill", "stroke", "marker", "marker-start", "marker-mid", "marker-end", "style"];

/// Error: it has too many parts, or they lie too deep.
pub fn check(document: &Document<'_>) -> Result<(), Unrenderable> {
    check_depth(document)?;
    let elements = || document.descendants().filter(Node::is_element);
    let by_id = elements().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let has_markers = elements().any(|node| {
        let is_style = node.tag_name().name() == "style" && node.text().unwrap_or_default().contains("marker");
        is_style || node.attributes().any(|one| one.name().starts_with("marker") || one.value().contains("marker"))
    });
    let mut weights = Weights { by_id, has_markers, known: HashMap::new() };
    let parts = weights.of(document.root_element(), 0)?;
    // Rules of style may give any part what they refer to.
    let mut heaviest = 0;
    for style in elements().filter(|node| node.tag_name().name() == "style") {
        for id in references(style.text().unwrap_or_default()) {
            heaviest = heaviest.max(weights.named(id, 0)?);
        }
    }
    if parts.saturating_mul(1 + heaviest) > MAX_PARTS { Err(Unrenderable::TooComplex) } else { Ok(()) }
}

fn check_depth(document: &Document<'_>) -> Result<(), Unrenderable> {
    let mut depths: HashMap<NodeId, u32> = HashMap::new();
    for node in document.descendants().filter(Node::is_element) {
        let above = node.parent().and_then(|parent| depths.get(&parent.id()).copied()).unwrap_or_default();
        if above >= MAX_DEPTH {
            return Err(Unrenderable::TooComplex);
        }
        depths.insert(node.id(), above + 1);
    }
    Ok(())
}

struct Weights<'a, 'input> {
    by_id: HashMap<&'a str, Node<'a, 'input>>,
    has_markers: bool,
    /// `None`: it is being weighed, so what refers to it goes round in a circle, which isn't followed.
    known: HashMap<NodeId, Option<u64>>,
}

impl Weights<'_, '_> {
    fn named(&mut self, id: &str, depth: u32) -> Result<u64, Unrenderable> {
        self.by_id.get(id).copied().map_or(Ok(0), |node| self.of(node, depth + 1))
    }

    fn of(&mut self, node: Node<'_, '_>, depth: u32) -> Result<u64, Unrenderable> {
        if depth > MAX_DEPTH {
            return Err(Unrenderable::TooComplex);
        }
        if let Some(known) = self.known.get(&node.id()) {
            return Ok(known.unwrap_or(1));
        }
        self.known.insert(node.id(), None);
        let weight = self.weighed(node, depth)?;
        self.known.insert(node.id(), Some(weight));
        Ok(weight)
    }

    fn weighed(&mut self, node: Node<'_, '_>, depth: u32) -> Result<u64, Unrenderable> {
        if matches!(node.tag_name().name(), "linearGradient" | "radialGradient" | "style") {
            return Ok(1);
        }
        let mut own = 1 + self.corners(node);
        for child in node.children().filter(Node::is_element) {
            own = own.saturating_add(self.of(child, depth + 1)?);
        }
        let (mut each, mut once) = (0_u64, 0_u64);
        for attribute in node.attributes() {
            if attribute.name() == "href" {
                once = once.saturating_add(self.named(attribute.value().trim().trim_start_matches('#'), depth)?);
            }
            for id in references(attribute.value()) {
                let weight = self.named(id, depth)?;
                let is_inherited = INHERITED.contains(&attribute.name());
                let sum = if is_inherited { &mut each } else { &mut once };
                *sum = sum.saturating_add(weight);
            }
        }
        let weight = own.saturating_mul(1 + each).saturating_add(once);
        if weight > MAX_PARTS { Err(Unrenderable::TooComplex) } else { Ok(weight) }
    }

    /// Where a marker may stand, at most.
    fn corners(&self, node: Node<'_, '_>) -> u64 {
        let length = |name| node.attribute(name).map_or(0, str::len) as u64 / 4;
        if self.has_markers { length("d") + length("points") } else { 0 }
    }
}

/// The ids in all `url(#id)` of a text.
fn references(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("url(").skip(1);
    after.filter_map(|rest| Some(rest.split(')').next()?.trim_matches(['"', '\'', ' ', '#'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_heavy(text: &str) -> bool {
        check(&Document::parse(text).expect("XML")) == Err(Unrenderable::TooComplex)
    }

    #[test]
    fn references_multiply() {
        let tenfold = |name: &str, of: &str, using: &str| {
            let uses = using.replace("ID", of).repeat(10);
            format!("<g id='{name}'>{uses}</g>")
        };
        for using in ["<use href='#ID'/>", "<g clip-path='url(#ID)'/>", "<g style=\"fill:url('#ID')\"/>"] {
            let mut text = "<svg><g id='a0'/>".to_owned();
            for level in 1..7 {
                text += &tenfold(&format!("a{level}"), &format!("a{}", level - 1), using);
            }
            assert!(is_heavy(&(text + "</svg>")), "{using}");
        }
        assert!(!is_heavy(&format!("<svg><g id='a0'/>{}</svg>", tenfold("a1", "a0", "<use href='#ID'/>"))));
    }

    #[test]
    fn circles_and_depths_end() {
        assert!(!is_heavy("<svg><g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g></svg>"));
        assert!(is_heavy(&format!("{}{}", "<g>".repeat(500), "</g>".repeat(500))));
        let links: Vec<_> = (0..500).map(|at| format!("<g id='a{at}'><use href='#a{}'/></g>", at + 1)).collect();
        let chain = links.concat();
        assert!(is_heavy(&format!("<svg>{chain}</svg>")));
    }

    #[test]
    fn rules_count_for_all() {
        let shapes = "<path d='M0 0'/>".repeat(1_000);
        let with = |style: &str| format!("<svg><style>{style}</style><pattern id='p'>{shapes}</pattern>{shapes}</svg>");
        assert!(is_heavy(&with("path { fill: url(#p) }")));
        assert!(!is_heavy(&with("path { fill: red }")));
    }
}
