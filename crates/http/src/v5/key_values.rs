//! `/api/keyvalues` (v5.md 3.13). A public one is read by its id without a token.

use app::Failure;
use app::items::{Family, Item};
use axum::response::Response;
use model::changes::Entity;
use model::command::{Action, PutKeyValue};
use model::input::Input;
use model::key_value::KeyValue;
use model::problem::Problem;
use model::query::{KeyValuePage, KeyValueQuery, Start};
use schemars::JsonSchema;
use serde::Serialize;

use super::answer;
use super::describe::schema_of;
use super::jsonld::{Class, KEY_VALUE, Reference};
use super::resource::{Chunk, Printing, Reach, Resource, Thing, Wish, other_family};
use super::shape::Fields;
use super::values::{Printer, Stamps};
use super::view::Asked;
use crate::AppState;
use crate::errors::Refusal;

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

    fn family((): ()) -> Family {
        Family::KeyValues
    }

    fn of(item: Item<'_>) -> Option<&Self> {
        match item {
            Item::KeyValue(own) => Some(own),
            _ => None,
        }
    }

    fn rev(&self) -> i64 {
        self.rev
    }

    fn delete((): (), id: &str, _reach: Reach) -> Result<Action, Problem> {
        Ok(Action::DeleteKeyValue { code: id.to_owned() })
    }

    async fn one<R: Resource<Thing = Self>>(state: &AppState, asked: &Asked, id: &str) -> Result<Response, Refusal> {
        let pair = state.app.key_value(&asked.actor.rights, id).await?;
        answer::plain::<R>(state, asked, &pair).await
    }

    async fn written<R: Resource<Thing = Self>>(
        state: &AppState,
        asked: &Asked,
        entity: Entity,
    ) -> Result<Response, Refusal> {
        let Entity::KeyValue(pair) = entity else { return Err(other_family(&entity)) };
        answer::plain::<R>(state, asked, &pair).await
    }

    async fn chunk<R: Resource<Thing = Self>>(
        state: &AppState,
        asked: &Asked,
        start: Start,
        limit: u32,
    ) -> Result<Chunk<Printing>, Failure> {
        let query = KeyValueQuery { start, limit, rights: asked.actor.rights.clone() };
        let KeyValuePage { pairs, total, next } = state.app.key_values(query).await?;
        Ok(Chunk::of::<R>(asked, &*state.app.schema().await?, &pairs, total, next)?.ready())
    }
}
