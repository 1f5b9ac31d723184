//! The routes of API v4, and nothing else.

use axum::Router;

use super::asked::Asked;
use super::assets::{self, Assets};
use super::attribute_sets::AttributeSets;
use super::attributes::Attributes;
use super::catalog_views::{self, CatalogViews};
use super::classifications::Classifications;
use super::completeness::CompletenessSettings;
use super::definitions::{self, Definitions};
use super::documents::Documents;
use super::links::Links;
use super::methods::{ANYTHING, Methods};
use super::objects::{self, Objects, Writable};
use super::path::At;
use super::structure::{AttributeGroups, Cultures, DocumentTypes, LinkTypes};
use super::tags::{self, Tags};
use super::variants::{self, Variants};
use super::workflows::Workflows;
use super::{events, linked, orphans, predefined_values, sessions, trees, users};
use crate::AppState;

/// All routes.
pub fn router() -> Router<AppState> {
    let mut router = Router::new();
    for (path, methods) in resources() {
        for path in spellings(&path) {
            router = router.route(&path, methods.router());
        }
    }
    router
}

/// Paths in one spelling, and what they take.
pub fn resources() -> Vec<(String, Methods)> {
    let mut routes = Routes(Vec::new());
    routes.add(
        "/sessions",
        Methods::new().get(sessions::current).post(sessions::sign_in).delete(sessions::sign_out).also_takes(FORM),
    );
    routes.objects(&Documents);
    routes.objects(&Variants);
    routes.linked(&Documents);
    routes.linked(&Variants);
    routes.linked(&Classifications);
    routes.add("/documents/{code}/variants", Methods::new().get(variants::of_document));
    routes.add("/articles/orphelins", Methods::new().get(orphans::list));
    routes.add("/links", Methods::new().lists(&Links));
    routes.add("/links/{id}", Methods::new().shows(&Links).deletes(&Links));
    for name in ["/assets", "/medias"] {
        let one = Methods::new().get(assets::one).changes(&Assets).deletes(&Assets);
        routes.add(name, Methods::new().lists_at(&Assets, name).post(assets::post).also_takes(MULTIPART));
        routes.add(&format!("{name}/{{code}}"), one);
        let file = Methods::new().get(assets::file).post(assets::put_file).also_takes(ANYTHING);
        routes.add(&format!("{name}/{{code}}/file"), file);
    }
    routes.classifications();
    routes.attributes();
    routes.definitions(&DocumentTypes);
    routes.definitions(&LinkTypes);
    routes.definitions(&AttributeGroups);
    routes.definitions(&AttributeSets);
    routes.definitions(&CompletenessSettings);
    routes.definitions(&Workflows);
    routes.tags();
    routes.definitions(&Cultures);
    routes.definitions_at(&Cultures, "/locales");
    routes.users();
    routes.add("/catalogs", Methods::new().get(catalog_views::trees));
    routes.add("/events/{code}", Methods::new().get(events::one));
    routes.add("/catalogs/{code}", Methods::new().get(catalog_views::one_tree));
    routes.0
}

struct Routes(Vec<(String, Methods)>);

impl Routes {
    fn add(&mut self, path: &str, methods: Methods) {
        self.0.push((path.to_owned(), methods));
    }

    fn objects(&mut self, objects: &'static dyn Writable) {
        self.add(objects.path(), Methods::new().lists(objects).creates(objects));
        let one = Methods::new().shows(objects).changes(objects).deletes(objects);
        self.add(&format!("{}/{{code}}", objects.path()), one);
    }

    fn linked(&mut self, objects: &'static dyn Objects) {
        let links = format!("{}/{{code}}/links", objects.path());
        let all = Methods::new().get(move |state, asked, at| linked::all(objects, state, asked, at));
        self.add(&links, all);
        let of_type = Methods::new()
            .get(move |state, asked, at| linked::of_type(objects, state, asked, at))
            .post(move |state, asked, at, body| linked::post(objects, state, asked, at, body))
            .put(move |state, asked, at, body| linked::put(objects, state, asked, at, body))
            .delete(move |state, asked, at| linked::delete_all(objects, state, asked, at));
        self.add(&format!("{links}/{{type}}"), of_type);
        let delete = move |state, asked, at| linked::delete(objects, state, asked, at);
        self.add(&format!("{links}/{{type}}/{{target}}"), Methods::new().delete(delete));
    }

    fn classifications(&mut self) {
        self.add("/classifications", Methods::new().get(trees::all).creates(&Classifications));
        let one = Methods::new().get(trees::one).changes(&Classifications).deletes(&Classifications);
        self.add("/classifications/{code}", one);
        self.add("/classifications/{code}/documents", Methods::new().get(trees::documents));
        self.add("/catalog-views", Methods::new().lists_all(&CatalogViews).defines(&CatalogViews));
        let view = Methods::new().get(catalog_views::one).redefines(&CatalogViews);
        self.add("/catalog-views/{code}", view);
        let nodes = "/catalog-views/{code}/classifications";
        self.add(nodes, Methods::new().get(trees::of_channel));
        self.add(&format!("{nodes}/{{node}}"), Methods::new().get(trees::one_of_channel));
        self.add(&format!("{nodes}/{{node}}/documents/{{document}}"), Methods::new().delete(trees::take_out));
    }

    fn attributes(&mut self) {
        for name in ["/eav-attributes", "/attributes"] {
            self.definitions_at(&Attributes, name);
            let values = format!("{name}/{{code}}/values");
            self.add(&values, Methods::new().get(predefined_values::list).post(predefined_values::create));
            let one = Methods::new().get(predefined_values::one).put(predefined_values::update);
            self.add(&format!("{values}/{{value}}"), one.delete(predefined_values::delete));
        }
        self.add("/predefined-values", Methods::new().get(predefined_values::all));
        self.add("/predefined-values/{id}", Methods::new().get(predefined_values::by_number));
    }

    fn tags(&mut self) {
        self.add("/tags", Methods::new().get(tags::list).defines(&Tags));
        self.add("/tags/{code}", Methods::new().get(tags::one).redefines(&Tags));
        self.add("/documents/{code}/tags", Methods::new().get(tags::of_document).post(tags::add));
        self.add("/documents/{code}/tags/{tag}", Methods::new().delete(tags::take));
    }

    /// By every method, as they are 404 unless they are switched on.
    fn users(&mut self) {
        let moved = users::moved;
        self.add("/users", Methods::new().get(users::list).post(users::create).put(moved).delete(moved));
        let one = Methods::new().get(users::one).post(moved).put(users::update).delete(users::delete);
        self.add("/users/{id}", one);
        self.add("/users/groups", Methods::new().get(users::groups).post(moved).put(moved).delete(moved));
        let picture = Methods::new().get(moved).post(moved).put(moved).delete(moved);
        self.add("/profiles/picture/{id}/{width}/{height}", picture);
    }

    fn definitions(&mut self, definitions: &'static dyn Definitions) {
        self.definitions_at(definitions, definitions.path());
    }

    fn definitions_at(&mut self, definitions: &'static dyn Definitions, path: &str) {
        self.add(path, Methods::new().lists_all(definitions).defines(definitions));
        let one = async move |asked: Asked, At([code]): At<1>| definitions::one(definitions, &asked, &code);
        self.add(&format!("{path}/{{code}}"), Methods::new().get(one).redefines(definitions));
    }
}

/// What is done in one way with all objects, and with all definitions.
impl Methods {
    fn lists(self, objects: &'static dyn Objects) -> Self {
        self.lists_at(objects, objects.path())
    }

    fn lists_at(self, objects: &'static dyn Objects, path: &'static str) -> Self {
        self.get(move |state, asked| objects::list((objects, path), state, asked))
    }

    fn shows(self, objects: &'static dyn Objects) -> Self {
        self.get(move |state, asked, at| objects::one(objects, state, asked, at))
    }

    fn creates(self, objects: &'static dyn Writable) -> Self {
        self.post(move |state, asked, body| objects::create(objects, state, asked, body))
    }

    fn changes(self, objects: &'static dyn Writable) -> Self {
        self.put(move |state, asked, at, body| objects::update(objects, state, asked, at, body))
    }

    fn deletes(self, objects: &'static dyn Objects) -> Self {
        self.delete(move |state, asked, at| objects::delete(objects, state, asked, at))
    }

    fn lists_all(self, definitions: &'static dyn Definitions) -> Self {
        self.get(async move |asked: Asked| definitions::list(definitions, &asked))
    }

    fn defines(self, definitions: &'static dyn Definitions) -> Self {
        self.post(move |state, asked, body| definitions::create(definitions, state, asked, body))
    }

    fn redefines(self, definitions: &'static dyn Definitions) -> Self {
        self.put(move |state, asked, at, body| definitions::update(definitions, state, asked, at, body))
            .delete(move |state, asked, at| definitions::delete(definitions, state, asked, at))
    }
}

const MULTIPART: &str = "multipart/form-data";
const FORM: &str = "application/x-www-form-urlencoded";

/// A path as it may be written: with the prefix or without, with hyphens or underscores, with a slash at the end or
/// without (v4.md 1.1).
fn spellings(path: &str) -> Vec<String> {
    let (resource, rest) = match path[1..].split_once('/') {
        Some((resource, rest)) => (resource, format!("/{rest}")),
        None => (&path[1..], String::new()),
    };
    let mut spellings = Vec::new();
    for prefix in ["", "/api_1.php"] {
        for resource in [resource.to_owned(), resource.replace('-', "_")] {
            for end in ["", "/"] {
                spellings.push(format!("{prefix}/{resource}{rest}{end}"));
            }
        }
    }
    spellings.sort();
    spellings.dedup();
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_resource_has_two_spellings() {
        assert_eq!(
            spellings("/eav-attributes/{attribute-code}"),
            [
                "/api_1.php/eav-attributes/{attribute-code}",
                "/api_1.php/eav-attributes/{attribute-code}/",
                "/api_1.php/eav_attributes/{attribute-code}",
                "/api_1.php/eav_attributes/{attribute-code}/",
                "/eav-attributes/{attribute-code}",
                "/eav-attributes/{attribute-code}/",
                "/eav_attributes/{attribute-code}",
                "/eav_attributes/{attribute-code}/",
            ]
        );
        assert_eq!(spellings("/sessions"), ["/api_1.php/sessions", "/api_1.php/sessions/", "/sessions", "/sessions/"]);
    }
}
