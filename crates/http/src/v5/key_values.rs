//! `/api/keyvalues` (v5.md 3.13). A public one is read by its id without a token.

use app::Failure;
use app::items::{Family, Item};
use futures_util::FutureExt;
use model::changes::Entity;
use model::command::{Action, PutKeyValue};
use model::input::Input;
use model::key_value::KeyValue;
use model::problem::Problem;
use model::query::{KeyValuePage, KeyValueQuery, Start};
use schemars::JsonSchema;
use serde::Serialize;

use super::collection::{Answering, Chunk, Collection, Reading, Served, Terms, other_family};
use super::describe::schema_of;
use super::jsonld::{Class, KEY_VALUE, Reference};
use super::resource::{Reach, Resource, Thing, Wish};
use super::shape::Fields;
use super::values::{Printer, Stamps};
use super::view::Asked;
use crate::AppState;

/// The resource.
pub struct KeyValues;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct KeyValueOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its text. Any other JSON is kept as its text.
    value: &'a str,
    /// Whether only administrators may change it.
    is_protected: bool,
    /// Whether it is shown without a token.
    is_public: bool,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for KeyValues {
    type Thing = KeyValue;

    const CLASS: Class = KEY_VALUE;
    const KIND: () = ();
    const ALIAS: Option<&'static str> = Some("key-values");
    const OPEN: bool = true;
    const REQUIRED: &'static [&'static str] = &["id", "value"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        Ok(Action::PutKeyValue(PutKeyValue {
            code,
            mode: wish.mode,
            body_code,
            value: body.input("value").map(|input| match input {
                Input::Text(text) => text,
                json => json.to_json(),
            }),
            protected: body.switch("isProtected"),
            public: body.switch("isPublic"),
        }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<KeyValueOut<'_>>()
    }

    fn print(printer: Printer<'_>, pair: &KeyValue) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&KeyValueOut {
            this: printer.reference(KEY_VALUE, pair.code.as_str()),
            value: &pair.value,
            is_protected: pair.protected,
            is_public: pair.public,
            stamps: Stamps::new(&pair.created, &pair.updated),
        })
    }
}

impl Thing for KeyValue {
    type Kind = ();

    fn of(item: Item<'_>) -> Option<&Self> {
        match item {
            Item::KeyValue(own) => Some(own),
            _ => None,
        }
    }

    fn rev(&self) -> i64 {
        self.rev
    }
}

impl Collection for Served<KeyValue> {
    fn terms(&self) -> &Terms {
        &self.terms
    }

    fn family(&self) -> Family {
        Family::KeyValues
    }

    fn delete(&self, id: &str, _reach: Reach) -> Result<Action, Problem> {
        Ok(Action::DeleteKeyValue { code: id.to_owned() })
    }

    fn print(&self, printer: Printer<'_>, item: Item<'_>) -> Result<Vec<u8>, Failure> {
        printer.item(self, item)
    }

    fn one<'a>(&'static self, state: &'a AppState, asked: &'a Asked, id: &'a str) -> Answering<'a> {
        async move {
            let pair = state.app.key_value(&asked.actor.rights, id).await?;
            self.plain(state, asked, &pair).await
        }
        .boxed()
    }

    fn written<'a>(&'static self, state: &'a AppState, asked: &'a Asked, entity: Entity) -> Answering<'a> {
        async move {
            let Entity::KeyValue(pair) = entity else { return Err(other_family(&entity)) };
            self.plain(state, asked, &pair).await
        }
        .boxed()
    }

    fn chunk<'a>(&'static self, state: &'a AppState, asked: &'a Asked, start: Start, limit: u32) -> Reading<'a> {
        async move {
            let query = KeyValueQuery { start, limit, rights: asked.actor.rights.clone() };
            let KeyValuePage { pairs, total, next } = state.app.key_values(query).await?;
            let members = self.print_plain(asked, &*state.app.schema().await?, pairs.iter())?;
            Ok(Chunk { members, total: Some(total), next })
        }
        .boxed()
    }
}
