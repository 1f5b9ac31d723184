//! JSON-LD and Hydra: addresses, types, contexts and collections (v5.md 1.2).

use std::borrow::Cow;

use model::event::SEGMENT;
use percent_encoding::{percent_decode_str, utf8_percent_encode};
use schemars::{JsonSchema, SchemaGenerator, json_schema};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use super::page::Links;
use super::properties::Members;

/// What the wire calls a kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// The collection under `/api/`.
    pub path: &'static str,
    /// The short name, `@type`.
    pub name: &'static str,
    /// Whether an item carries its context, rather than the context's address.
    pub embeds_context: bool,
}

/// Hydra's own names.
pub const HYDRA: &str = "http://www.w3.org/ns/hydra/core#";

/// v5.md 2.1.
pub const DOCUMENT: Class = Class { path: "documents", name: "Document", embeds_context: true };
/// v5.md 2.2.
pub const CLASSIFICATION: Class = Class { path: "classifications", name: "Classification", embeds_context: true };
/// v5.md 2.3.
pub const VARIANT: Class = Class { path: "variants", name: "Variant", embeds_context: true };
/// v5.md 2.4.
pub const ASSET: Class = Class { path: "assets", name: "Asset", embeds_context: true };
/// v5.md 2.5.
pub const FILE: Class = Class { path: "files", name: "File", embeds_context: false };
/// v5.md 2.6.
pub const LINK: Class = Class { path: "links", name: "Link", embeds_context: true };
/// v5.md 3.1.
pub const ATTRIBUTE: Class = Class { path: "attributes", name: "Attribute", embeds_context: false };
/// v5.md 3.2.
pub const ATTRIBUTE_GROUP: Class = Class { path: "attribute-groups", name: "AttributeGroup", embeds_context: false };
/// v5.md 3.3.
pub const ATTRIBUTE_SET: Class = Class { path: "attributes-sets", name: "AttributeSet", embeds_context: false };
/// v5.md 3.4.
pub const PREDEFINED_VALUE: Class = Class { path: "predefined-values", name: "PredefinedValue", embeds_context: false };
/// v5.md 3.5.
pub const DOCUMENT_TYPE: Class = Class { path: "document-types", name: "DocumentType", embeds_context: false };
/// v5.md 3.6.
pub const LINK_TYPE: Class = Class { path: "link-types", name: "LinkType", embeds_context: false };
/// v5.md 3.7.
pub const CATALOG: Class = Class { path: "catalogs", name: "Catalog", embeds_context: false };
/// v5.md 3.8.
pub const LOCALE: Class = Class { path: "locales", name: "Locale", embeds_context: false };
/// v5.md 3.9.
pub const COMPLETENESS_SETTING: Class =
    Class { path: "completeness-settings", name: "CompletenessSetting", embeds_context: false };

/// v5.md 3.10.
pub const TAG: Class = Class { path: "tags", name: "Tag", embeds_context: false };
/// v5.md 3.13.
pub const KEY_VALUE: Class = Class { path: "keyvalues", name: "KeyValue", embeds_context: false };
/// Ours.
pub const MEASURE_FAMILY: Class = Class { path: "measure-families", name: "MeasureFamily", embeds_context: false };

/// v5.md 3.12.
pub const USER: Class = Class { path: "users", name: "User", embeds_context: false };
/// v5.md 3.12.
pub const ROLE: Class = Class { path: "users/groups", name: "Role", embeds_context: false };
/// v5.md 3.12.
pub const CLASSIFICATION_ACCESS: Class =
    Class { path: "classification-access-profiles", name: "ClassificationAccessProfile", embeds_context: false };
/// v5.md 3.12.
pub const ATTRIBUTE_ACCESS: Class =
    Class { path: "attribute-access-profiles", name: "AttributeAccessProfile", embeds_context: false };
/// v5.md 3.14.
pub const IMAGE_PROFILE: Class = Class { path: "image-profiles", name: "ImageProfile", embeds_context: false };

/// v5.md 4.2.
pub const IMPORT_PROFILE: Class = Class { path: "import-profiles", name: "ImportProfile", embeds_context: false };
/// v5.md 4.2.
pub const EXPORT_PROFILE: Class = Class { path: "export-profiles", name: "ExportProfile", embeds_context: false };

/// v5.md 3.11.
pub const WORKFLOW: Class = Class { path: "workflows", name: "Workflow", embeds_context: false };

/// v5.md 4.2.
pub const IMPORT_PLANNING: Class = Class { path: "plannings/imports", name: "ImportPlanning", embeds_context: false };
/// v5.md 4.2.
pub const EXPORT_PLANNING: Class = Class { path: "plannings/exports", name: "ExportPlanning", embeds_context: false };

/// v5.md 4.1.
pub const WEBHOOK: Class = Class { path: "webhooks", name: "Webhook", embeds_context: false };
/// Ours: what was sent to a webhook's receiver.
pub const DELIVERY: Class = Class { path: "deliveries", name: "Delivery", embeds_context: false };

/// v5.md 4.4.
pub const APP: Class = Class { path: "apps", name: "App", embeds_context: false };

/// Ours: a saved view.
pub const VIEW: Class = Class { path: "views", name: "View", embeds_context: false };

/// v5.md 4.2.
pub const PROCESS: Class = Class { path: "processes", name: "Process", embeds_context: false };

/// Ours: a document that differs in a catalog between two moments.
pub const CATALOG_CHANGE: Class = Class { path: "delta", name: "CatalogChange", embeds_context: false };

/// Ours: a change in the history of something.
pub const HISTORY_ENTRY: Class = Class { path: "history", name: "HistoryEntry", embeds_context: false };

impl Class {
    /// The address of the collection.
    pub fn collection(self) -> String {
        format!("/api/{}", self.path)
    }

    /// The address of the one with that id.
    pub fn iri(self, id: &str) -> String {
        format!("/api/{}/{}", self.path, utf8_percent_encode(id, SEGMENT))
    }

    /// What its properties are named after in contexts: `Document` is printed by its output class.
    pub fn vocabulary(self) -> Cow<'static, str> {
        if self.embeds_context { format!("{}Output", self.name).into() } else { self.name.into() }
    }

    /// The short name as a property, such as `documentType`.
    pub fn property(self) -> String {
        let (first, rest) = self.name.split_at(1);
        first.to_ascii_lowercase() + rest
    }

    /// The id in an address of this class, with or without scheme and host.
    pub fn code_of(self, iri: &str) -> Option<String> {
        let path = match iri.split_once("://") {
            Some((_, rest)) => &rest[rest.find('/')?..],
            None => iri,
        };
        let segment = path.strip_prefix("/api/")?.strip_prefix(self.path)?.strip_prefix('/')?;
        if segment.is_empty() || segment.contains('/') {
            return None;
        }
        Some(percent_decode_str(segment).decode_utf8().ok()?.into_owned())
    }
}

/// A thing named by its id; in ld+json also by address and type.
#[derive(Debug, Clone)]
pub struct Reference<'a> {
    /// Its class.
    pub class: Class,
    /// Its id.
    pub id: Cow<'a, str>,
    /// Whether to print address and type.
    pub linked: bool,
}

impl JsonSchema for Reference<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Reference".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({"type": "object", "properties": {
            "@id": {"type": "string", "description": "Its address. In JSON-LD only."},
            "@type": {"type": "string", "description": "Its short name. In JSON-LD only."},
            "id": {"type": "string", "description": "Its code."},
        }})
    }
}

impl Serialize for Reference<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.linked {
            map.serialize_entry("@id", &self.class.iri(&self.id))?;
            map.serialize_entry("@type", self.class.name)?;
        }
        map.serialize_entry("id", &self.id)?;
        map.end()
    }
}

/// An item as an answer of its own: a member with its context. `base` is the scheme and host
/// that clients see, or empty.
pub fn item(class: Class, member: &[u8], base: &str) -> serde_json::Result<Vec<u8>> {
    let context = if class.embeds_context {
        let Members(members) = serde_json::from_slice(member)?;
        let names = members.iter().map(|(name, _)| name.as_ref()).filter(|name| !name.starts_with('@'));
        context(base, &class.vocabulary(), names).to_string()
    } else {
        address_of_context(class)
    };
    let mut out = Vec::with_capacity(member.len() + context.len() + 16);
    out.extend_from_slice(b"{\"@context\":");
    out.extend_from_slice(context.as_bytes());
    out.push(b',');
    out.extend_from_slice(member.strip_prefix(b"{").unwrap_or(member));
    Ok(out)
}

/// What the properties of a vocabulary mean: each stands in the documentation.
pub fn context<'a>(base: &str, vocabulary: &str, names: impl IntoIterator<Item = &'a str>) -> Value {
    let mut context = json!({"@vocab": format!("{base}/api/docs.jsonld#"), "hydra": HYDRA});
    for name in names {
        context[name] = format!("{vocabulary}/{name}").into();
    }
    context
}

fn address_of_context(class: Class) -> String {
    format!("\"/api/contexts/{}\"", class.name)
}

/// What stands before the members of the collection at that address.
pub fn collection_begin(class: Class, address: &str) -> String {
    format!(
        r#"{{"@context":{},"@id":"{}","@type":"hydra:Collection","hydra:member":["#,
        address_of_context(class),
        address
    )
}

/// What stands after them; without `links` the collection is whole. `facets` is JSON.
pub fn collection_end(total: Option<u64>, facets: Option<&str>, links: Option<&Links>) -> String {
    let total = total.map_or(String::new(), |total| format!(r#","hydra:totalItems":{total}"#));
    let facets = facets.map_or(String::new(), |facets| format!(r#","facets":{facets}"#));
    let Some(links) = links else { return format!("]{total}{facets}}}") };
    let mut view = json!({"@id": links.this, "@type": "hydra:PartialCollectionView"});
    let named = [
        ("hydra:first", &links.first),
        ("hydra:last", &links.last),
        ("hydra:previous", &links.previous),
        ("hydra:next", &links.next),
    ];
    for (name, link) in named {
        if let Some(link) = link {
            view[name] = link.as_str().into();
        }
    }
    format!(r#"]{total}{facets},"hydra:view":{view}}}"#)
}

/// The value of the `Link` header that every ld+json answer carries.
pub fn documentation(base: &str) -> String {
    format!("<{base}/api/docs.jsonld>; rel=\"{HYDRA}apiDocumentation\"")
}

#[cfg(test)]
mod tests {
    use super::super::page::Paging;
    use super::*;
    use crate::params::Params;

    #[test]
    fn addresses_lead_there_and_back() {
        let cases = [
            (DOCUMENT, "yellow-skirt", "/api/documents/yellow-skirt"),
            (DOCUMENT, "a/b c%", "/api/documents/a%2Fb%20c%25"),
            (CLASSIFICATION, "é漢", "/api/classifications/%C3%A9%E6%BC%A2"),
            (PREDEFINED_VALUE, "attribute=size;code=L", "/api/predefined-values/attribute=size;code=L"),
        ];
        for (class, id, iri) in cases {
            assert_eq!(class.iri(id), iri);
            assert_eq!(class.code_of(iri).as_deref(), Some(id));
            assert_eq!(class.code_of(&format!("https://x.example:8443{iri}")).as_deref(), Some(id));
        }
        for iri in ["/api/documents/", "/api/documents", "/api/documents/a/b", "/api/documents/%ff", "documents/a", ""]
        {
            assert_eq!(DOCUMENT.code_of(iri), None, "{iri}");
        }
    }

    #[test]
    fn an_item_carries_its_context() {
        let member = br#"{"@id":"/api/documents/x","@type":"Document","id":"x","isActive":true}"#;
        let item: Value = serde_json::from_slice(&item(DOCUMENT, member, "https://pim.example.org").unwrap()).unwrap();
        assert_eq!(item["@context"]["@vocab"], "https://pim.example.org/api/docs.jsonld#");
        assert_eq!(item["@context"]["isActive"], "DocumentOutput/isActive");
        assert!(item["@context"].get("@id").is_none());
        assert_eq!((&item["@type"], &item["isActive"]), (&"Document".into(), &true.into()));
        let item: Value = serde_json::from_slice(&super::item(LOCALE, br#"{"id":"en_GB"}"#, "").unwrap()).unwrap();
        assert_eq!(item, serde_json::json!({"@context": "/api/contexts/Locale", "id": "en_GB"}));
    }

    #[test]
    fn a_collection_is_paged_or_whole() {
        let paging = Paging::read(LOCALE, &Params::parse("limit=1&page=2").unwrap()).unwrap();
        let links = Links::new("/api/locales", "limit=1&page=2", &paging, Some(3), Some("b"));
        let page = format!(
            "{}{{}}{}",
            collection_begin(LOCALE, "/api/locales"),
            collection_end(Some(3), Some("[7]"), Some(&links))
        );
        let page: Value = serde_json::from_str(&page).unwrap();
        assert_eq!(page["@id"], "/api/locales");
        assert_eq!((&page["@type"], &page["hydra:totalItems"]), (&"hydra:Collection".into(), &3.into()));
        assert_eq!(page["facets"], serde_json::json!([7]));
        assert_eq!(page["hydra:view"]["hydra:last"], "/api/locales?limit=1&page=3");
        let next = page["hydra:view"]["hydra:next"].as_str().unwrap();
        assert!(next.starts_with("/api/locales?limit=1&page=3&cursor="), "{next}");
        let whole: Value = serde_json::from_str(&format!(
            "{}{}",
            collection_begin(LOCALE, "/api/locales"),
            collection_end(Some(0), None, None)
        ))
        .unwrap();
        assert_eq!((&whole["hydra:member"], whole.get("hydra:view")), (&serde_json::json!([]), None));
    }
}
