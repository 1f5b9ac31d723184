//! What shows through on request: a variant sees its document's values, a locale those of its fallback.

use std::collections::BTreeMap;

use crate::body::Body;
use crate::schema::{Definition, DefinitionKind, Labels, Schema, Spec};
use crate::value::Stored;

/// A variant's values and, where it holds none of its own, those of its document that it inherits.
pub fn inherited(own: &Body, document: &Body, schema: &Schema) -> Body {
    let mut seen = own.clone();
    for (code, stored) in &document.0 {
        if !schema.attribute(code).is_some_and(|attribute| attribute.is_inherited) {
            continue;
        }
        match (seen.0.get_mut(code), stored) {
            (None, stored) => _ = seen.0.insert(code.clone(), stored.clone()),
            (Some(Stored::Localised(own)), Stored::Localised(theirs)) => {
                for (locale, value) in theirs {
                    own.entry(locale.clone()).or_insert_with(|| value.clone());
                }
            }
            (Some(_), _) => {}
        }
    }
    seen
}

/// The same values and, for every active data locale without one, that of the nearest fallback which has one.
pub fn with_fallbacks(body: &Body, schema: &Schema) -> Body {
    let locales: Vec<_> = schema.all(DefinitionKind::Locale).filter(|locale| takes_fallback(locale)).collect();
    let mut seen = body.clone();
    for stored in seen.0.values_mut() {
        let Stored::Localised(values) = stored else { continue };
        let filled: Vec<_> = locales
            .iter()
            .filter(|locale| !values.contains_key(&locale.code))
            .filter_map(|locale| Some((locale.code.clone(), nearest(&locale.code, values, schema)?.clone())))
            .collect();
        values.extend(filled);
    }
    seen
}

fn takes_fallback(locale: &Definition) -> bool {
    matches!(&locale.spec, Spec::Locale(locale) if locale.holds_data() && locale.fallback.is_some())
}

/// A label in a locale, else that of the nearest fallback which has one, else that of the default locale.
pub fn label<'a>(labels: &'a Labels, locale: &str, schema: &Schema) -> Option<&'a str> {
    let own = labels.get(locale).or_else(|| nearest(locale, labels, schema));
    own.or_else(|| labels.get(schema.default_locale())).map(String::as_str)
}

/// The first value on the way down the fallbacks; a circle of them ends it.
fn nearest<'a, T>(locale: &str, values: &'a BTreeMap<String, T>, schema: &Schema) -> Option<&'a T> {
    let mut passed = vec![locale.to_owned()];
    loop {
        let next = schema.locale(passed.last()?)?.fallback.clone()?;
        if let Some(value) = values.get(&next) {
            return Some(value);
        }
        if passed.contains(&next) {
            return None;
        }
        passed.push(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::AttributeType;
    use crate::object::{ObjectKind, Stamp};
    use crate::schema::{Attribute, Constraints, Locale, State};

    fn definition(id: i64, code: &str, spec: Spec) -> Definition {
        let (created, updated) = (Stamp::default(), Stamp::default());
        Definition { id, code: code.into(), spec, rev: 1, index: id, state: State::Active, created, updated }
    }

    fn locale(id: i64, code: &str, fallback: Option<&str>) -> Definition {
        let spec = Locale {
            name: code.into(),
            is_data: true,
            is_interface: false,
            is_default: id == 1,
            is_active: true,
            fallback: fallback.map(str::to_owned),
            slot: u8::try_from(id).unwrap(),
        };
        definition(id, code, Spec::Locale(spec))
    }

    fn attribute(id: i64, code: &str, is_inherited: bool) -> Definition {
        let spec = Attribute {
            object_type: ObjectKind::Document,
            document_type: Some("color".into()),
            link_type: None,
            kind: AttributeType::Text,
            name: Labels::new(),
            description: Labels::new(),
            is_localizable: code == "name",
            is_inherited,
            is_required: false,
            is_unique: false,
            is_read_only: false,
            is_hidden: false,
            is_filterable: false,
            is_searchable: false,
            section: None,
            sequence: 0,
            constraints: Constraints::NONE,
            measure_family: None,
            default_value: None,
            metadata_sources: Vec::new(),
        };
        definition(id, code, Spec::Attribute(spec))
    }

    fn schema() -> Schema {
        let definitions = [
            locale(1, "en_GB", None),
            locale(2, "fr_FR", Some("en_GB")),
            locale(3, "fr_CA", Some("fr_FR")),
            locale(4, "de_DE", Some("de_AT")),
            locale(5, "de_AT", Some("de_DE")),
            attribute(6, "name", true),
            attribute(7, "brand", true),
            attribute(8, "note", false),
        ];
        Schema::new(1, 1, definitions)
    }

    fn body(json: &str) -> Body {
        Body::from_json(json).unwrap()
    }

    #[test]
    fn a_variant_sees_what_it_does_not_hold() {
        let document = body(r#"{"brand":"acme","name":{"en_GB":"Lamp","fr_FR":"Lampe"},"note":"own matter"}"#);
        let cases = [
            ("{}", r#"{"brand":"acme","name":{"en_GB":"Lamp","fr_FR":"Lampe"}}"#),
            (r#"{"brand":"b"}"#, r#"{"brand":"b","name":{"en_GB":"Lamp","fr_FR":"Lampe"}}"#),
            (r#"{"name":{"en_GB":"Red lamp"}}"#, r#"{"brand":"acme","name":{"en_GB":"Red lamp","fr_FR":"Lampe"}}"#),
        ];
        for (own, seen) in cases {
            assert_eq!(inherited(&body(own), &document, &schema()).to_json(), seen, "{own}");
        }
    }

    #[test]
    fn locales_fall_back_step_by_step() {
        let cases = [
            (r#"{"name":{"en_GB":"a"}}"#, r#"{"name":{"en_GB":"a","fr_CA":"a","fr_FR":"a"}}"#),
            (r#"{"name":{"en_GB":"a","fr_FR":"b"}}"#, r#"{"name":{"en_GB":"a","fr_CA":"b","fr_FR":"b"}}"#),
            (r#"{"name":{"fr_CA":"c"}}"#, r#"{"name":{"fr_CA":"c"}}"#),
            (r#"{"name":{"de_AT":"d"}}"#, r#"{"name":{"de_AT":"d","de_DE":"d"}}"#),
            (r#"{"brand":"acme"}"#, r#"{"brand":"acme"}"#),
        ];
        for (own, seen) in cases {
            assert_eq!(with_fallbacks(&body(own), &schema()).to_json(), seen, "{own}");
        }
    }

    #[test]
    fn labels_fall_back_as_values_do() {
        let labels = |pairs: &[(&str, &str)]| -> Labels {
            pairs.iter().map(|(locale, text)| ((*locale).to_owned(), (*text).to_owned())).collect()
        };
        let both = labels(&[("en_GB", "Blue"), ("fr_FR", "Bleu")]);
        assert_eq!(label(&both, "fr_CA", &schema()), Some("Bleu"));
        assert_eq!(label(&labels(&[("fr_CA", "Bleu (CA)")]), "fr_CA", &schema()), Some("Bleu (CA)"));
        assert_eq!(label(&labels(&[]), "fr_CA", &schema()), None);
    }
}
