//! The routes of API v5, and nothing else.

use axum::Router;
use axum::routing::{MethodRouter, get, post};

use super::attributes::Attributes;
use super::catalogs::Catalogs;
use super::classifications::Classifications;
use super::document_types::DocumentTypes;
use super::documents::Documents;
use super::locales::Locales;
use super::predefined_values::PredefinedValues;
use super::resource::Resource;
use super::variants::Variants;
use super::{bulk, read, write};
use crate::AppState;

/// All routes.
pub fn router() -> Router<AppState> {
    Router::new()
        .merge(resource::<Attributes>())
        .merge(resource::<Catalogs>())
        .merge(resource::<Classifications>())
        .merge(resource::<DocumentTypes>())
        .merge(resource::<Documents>())
        .merge(resource::<Locales>())
        .merge(resource::<PredefinedValues>())
        .merge(resource::<Variants>())
}

/// A thing of the code `bulk` is still reached, but for `POST`.
fn resource<R: Resource>() -> Router<AppState> {
    let collection = R::CLASS.collection();
    Router::new()
        .route(&collection, members::<R>())
        .route(&format!("{collection}/"), members::<R>())
        .route(&format!("{collection}/{{id}}"), item::<R>())
        .route(&format!("{collection}/bulk"), item::<R>().merge(post(bulk::bulk::<R>)))
}

fn members<R: Resource>() -> MethodRouter<AppState> {
    get(read::list::<R>).post(write::create::<R>)
}

fn item<R: Resource>() -> MethodRouter<AppState> {
    get(read::get::<R>).put(write::update::<R>).patch(write::update::<R>).delete(write::delete::<R>)
}
