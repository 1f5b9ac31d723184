//! API v5: its shapes, its statuses and its list of routes. Each resource has a file with what
//! it takes and prints; the handlers are written once for all of them.

pub mod answer;
mod attribute_groups;
mod attributes;
mod bulk;
mod bulk_report;
mod catalogs;
mod classifications;
mod definitions;
pub mod describe;
mod document_types;
mod documents;
pub mod etag;
mod facets;
mod filter;
mod hal;
pub mod jsonld;
mod key_values;
mod lines;
mod locales;
pub mod negotiate;
mod objects;
mod order;
mod page;
mod params;
mod predefined_values;
mod properties;
mod read;
mod resource;
pub mod routes;
mod shape;
mod spool;
mod tree;
mod values;
mod variants;
mod view;
mod write;
