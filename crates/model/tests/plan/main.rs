//! The rules of the catalogue, as commands in and what is stored out, on a store in memory
//! that holds a changeset to all that the real one does.

mod anything;
mod attributes;
mod classifications;
mod codecs;
mod completeness;
mod constraints;
mod definitions;
mod documents;
mod edits;
mod flow;
mod history;
mod index;
mod links;
mod metadata;
mod past;
mod properties;
mod reshape;
mod sets;
mod shop;
mod store;
mod tags;
mod values;
mod variants;
