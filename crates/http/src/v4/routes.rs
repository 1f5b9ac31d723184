//! The routes of API v4, and nothing else.

use axum::Router;

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
use super::structure::{AttributeGroups, Cultures, DocumentTypes, LinkTypes};
use super::tags::{self, Tags};
use super::variants::{self, Variants};
use super::workflows::Workflows;
use super::{linked, orphans, predefined_values, sessions, trees, users};
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
    routes.objects::<Documents>();
    routes.objects::<Variants>();
    routes.linked::<Documents>();
    routes.linked::<Variants>();
    routes.linked::<Classifications>();
    routes.add("/documents/{code}/variants", Methods::new().get(variants::of_document));
    routes.add("/articles/orphelins", Methods::new().get(orphans::list));
    routes.add("/links", Methods::new().get(objects::list::<Links>));
    routes.add("/links/{id}", Methods::new().get(objects::one::<Links>).delete(objects::delete::<Links>));
    for name in ["/assets", "/medias"] {
        let one = Methods::new().get(assets::one).put(objects::update::<Assets>).delete(objects::delete::<Assets>);
        routes.add(name, Methods::new().get(objects::list::<Assets>).post(assets::post).also_takes(MULTIPART));
        routes.add(&format!("{name}/{{code}}"), one);
        routes.add(&format!("{name}/{{code}}/file"), Methods::new().post(assets::put_file).also_takes(ANYTHING));
    }
    routes.classifications();
    routes.attributes();
    routes.definitions::<DocumentTypes>();
    routes.definitions::<LinkTypes>();
    routes.definitions::<AttributeGroups>();
    routes.definitions::<AttributeSets>();
    routes.definitions::<CompletenessSettings>();
    routes.definitions::<Workflows>();
    routes.tags();
    routes.definitions::<Cultures>();
    routes.definitions_at::<Cultures>("/locales");
    routes.users();
    routes.add("/catalogs", Methods::new().get(catalog_views::trees));
    routes.add("/catalogs/{code}", Methods::new().get(catalog_views::one_tree));
    routes.0
}

struct Routes(Vec<(String, Methods)>);

impl Routes {
    fn add(&mut self, path: &str, methods: Methods) {
        self.0.push((path.to_owned(), methods));
    }

    fn objects<O: Writable>(&mut self) {
        self.add(O::PATH, Methods::new().get(objects::list::<O>).post(objects::create::<O>));
        let one = Methods::new().get(objects::one::<O>).put(objects::update::<O>).delete(objects::delete::<O>);
        self.add(&format!("{}/{{code}}", O::PATH), one);
    }

    fn linked<O: Objects>(&mut self) {
        let links = format!("{}/{{code}}/links", O::PATH);
        self.add(&links, Methods::new().get(linked::all::<O>));
        let of_type = Methods::new().get(linked::of_type::<O>).post(linked::post::<O>).put(linked::put::<O>);
        self.add(&format!("{links}/{{type}}"), of_type.delete(linked::delete_all::<O>));
        self.add(&format!("{links}/{{type}}/{{target}}"), Methods::new().delete(linked::delete::<O>));
    }

    fn classifications(&mut self) {
        self.add("/classifications", Methods::new().get(trees::all).post(objects::create::<Classifications>));
        let one = Methods::new().get(trees::one).put(objects::update::<Classifications>);
        self.add("/classifications/{code}", one.delete(objects::delete::<Classifications>));
        self.add("/classifications/{code}/documents", Methods::new().get(trees::documents));
        let views = Methods::new().get(definitions::list::<CatalogViews>).post(definitions::create::<CatalogViews>);
        self.add("/catalog-views", views);
        let view = Methods::new().get(catalog_views::one).put(definitions::update::<CatalogViews>);
        self.add("/catalog-views/{code}", view.delete(definitions::delete::<CatalogViews>));
        let nodes = "/catalog-views/{code}/classifications";
        self.add(nodes, Methods::new().get(trees::of_channel));
        self.add(&format!("{nodes}/{{node}}"), Methods::new().get(trees::one_of_channel));
        self.add(&format!("{nodes}/{{node}}/documents/{{document}}"), Methods::new().delete(trees::take_out));
    }

    fn attributes(&mut self) {
        for name in ["/eav-attributes", "/attributes"] {
            self.definitions_at::<Attributes>(name);
            let values = format!("{name}/{{code}}/values");
            self.add(&values, Methods::new().get(predefined_values::list).post(predefined_values::create));
            let one = Methods::new().get(predefined_values::one).put(predefined_values::update);
            self.add(&format!("{values}/{{value}}"), one.delete(predefined_values::delete));
        }
        self.add("/predefined-values", Methods::new().get(predefined_values::all));
        self.add("/predefined-values/{id}", Methods::new().get(predefined_values::by_number));
    }

    fn tags(&mut self) {
        self.add("/tags", Methods::new().get(tags::list).post(definitions::create::<Tags>));
        let one = Methods::new().get(tags::one).put(definitions::update::<Tags>);
        self.add("/tags/{code}", one.delete(definitions::delete::<Tags>));
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

    fn definitions<D: Definitions>(&mut self) {
        self.definitions_at::<D>(D::PATH);
    }

    fn definitions_at<D: Definitions>(&mut self, path: &str) {
        self.add(path, Methods::new().get(definitions::list::<D>).post(definitions::create::<D>));
        let one = Methods::new().get(definitions::one::<D>).put(definitions::update::<D>);
        self.add(&format!("{path}/{{code}}"), one.delete(definitions::delete::<D>));
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
