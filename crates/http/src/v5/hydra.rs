//! What a client needs to find its way: the entry point, the contexts of JSON-LD, and Hydra's documentation
//! (v5.md 1.1). None of it needs a token.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::{Value, json};

use super::answer;
use super::describe::{self, Description, Property};
use super::etag::{self, Known};
use super::jsonld::{self, HYDRA};
use super::negotiate::{self, Format};
use super::read::Id;
use super::view::{accept, format_for};
use crate::cache::fingerprint;
use crate::errors::{self, Refusal};
use crate::{AppState, base_url, openapi};

/// A request that needs no token.
pub struct Visitor {
    /// Scheme and host that clients see, or empty.
    base: String,
    /// What the client has already.
    known: Known,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        Ok(Self { base: base_url::of(parts, &state.settings), known: Known::of(&parts.headers) })
    }
}

impl Visitor {
    fn answer(&self, format: Format, body: &Value) -> Response {
        let mut text = body.to_string().into_bytes();
        if format == Format::Lines {
            text.push(b'\n');
        }
        let etag = etag::of_list(fingerprint(&(format, &text)));
        answer::send(answer::finish(text, answer::of_format(format, &self.base), &etag), &self.known)
    }
}

const ENTRY_POINT: &str = "/api";

/// `GET /api`: where the collections are; for people the page that shows them.
pub async fn entry_point(visitor: Visitor, headers: HeaderMap) -> Result<Response, Refusal> {
    if negotiate::prefers_html(accept(&headers)) {
        return Ok(openapi::page().await);
    }
    let format = format_for(&headers)?;
    let collections = describe::all().iter().map(|resource| (resource.class.property(), resource.class.collection()));
    let body = match format {
        Format::Json | Format::Lines => collections.collect::<Value>(),
        Format::Ld => {
            let mut body = json!({"@context": "/api/contexts/Entrypoint", "@id": ENTRY_POINT, "@type": "Entrypoint"});
            collections.for_each(|(name, path)| body[name] = path.into());
            body
        }
        Format::Hal => {
            let mut links = json!({"self": {"href": ENTRY_POINT}});
            collections.for_each(|(name, path)| links[name] = json!({"href": path}));
            json!({"_links": links})
        }
    };
    Ok(visitor.answer(format, &body))
}

/// `GET /api/contexts/{ShortName}`: what the names in bodies of that class mean.
pub async fn context(visitor: Visitor, Id(name): Id) -> Result<Response, Refusal> {
    let context =
        |vocabulary: &str, names: &mut dyn Iterator<Item = &str>| jsonld::context(&visitor.base, vocabulary, names);
    let context = match name.as_str() {
        "Entrypoint" => {
            let names: Vec<_> = describe::all().iter().map(|resource| resource.class.property()).collect();
            let mut context = context("Entrypoint", &mut names.iter().map(String::as_str));
            for name in &names {
                context[name] = json!({"@id": context[name], "@type": "@id"});
            }
            context
        }
        "Error" | "ConstraintViolationList" | "HistoryEntry" | "CatalogChange" => {
            context(&name, &mut std::iter::empty())
        }
        name => {
            let resource = describe::all().iter().find(|resource| resource.class.name == name);
            let resource = resource.ok_or_else(errors::no_route)?;
            context(
                &resource.class.vocabulary(),
                &mut properties(resource)
                    .filter(|property| is_printed(property))
                    .map(|property| property.name.as_str()),
            )
        }
    };
    Ok(visitor.answer(Format::Ld, &json!({"@context": context})))
}

/// `GET /api/docs.jsonld`.
pub async fn documentation(visitor: Visitor) -> Response {
    let base = &visitor.base;
    let link = |name: &str| json!({"@id": name, "@type": "@id"});
    let classes = describe::all().iter().map(class).chain([entry_point_class()]);
    let body = json!({
        "@context": {
            "@vocab": format!("{base}/api/docs.jsonld#"),
            "hydra": HYDRA,
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "owl": "http://www.w3.org/2002/07/owl#",
            "xmls": "http://www.w3.org/2001/XMLSchema#",
            "domain": link("rdfs:domain"),
            "range": link("rdfs:range"),
            "expects": link("hydra:expects"),
            "returns": link("hydra:returns"),
        },
        "@id": "/api/docs.jsonld",
        "@type": "hydra:ApiDocumentation",
        "hydra:title": "API v5",
        "hydra:entrypoint": ENTRY_POINT,
        "hydra:supportedClass": classes.collect::<Vec<_>>(),
    });
    visitor.answer(Format::Ld, &body)
}

fn class(resource: &Description) -> Value {
    let name = resource.class.name;
    json!({
        "@id": format!("#{name}"),
        "@type": "hydra:Class",
        "hydra:title": name,
        "hydra:supportedProperty":
            properties(resource).map(|p| property(resource, p)).chain(links(resource)).collect::<Vec<_>>(),
        "hydra:supportedOperation": [
            operation("GET", name, None),
            operation("PUT", name, Some(name)),
            operation("PATCH", name, Some(name)),
            operation("DELETE", "owl:Nothing", None),
        ],
    })
}

/// What hangs on one of them: its history, and the calls that write by it.
fn links(resource: &Description) -> Vec<Value> {
    let name = resource.class.name;
    let link = |path: &str, words: &str, operation: Value| {
        json!({
            "@type": "hydra:SupportedProperty",
            "hydra:title": path,
            "hydra:description": words,
            "hydra:readable": false,
            "hydra:writeable": false,
            "hydra:property": {
                "@id": format!("#{name}/{path}"),
                "@type": "hydra:Link",
                "domain": format!("#{name}"),
                "hydra:supportedOperation": [operation],
            },
        })
    };
    let posted = || operation("POST", "hydra:Resource", Some("hydra:Resource"));
    let mut links = Vec::new();
    if resource.has_history {
        links.push(link(
            "history",
            "What happened to it, the newest first.",
            operation("GET", "hydra:Collection", None),
        ));
    }
    if resource.objects.is_some() {
        links.push(link("revert", "Makes it what it was at a moment or before a change.", posted()));
    }
    if resource.class == jsonld::DOCUMENT {
        links.push(link("duplicate", "Makes another document like it.", posted()));
    }
    links
}

/// Its properties, but for JSON-LD's own.
fn properties(resource: &Description) -> impl Iterator<Item = &Property> {
    resource.properties.iter().filter(|property| !property.name.starts_with('@'))
}

fn is_printed(property: &Property) -> bool {
    property.printed.is_some()
}

fn property(resource: &Description, property: &Property) -> Value {
    let name = &property.name;
    json!({
        "@type": "hydra:SupportedProperty",
        "hydra:title": name,
        "hydra:description": property.words,
        "hydra:required": property.is_required,
        "hydra:readable": is_printed(property),
        "hydra:writeable": property.written.is_some(),
        "hydra:property": {
            "@id": format!("#{}/{name}", resource.class.vocabulary()),
            "@type": "rdf:Property",
            "rdfs:label": name,
            "domain": format!("#{}", resource.class.name),
            "range": range(property),
        },
    })
}

/// The type of a plain value; of others nothing is said.
fn range(property: &Property) -> Option<&'static str> {
    let schema = property.printed.as_ref()?;
    match (schema["type"].as_str()?, schema["format"].as_str()) {
        ("string", Some("date-time")) => Some("xmls:dateTime"),
        ("string", _) => Some("xmls:string"),
        ("integer", _) => Some("xmls:integer"),
        ("number", _) => Some("xmls:decimal"),
        ("boolean", _) => Some("xmls:boolean"),
        _ => None,
    }
}

fn operation(method: &str, returns: &str, expects: Option<&str>) -> Value {
    let mut operation = json!({"@type": "hydra:Operation", "hydra:method": method, "returns": local(returns)});
    if let Some(expects) = expects {
        operation["expects"] = local(expects).into();
    }
    operation
}

/// A class of this documentation, or of another vocabulary.
fn local(name: &str) -> String {
    if name.contains(':') { name.to_owned() } else { format!("#{name}") }
}

/// The collections hang on the entry point.
fn entry_point_class() -> Value {
    let collection = |resource: &Description| {
        let (name, class) = (resource.class.property(), resource.class.name);
        json!({
            "@type": "hydra:SupportedProperty",
            "hydra:title": name,
            "hydra:readable": true,
            "hydra:writeable": false,
            "hydra:property": {
                "@id": format!("#Entrypoint/{name}"),
                "@type": "hydra:Link",
                "domain": "#Entrypoint",
                "range": "hydra:Collection",
                "hydra:supportedOperation": [
                    operation("GET", "hydra:Collection", None),
                    operation("POST", class, Some(class)),
                ],
            },
        })
    };
    json!({
        "@id": "#Entrypoint",
        "@type": "hydra:Class",
        "hydra:title": "Entrypoint",
        "hydra:supportedProperty": describe::all().iter().map(collection).collect::<Vec<_>>(),
        "hydra:supportedOperation": [operation("GET", "Entrypoint", None)],
    })
}
