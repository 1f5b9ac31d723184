//! API v5, as its clients see it: one folder a resource, one file a verb.
//! Numbers are those of the conformance checklist in v5.md part 6.

mod access_profiles;
mod apps;
mod asking;
mod assets;
mod attribute_groups;
mod attribute_sets;
mod attributes;
mod catalogs;
pub mod changes;
mod classifications;
mod completeness_settings;
pub mod conformance;
pub mod description;
mod document_types;
mod documents;
mod entry_point;
mod export_profiles;
mod files;
pub mod history;
mod idempotency;
mod image_profiles;
mod import_profiles;
mod key_values;
mod link_types;
pub mod links;
mod locales;
mod measure_families;
mod plannings;
mod predefined_values;
mod processes;
mod roles;
mod tags;
pub mod users;
mod variants;
mod webhooks;
mod workflows;
