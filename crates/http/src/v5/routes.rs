//! The routes of API v5, and nothing else.

use axum::Router;
use axum::routing::{MethodRouter, get, post};
use model::query::Sheet;

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
use super::export_profiles::ExportProfiles;
use super::image_profiles::ImageProfiles;
use super::import_profiles::{self, ImportProfiles};
use super::key_values::KeyValues;
use super::link_types::LinkTypes;
use super::links::Links;
use super::locales::Locales;
use super::measure_families::MeasureFamilies;
use super::plannings::{ExportPlannings, ImportPlannings};
use super::predefined_values::PredefinedValues;
use super::resource::{Resource, Thing};
use super::roles::Roles;
use super::tags::Tags;
use super::users::{self, Users};
use super::variants::Variants;
use super::workflows::Workflows;
use super::{auto_link, bulk, duplicate, history, hydra, model_file, read, revert, tree, write};
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
    visitor.resource::<ExportPlannings>();
    visitor.resource::<ExportProfiles>();
    visitor.resource::<ImageProfiles>();
    visitor.resource::<ImportPlannings>();
    visitor.resource::<ImportProfiles>();
    visitor.resource::<KeyValues>();
    visitor.resource::<LinkTypes>();
    visitor.resource::<Links>();
    visitor.resource::<Locales>();
    visitor.resource::<MeasureFamilies>();
    visitor.resource::<PredefinedValues>();
    visitor.resource::<Roles>();
    visitor.resource::<Tags>();
    visitor.resource::<Users>();
    visitor.resource::<Variants>();
    visitor.resource::<Workflows>();
}

/// All routes.
pub fn router() -> Router<AppState> {
    routes().into_iter().fold(Router::new(), |router, (path, methods)| router.route(&path, methods))
}

/// Paths, and what they take.
pub fn routes() -> Vec<(String, MethodRouter<AppState>)> {
    let mut routes = Routes(Vec::new());
    each(&mut routes);
    routes
        .objects::<Assets>()
        .objects::<Classifications>()
        .objects::<Documents>()
        .objects::<Links>()
        .objects::<Variants>()
        // An asset of that id is still reached, but for `POST`.
        .route(&auto_link::path(), item::<Assets>().merge(post(auto_link::auto_link)))
        .route("/api/documents/{id}/duplicate", post(duplicate::duplicate))
        .route("/api", get(hydra::entry_point))
        .route("/api/", get(hydra::entry_point))
        .route("/api/contexts/{name}", get(hydra::context))
        .route("/api/docs.jsonld", get(hydra::documentation))
        .route("/api/catalogs/{id}/classifications", get(catalogs::classifications))
        .route("/api/classifications/{id}/tree", get(tree::tree))
        .route("/api/users/me", get(users::me))
        .route(model_file::PATH, get(model_file::get).put(model_file::put))
        .route(import_profiles::TEMPLATE, get(import_profiles::template))
        .0
}

struct Routes(Vec<(String, MethodRouter<AppState>)>);

impl Routes {
    fn route(mut self, path: &str, methods: MethodRouter<AppState>) -> Self {
        self.0.push((path.to_owned(), methods));
        self
    }

    /// What objects alone can do.
    fn objects<R: Resource<Thing = Sheet>>(self) -> Self {
        self.route(&format!("/api/{}/{{id}}/revert", R::CLASS.path), post(revert::revert::<R>))
    }
}

impl Visit for Routes {
    /// A thing of the code `bulk` is still reached, but for `POST`.
    fn resource<R: Resource>(&mut self) {
        for path in [R::CLASS.path].into_iter().chain(R::ALIAS) {
            let collection = format!("/api/{path}");
            self.0.extend([
                (format!("{collection}/"), members::<R>()),
                (format!("{collection}/{{id}}"), item::<R>()),
                (format!("{collection}/bulk"), item::<R>().merge(post(bulk::bulk::<R>))),
                (collection.clone(), members::<R>()),
            ]);
            if R::Thing::HAS_HISTORY {
                self.0.push((format!("{collection}/{{id}}/history"), get(history::history::<R>)));
            }
        }
    }
}

fn members<R: Resource>() -> MethodRouter<AppState> {
    get(read::list::<R>).post(write::create::<R>)
}

fn item<R: Resource>() -> MethodRouter<AppState> {
    let read = if R::OPEN { get(read::get_openly::<R>) } else { get(read::get::<R>) };
    let item = read.put(write::update::<R>).patch(write::update::<R>);
    if R::DELETABLE { item.delete(write::delete::<R>) } else { item }
}
