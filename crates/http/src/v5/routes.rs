//! The routes of API v5, and nothing else.

use axum::Router;
use axum::routing::{MethodRouter, get, post};

use super::access_profiles::{AttributeAccessProfiles, ClassificationAccessProfiles};
use super::apps::{self, APPS};
use super::assets::ASSETS;
use super::attribute_groups::AttributeGroups;
use super::attribute_sets::AttributeSets;
use super::attributes::Attributes;
use super::catalogs::{self, Catalogs};
use super::classifications::CLASSIFICATIONS;
use super::collection::{Collection, Served};
use super::completeness_settings::CompletenessSettings;
use super::document_types::DocumentTypes;
use super::documents::DOCUMENTS;
use super::export_profiles::EXPORT_PROFILES;
use super::image_profiles::ImageProfiles;
use super::import_profiles::{self, IMPORT_PROFILES};
use super::key_values::KeyValues;
use super::link_types::LinkTypes;
use super::links::LINKS;
use super::locales::Locales;
use super::measure_families::MeasureFamilies;
use super::plannings::{ExportPlannings, ImportPlannings};
use super::predefined_values::PredefinedValues;
use super::roles::Roles;
use super::tags::Tags;
use super::users::{self, USERS};
use super::variants::Variants;
use super::webhooks::Webhooks;
use super::workflows::Workflows;
use super::{
    auto_link, bulk, bulk_edits, changes, completeness, delta, duplicate, history, hydra, impact, model_file, read,
    revert, tree, write,
};
use crate::AppState;

/// Every resource.
pub static ALL: &[&dyn Collection] = &[
    &APPS,
    &Served::of::<AttributeAccessProfiles>(),
    &ASSETS,
    &Served::of::<AttributeGroups>(),
    &Served::of::<AttributeSets>(),
    &Served::of::<Attributes>(),
    &Served::of::<Catalogs>(),
    &Served::of::<ClassificationAccessProfiles>(),
    &CLASSIFICATIONS,
    &Served::of::<CompletenessSettings>(),
    &Served::of::<DocumentTypes>(),
    &DOCUMENTS,
    &Served::of::<ExportPlannings>(),
    &EXPORT_PROFILES,
    &Served::of::<ImageProfiles>(),
    &Served::of::<ImportPlannings>(),
    &IMPORT_PROFILES,
    &Served::of::<KeyValues>(),
    &Served::of::<LinkTypes>(),
    &LINKS,
    &Served::of::<Locales>(),
    &Served::of::<MeasureFamilies>(),
    &Served::of::<PredefinedValues>(),
    &Served::of::<Roles>(),
    &Served::of::<Tags>(),
    &USERS,
    &Served::of::<Variants>(),
    &Served::of::<Webhooks>(),
    &Served::of::<Workflows>(),
];

/// All routes.
pub fn router() -> Router<AppState> {
    routes().into_iter().fold(Router::new(), |router, (path, methods)| router.route(&path, methods))
}

/// Paths, and what they take.
pub fn routes() -> Vec<(String, MethodRouter<AppState>)> {
    let mut routes = Routes(Vec::new());
    for collection in ALL {
        routes.resource(*collection);
    }
    routes
        // An asset of that id is still reached, but for `POST`.
        .route(&auto_link::path(), item(&ASSETS).merge(post(auto_link::auto_link)))
        .route(impact::MANY, item(&DOCUMENTS).merge(post(impact::of_many)))
        .route(bulk_edits::PATH, post(bulk_edits::begin))
        .route(bulk_edits::PREVIEW, post(bulk_edits::preview))
        .route("/api/documents/{id}/duplicate", post(duplicate::duplicate))
        .route("/api", get(hydra::entry_point))
        .route("/api/", get(hydra::entry_point))
        .route("/api/contexts/{name}", get(hydra::context))
        .route("/api/docs.jsonld", get(hydra::documentation))
        .route("/api/catalogs/{id}/classifications", get(catalogs::classifications))
        .route(changes::PATH, get(changes::changes))
        .route("/api/catalogs/{id}/delta", get(delta::delta))
        .route("/api/classifications/{id}/tree", get(tree::tree))
        .route(completeness::NOW, get(completeness::now))
        .route(completeness::DAYS, get(completeness::days))
        .route("/api/history", get(history::all))
        .route("/api/users/me", get(users::me))
        .all(apps::calls::routes())
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

    fn all<const N: usize>(mut self, routes: [(&str, MethodRouter<AppState>); N]) -> Self {
        self.0.extend(routes.map(|(path, methods)| (path.to_owned(), methods)));
        self
    }

    /// A thing of the code `bulk` is still reached, but for `POST`.
    fn resource(&mut self, collection: &'static dyn Collection) {
        let terms = collection.terms();
        for path in [terms.class.path].into_iter().chain(terms.alias) {
            let address = format!("/api/{path}");
            let bulk = post(move |state, asked, request| bulk::bulk(collection, state, asked, request));
            self.0.extend([
                (format!("{address}/"), members(collection)),
                (format!("{address}/{{id}}"), item(collection)),
                (format!("{address}/bulk"), item(collection).merge(bulk)),
                (address.clone(), members(collection)),
            ]);
            if terms.is_deletable {
                let impact = get(move |state, asked, owner| impact::of_one(collection, state, asked, owner));
                self.0.push((format!("{address}/{{id}}/impact"), impact));
            }
            if collection.has_history() {
                let history = get(move |state, asked, owner| history::history(collection, state, asked, owner));
                self.0.push((format!("{address}/{{id}}/history"), history));
            }
        }
        if let Some(kind) = collection.objects() {
            let revert = move |state, asked, owner, headers, body| {
                revert::revert(terms, kind, state, asked, owner, headers, body)
            };
            self.0.push((format!("/api/{}/{{id}}/revert", terms.class.path), post(revert)));
        }
    }
}

fn members(collection: &'static dyn Collection) -> MethodRouter<AppState> {
    get(move |state, asked| read::list(collection, state, asked))
        .post(move |state, asked, body| write::create(collection, state, asked, body))
}

fn item(collection: &'static dyn Collection) -> MethodRouter<AppState> {
    let read = if collection.terms().is_open {
        get(move |state, open, id| read::get_openly(collection, state, open, id))
    } else {
        get(move |state, asked, id| read::get(collection, state, asked, id))
    };
    let update = move |state, asked, id, headers, body| write::update(collection, state, asked, id, headers, body);
    let item = read.put(update).patch(update);
    if collection.terms().is_deletable {
        item.delete(move |state, asked, id, headers| write::delete(collection, state, asked, id, headers))
    } else {
        item
    }
}
