//! Apps: pages of others inside Vitrine (v5.md 4.4).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::choice::choice;
use crate::object::ObjectKind;
use crate::permission::Access;
use crate::problem::{Field, Problem};

/// An app, and how it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct App {
    /// Shown name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Where it is: without query and fragment.
    pub url: String,
    /// The address or the name of its icon.
    pub icon: Option<String>,
    /// Only for documents of the type with this code, and their variants. `None`: for all.
    pub document_type: Option<String>,
    /// Where it is shown.
    pub slots: BTreeSet<Slot>,
    /// How it is spoken to.
    pub kind: AppType,
    /// How its page of settings is asked for.
    pub configuration: Configuration,
    /// Whether it is called, and its token works.
    pub is_active: bool,
    /// What calls are signed with, sealed; "": nothing, until one is drawn.
    pub secret: String,
}

/// The installation of an app, which goes on until it is uninstalled or deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Install {
    /// What its token may do.
    pub access: Access,
    /// When it was installed, in microseconds since 1970 UTC.
    pub at: i64,
    /// The name of who did it.
    pub by: String,
}

choice! {
    /// How an app is spoken to.
    AppType:
    /// One's own, by the calls of today.
    Custom "custom",
    /// Of a store, by the calls of today.
    Store "store",
    /// By the one call of former times.
    Legacy "legacy"
}

choice! {
    /// How a page of settings is asked for.
    Configuration:
    /// The browser gets it.
    Get "get",
    /// Vitrine posts to the app, and shows what that answers.
    Post "post"
}

choice! {
    /// A place at which an app is shown.
    Slot:
    /// A button at a document.
    DocumentSingle "document.action.single",
    /// An action on chosen documents.
    DocumentBulk "document.action.bulk",
    /// A panel beside a document.
    DocumentTab "document.page.tab",
    /// A page of a document.
    DocumentColumn "document.page.column",
    /// A button at a variant.
    VariantSingle "variant.action.single",
    /// An action on chosen variants.
    VariantBulk "variant.action.bulk",
    /// A panel beside a variant.
    VariantTab "variant.page.tab",
    /// A page of a variant.
    VariantColumn "variant.page.column",
    /// A button at a classification.
    ClassificationSingle "classification.action.single",
    /// An action on chosen classifications.
    ClassificationBulk "classification.action.bulk",
    /// A panel beside a classification.
    ClassificationTab "classification.page.tab",
    /// A page of a classification.
    ClassificationColumn "classification.page.column",
    /// A button at an asset.
    AssetSingle "asset.action.single",
    /// An action on chosen assets.
    AssetBulk "asset.action.bulk",
    /// A panel beside an asset.
    AssetTab "asset.page.tab",
    /// A page of an asset.
    AssetColumn "asset.page.column"
}

impl Slot {
    /// What it is about.
    pub fn object(self) -> ObjectKind {
        match self {
            Self::DocumentSingle | Self::DocumentBulk | Self::DocumentTab | Self::DocumentColumn => {
                ObjectKind::Document
            }
            Self::VariantSingle | Self::VariantBulk | Self::VariantTab | Self::VariantColumn => ObjectKind::Variant,
            Self::ClassificationSingle
            | Self::ClassificationBulk
            | Self::ClassificationTab
            | Self::ClassificationColumn => ObjectKind::Classification,
            Self::AssetSingle | Self::AssetBulk | Self::AssetTab | Self::AssetColumn => ObjectKind::Asset,
        }
    }

    /// How many objects it may be about at once.
    pub fn most(self) -> usize {
        match self {
            Self::DocumentBulk | Self::VariantBulk | Self::ClassificationBulk | Self::AssetBulk => App::MAX_OBJECTS,
            _ => 1,
        }
    }
}

impl App {
    /// What [`Self::secret`] is sealed for.
    pub const SECRET: &'static str = "app secret";

    /// Most characters of its name.
    pub const MAX_NAME: usize = 200;
    /// Most characters of its description.
    pub const MAX_DESCRIPTION: usize = 2_000;
    /// Most characters of its icon.
    pub const MAX_ICON: usize = 2_000;
    /// Most objects of one call.
    pub const MAX_OBJECTS: usize = 1_000;

    /// Where it is to be called about these objects. Errors: `NotFound`: it isn't shown there; these are not what is shown
    /// there.
    pub fn slot(&self, name: &str, kind: &str, ids: &[String]) -> Result<Slot, Problem> {
        let slot = Slot::from_name(name).filter(|slot| self.slots.contains(slot));
        let slot = slot.ok_or_else(|| Problem::not_found("slot of this app", name))?;
        let refuse =
            |member: &str, rule, message| Err(Problem::at(Field::Member("object", member.to_owned()), rule, message));
        let expected = slot.object().name();
        if kind != expected {
            let shown: String = kind.chars().take(60).collect();
            return refuse("type", "unsuited", format!("Expected \"{expected}\"; got \"{}\".", shown.escape_debug()));
        }
        let (count, most) = (ids.len(), slot.most());
        match most {
            _ if (1..=most).contains(&count) => Ok(slot),
            1 => refuse("ids", "out_of_range", format!("Expected one id; got {count}.")),
            _ => refuse("ids", "out_of_range", format!("Expected 1 to {most} ids; got {count}.")),
        }
    }

    /// The address of a call: what follows the app's own is a path, a query, both or nothing.
    pub fn address(&self, rest: &str) -> String {
        if rest.is_empty() { self.url.clone() } else { format!("{}{rest}", self.url.trim_end_matches('/')) }
    }
}

/// An address of a call as it is signed: as the app sees it, with the slash of an empty path unless a query follows.
pub fn signed(address: &str) -> String {
    let after = address.find("://").map_or(0, |at| at + 3);
    if address[after..].contains(['/', '?']) { address.replacen("/?", "?", 1) } else { format!("{address}/") }
}

/// What an app may do that asked for this. `None`: that is neither of both.
pub fn access(name: &str) -> Option<Access> {
    match name {
        "full_access" => Some(Access::Full),
        "read_access" => Some(Access::Read),
        _ => None,
    }
}

/// How an app asks for that.
pub fn permission(access: Access) -> &'static str {
    match access {
        Access::Full => "full_access",
        Access::Read => "read_access",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app(url: &str) -> App {
        App {
            name: "Hello".to_owned(),
            description: None,
            url: url.to_owned(),
            icon: None,
            document_type: None,
            slots: BTreeSet::new(),
            kind: AppType::Custom,
            configuration: Configuration::Get,
            is_active: true,
            secret: String::new(),
        }
    }

    #[test]
    fn slots_say_what_they_are_about() {
        for slot in Slot::ALL {
            let (object, rest) = slot.name().split_once('.').unwrap();
            assert_eq!(slot.object().name(), object);
            assert_eq!(slot.most() > 1, rest == "action.bulk", "{object}.{rest}");
        }
    }

    #[test]
    fn an_app_is_called_where_it_is_shown_and_about_what_is_there() {
        let shown = App { slots: BTreeSet::from([Slot::DocumentTab, Slot::DocumentBulk]), ..app("https://h") };
        let path = |name: &str, kind: &str, count: usize| {
            let ids: Vec<_> = (0..count).map(|n| n.to_string()).collect();
            shown
                .slot(name, kind, &ids)
                .map_err(|problem| problem.violations.first().map(|at| at.field.path().into_owned()))
        };
        assert_eq!(path("document.page.tab", "document", 1), Ok(Slot::DocumentTab));
        assert_eq!(path("document.action.bulk", "document", App::MAX_OBJECTS), Ok(Slot::DocumentBulk));
        for name in ["document.page.column", "document", ""] {
            assert_eq!(path(name, "document", 1), Err(None), "{name}");
        }
        assert_eq!(path("document.page.tab", "variant", 1), Err(Some("object.type".to_owned())));
        for (name, count) in [("document.page.tab", 0), ("document.page.tab", 2), ("document.action.bulk", 1_001)] {
            assert_eq!(path(name, "document", count), Err(Some("object.ids".to_owned())), "{name}");
        }
    }

    #[test]
    fn calls_follow_the_address_without_its_last_slash() {
        for url in ["https://h", "https://h/"] {
            assert_eq!(app(url).address("/permission"), "https://h/permission");
            assert_eq!(app(url).address("?slot=x"), "https://h?slot=x");
            assert_eq!(app(url).address(""), url);
        }
        assert_eq!(app("https://h/a/").address("?slot=x"), "https://h/a?slot=x");
    }

    #[test]
    fn addresses_are_signed_as_apps_rebuild_them() {
        for (address, expected) in [
            ("https://h", "https://h/"),
            ("https://h/", "https://h/"),
            ("https://h?slot=x", "https://h?slot=x"),
            ("https://h/?slot=x", "https://h?slot=x"),
            ("https://h/a?slot=x", "https://h/a?slot=x"),
            ("https://h/permission", "https://h/permission"),
        ] {
            assert_eq!(signed(address), expected, "{address}");
        }
    }

    #[test]
    fn permissions_have_two_names() {
        for access_right in [Access::Full, Access::Read] {
            assert_eq!(access(permission(access_right)), Some(access_right));
        }
        assert_eq!(access("full"), None);
    }
}
