//! The routes of API v5, and nothing else.

use std::mem;

use axum::Router;
use axum::routing::{MethodRouter, get, post};

use super::access_profiles::{AttributeAccessProfiles, ClassificationAccessProfiles};
use super::assets::Assets;
use super::attribute_groups::AttributeGroups;
use super::attribute_sets::AttributeSets;
use super::attributes::Attributes;
use super::catalogs::{self, Catalogs};
use super::classifications::Classifications;
use super::completeness_settings::CompletenessSettings;
use super::document_types::DocumentTypes;
use super::documents::Documents;
use super::image_profiles::ImageProfiles;
use super::key_values::KeyValues;
use super::link_types::LinkTypes;
use super::links::Links;
use super::locales::Locales;
use super::measure_families::MeasureFamilies;
use super::predefined_values::PredefinedValues;
use super::resource::Resource;
use super::roles::Roles;
use super::users::{self, Users};
use super::variants::Variants;
use super::{bulk, hydra, read, tree, write};
use crate::AppState;

/// Whatever is made for every resource.
pub trait Visit {
    /// Makes it for one.
    fn resource<R: Resource>(&mut self);
}

/// Every resource.
pub fn each(visitor: &mut impl Visit) {
    visitor.resource::<AttributeAccessProfiles>();
    visitor.resource::<Assets>();
    visitor.resource::<AttributeGroups>();
    visitor.resource::<AttributeSets>();
    visitor.resource::<Attributes>();
    visitor.resource::<Catalogs>();
    visitor.resource::<ClassificationAccessProfiles>();
    visitor.resource::<Classifications>();
    visitor.resource::<CompletenessSettings>();
    visitor.resource::<DocumentTypes>();
    visitor.resource::<Documents>();
    visitor.resource::<ImageProfiles>();
    visitor.resource::<KeyValues>();
    visitor.resource::<LinkTypes>();
    visitor.resource::<Links>();
    visitor.resource::<Locales>();
    visitor.resource::<MeasureFamilies>();
    visitor.resource::<PredefinedValues>();
    visitor.resource::<Roles>();
    visitor.resource::<Users>();
    visitor.resource::<Variants>();
}

/// All routes.
pub fn router() -> Router<AppState> {
    let mut routes = Routes(Router::new());
    each(&mut routes);
    routes
        .0
        .route("/api", get(hydra::entry_point))
        .route("/api/", get(hydra::entry_point))
        .route("/api/contexts/{name}", get(hydra::context))
        .route("/api/docs.jsonld", get(hydra::documentation))
        .route("/api/catalogs/{id}/classifications", get(catalogs::classifications))
        .route("/api/classifications/{id}/tree", get(tree::tree))
        .route("/api/users/me", get(users::me))
}

struct Routes(Router<AppState>);

impl Visit for Routes {
    fn resource<R: Resource>(&mut self) {
        self.0 = mem::take(&mut self.0).merge(resource::<R>());
    }
}

/// A thing of the code `bulk` is still reached, but for `POST`.
fn resource<R: Resource>() -> Router<AppState> {
    let mut router = Router::new();
    for path in [R::CLASS.path].into_iter().chain(R::ALIAS) {
        let collection = format!("/api/{path}");
        router = router
            .route(&collection, members::<R>())
            .route(&format!("{collection}/"), members::<R>())
            .route(&format!("{collection}/{{id}}"), item::<R>())
            .route(&format!("{collection}/bulk"), item::<R>().merge(post(bulk::bulk::<R>)));
    }
    router
}

fn members<R: Resource>() -> MethodRouter<AppState> {
    get(read::list::<R>).post(write::create::<R>)
}

fn item<R: Resource>() -> MethodRouter<AppState> {
    let read = if R::OPEN { get(read::get_openly::<R>) } else { get(read::get::<R>) };
    let item = read.put(write::update::<R>).patch(write::update::<R>);
    if R::DELETABLE { item.delete(write::delete::<R>) } else { item }
}
