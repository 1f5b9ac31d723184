//! HAL: links and embedded things beside the fields that plain JSON has (v5.md 1.2).

use std::borrow::Cow;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::page::Links;
use super::properties::Members;

/// A reference as JSON-LD prints it.
#[derive(Deserialize)]
struct Reference<'a> {
    #[serde(rename = "@id", borrow)]
    iri: Cow<'a, str>,
    id: Option<Value>,
}

/// An item: all that JSON prints, with the links that JSON-LD prints for the same.
pub fn item(plain: &[u8], linked: &[u8]) -> serde_json::Result<Vec<u8>> {
    let (mut links, mut embedded) = (Map::new(), Map::new());
    let Members(members) = serde_json::from_slice(linked)?;
    for (name, value) in members {
        if name == "@id" {
            links.insert("self".into(), json!({"href": value}));
        } else if let Some(reference) = reference(value) {
            let link = json!({"href": reference.iri});
            embedded.insert(name.to_string(), json!({"_links": {"self": &link}, "id": reference.id}));
            links.insert(name.into_owned(), link);
        }
    }
    let mut out = format!(r#"{{"_links":{}"#, Value::from(links)).into_bytes();
    if !embedded.is_empty() {
        out.extend_from_slice(format!(r#","_embedded":{}"#, Value::from(embedded)).as_bytes());
    }
    let fields = plain.strip_prefix(b"{").unwrap_or(plain);
    if fields != b"}" {
        out.push(b',');
    }
    out.extend_from_slice(fields);
    Ok(out)
}

fn reference(value: &RawValue) -> Option<Reference<'_>> {
    value.get().starts_with('{').then(|| serde_json::from_str(value.get()).ok()).flatten()
}

/// What stands before the members of a collection.
pub const COLLECTION_BEGIN: &str = r#"{"_embedded":{"item":["#;

/// A page that ends.
pub struct Page<'a> {
    /// To its neighbours.
    pub links: &'a Links,
    /// The most members that it could have.
    pub limit: u32,
    /// Its members.
    pub members: &'a [Bytes],
}

/// What stands after them. A collection without pages doesn't repeat the links of its members.
pub fn collection_end(address: &str, total: Option<u64>, page: Option<&Page<'_>>) -> serde_json::Result<String> {
    let mut end = json!({"_links": {"self": {"href": address}}});
    if let Some(total) = total {
        end["totalItems"] = total.into();
    }
    if let Some(Page { links, limit, members }) = page {
        end["itemsPerPage"] = (*limit).into();
        end["_links"]["self"]["href"] = links.this.as_str().into();
        let neighbours =
            [("first", &links.first), ("last", &links.last), ("prev", &links.previous), ("next", &links.next)];
        for (name, link) in neighbours {
            if let Some(link) = link {
                end["_links"][name] = json!({"href": link});
            }
        }
        end["_links"]["item"] = members.iter().map(|member| own_link(member)).collect::<Result<_, _>>()?;
    }
    let end = end.to_string();
    Ok(format!("]}},{}", end.strip_prefix('{').unwrap_or(&end)))
}

fn own_link(member: &[u8]) -> serde_json::Result<Value> {
    #[derive(Deserialize)]
    struct Member {
        #[serde(rename = "_links")]
        links: Own,
    }
    #[derive(Deserialize)]
    struct Own {
        #[serde(rename = "self")]
        this: Value,
    }
    Ok(serde_json::from_slice::<Member>(member)?.links.this)
}

#[cfg(test)]
mod tests {
    use super::super::jsonld::LOCALE;
    use super::super::page::Paging;
    use super::*;
    use crate::params::Params;

    #[test]
    fn an_item_has_links_and_embeds_what_it_refers_to() {
        let plain = br#"{"id":"a","type":{"id":"lamp"},"weight":1.10,"in":[{"id":"x"}],"none":null,"attributes":{}}"#;
        let linked = br#"{"@id":"/api/documents/a","@type":"Document","id":"a","type":{"@id":"/api/t/lamp","@type":"T","id":"lamp"},"weight":1.10,"in":[{"@id":"/api/c/x","@type":"C","id":"x"}],"none":null,"attributes":{}}"#;
        let item = String::from_utf8(item(plain, linked).unwrap()).unwrap();
        assert!(
            item.ends_with(
                r#","id":"a","type":{"id":"lamp"},"weight":1.10,"in":[{"id":"x"}],"none":null,"attributes":{}}"#
            ),
            "{item}"
        );
        let item: Value = serde_json::from_str(&item).unwrap();
        let type_ = json!({"href": "/api/t/lamp"});
        assert_eq!(item["_links"], json!({"self": {"href": "/api/documents/a"}, "type": type_}));
        assert_eq!(item["_embedded"], json!({"type": {"_links": {"self": type_}, "id": "lamp"}}));
    }

    #[test]
    fn an_item_of_nothing_keeps_its_link() {
        let item = item(b"{}", br#"{"@id":"/api/locales/en_GB","@type":"Locale"}"#).unwrap();
        assert_eq!(item, br#"{"_links":{"self":{"href":"/api/locales/en_GB"}}}"#);
    }

    #[test]
    fn a_collection_is_paged_or_whole() {
        let members =
            [Bytes::from_static(br#"{"_links":{"self":{"href":"/api/locales/en_GB"},"x":{"href":"y"}},"id":1}"#)];
        let paging = Paging::read(LOCALE, &Params::parse("limit=1").unwrap()).unwrap();
        let links = Links::new("/api/locales", "limit=1", &paging, Some(2), Some("b"));
        let page = Page { links: &links, limit: 1, members: &members };
        let text = format!("{COLLECTION_BEGIN}{{}}{}", collection_end("/api/locales", Some(2), Some(&page)).unwrap());
        let page: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&page["totalItems"], &page["itemsPerPage"]), (&json!(2), &json!(1)));
        assert_eq!(page["_links"]["self"]["href"], "/api/locales?limit=1&page=1");
        assert_eq!(page["_links"]["item"], json!([{"href": "/api/locales/en_GB"}]));
        assert!(page["_links"]["next"]["href"].is_string() && page["_links"].get("prev").is_none(), "{page}");
        let text = format!("{COLLECTION_BEGIN}{}", collection_end("/api/documents", Some(0), None).unwrap());
        let whole: Value = serde_json::from_str(&text).unwrap();
        let links = json!({"self": {"href": "/api/documents"}});
        assert_eq!(whole, json!({"_embedded": {"item": []}, "_links": links, "totalItems": 0}));
    }
}
