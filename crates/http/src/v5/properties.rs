//! Sparse fields: `properties[]=id&properties[attributes][]=name` (v5.md 1.9).

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::params::Params;

/// Which properties an answer keeps; none named: all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties(Vec<Kept>);

/// One property to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    name: String,
    /// The members to keep of it; none named: all.
    inner: Vec<String>,
}

impl Properties {
    /// Reads `properties[]=a` and `properties[a][]=b`.
    pub fn read(params: &Params) -> Self {
        let mut kept: Vec<Kept> = Vec::new();
        let mut keep = |name: &str, inner: Option<&str>| {
            let position = kept.iter().position(|k| k.name == name).unwrap_or_else(|| {
                kept.push(Kept { name: name.to_owned(), inner: Vec::new() });
                kept.len() - 1
            });
            kept[position].inner.extend(inner.map(str::to_owned));
        };
        for (key, value) in params.pairs() {
            let Some(rest) = key.strip_prefix("properties") else { continue };
            let path = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(rest);
            match path.split_once("][") {
                Some((outer, _)) => keep(outer, Some(value)),
                None if rest.is_empty() || path.bytes().all(|b| b.is_ascii_digit()) => keep(value, None),
                None => {}
            }
        }
        Self(kept)
    }

    /// These alone.
    pub fn only(names: impl IntoIterator<Item = &'static str>) -> Self {
        Self(names.into_iter().map(|name| Kept { name: name.to_owned(), inner: Vec::new() }).collect())
    }

    /// Whether everything is kept.
    pub fn are_all(&self) -> bool {
        self.0.is_empty()
    }

    /// The object less what is not kept; `@id` and `@type` always are.
    pub fn project(&self, object: Vec<u8>) -> serde_json::Result<Vec<u8>> {
        if self.are_all() {
            return Ok(object);
        }
        let mut out = Vec::with_capacity(object.len());
        filter(&object, &mut out, &|name| match name {
            "@id" | "@type" => Some(&[]),
            name => self.0.iter().find(|kept| kept.name == name).map(|kept| &kept.inner[..]),
        })?;
        Ok(out)
    }
}

/// Copies an object's members that `keep` answers for; with a list, only these of their own members.
fn filter<'k>(object: &[u8], out: &mut Vec<u8>, keep: &dyn Fn(&str) -> Option<&'k [String]>) -> serde_json::Result<()> {
    let Members(members) = serde_json::from_slice(object)?;
    let mut writer = serde_json::Serializer::new(out);
    let mut map = writer.serialize_map(None)?;
    for (name, value) in members {
        match keep(&name) {
            None => {}
            Some(inner) if inner.is_empty() || !value.get().starts_with('{') => map.serialize_entry(&name, value)?,
            Some(inner) => {
                let mut part = Vec::new();
                let chosen = |name: &str| inner.iter().any(|kept| kept == name).then_some(&[][..]);
                filter(value.get().as_bytes(), &mut part, &chosen)?;
                map.serialize_entry(&name, &serde_json::from_slice::<&RawValue>(&part)?)?;
            }
        }
    }
    map.end()
}

/// The members of a JSON object in order, values unread.
#[derive(Debug)]
pub struct Members<'a>(pub Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                    members.push((Cow::Owned(name), value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_is_kept_in_its_order_and_exactly() {
        let object =
            r#"{"@id":"/x","@type":"X","id":"x","attributes":{"w":1.10,"é\n":{"en_GB":"a"},"z":[1]},"tags":[]}"#;
        let cases = [
            ("", object),
            ("properties[]=id", r#"{"@id":"/x","@type":"X","id":"x"}"#),
            ("properties=tags&properties[0]=id", r#"{"@id":"/x","@type":"X","id":"x","tags":[]}"#),
            ("properties[attributes][]=w", r#"{"@id":"/x","@type":"X","attributes":{"w":1.10}}"#),
            (
                "properties[attributes][]=z&properties[attributes][]=%C3%A9%0A&properties[id][]=q",
                r#"{"@id":"/x","@type":"X","id":"x","attributes":{"é\n":{"en_GB":"a"},"z":[1]}}"#,
            ),
            ("properties[]=nothing", r#"{"@id":"/x","@type":"X"}"#),
        ];
        for (query, expected) in cases {
            let kept = Properties::read(&Params::parse(query).unwrap()).project(object.into()).unwrap();
            assert_eq!(String::from_utf8(kept).unwrap(), expected, "{query}");
        }
    }
}
