//! `POST`, `PUT`, `PATCH` and `DELETE` of single items (v5.md 1.10).

use app::{Mode, Options};
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{CONTENT_LOCATION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use model::changes::Entity;
use model::command::{Action, Command, Expect, PutMode};
use model::problem::{Field, Problem, Violation};

use super::collection::{Collection, Terms};
use super::negotiate::{self, Sent};
use super::once::Once;
use super::predefined_values::composite;
use super::read::Id;
use super::resource::{Reach, Wish};
use super::shape::{self, Fields};
use super::view::Asked;
use super::{answer, etag};
use crate::AppState;
use crate::errors::Refusal;
use crate::limits;

/// Creates one.
pub async fn create(
    collection: &'static dyn Collection,
    State(state): State<AppState>,
    asked: Asked,
    Text(body): Text,
) -> Result<Response, Refusal> {
    let terms = collection.terms();
    asked.actor.rights.check_write()?;
    let put = read_put(terms, &state, &asked, (None, PutMode::Create), &body).await?;
    let written = write(terms, &state, &asked, put, None).await?;
    let id = written.id();
    let mut response = written.answer_creation(collection, &state, asked).await?;
    *response.status_mut() = StatusCode::CREATED;
    for name in [LOCATION, CONTENT_LOCATION] {
        answer::insert(response.headers_mut(), name, &terms.class.iri(&id));
    }
    Ok(response)
}

/// Changes one: what is left out stays.
pub async fn update(
    collection: &'static dyn Collection,
    State(state): State<AppState>,
    asked: Asked,
    Id(id): Id,
    headers: HeaderMap,
    Text(body): Text,
) -> Result<Response, Refusal> {
    let terms = collection.terms();
    asked.actor.rights.check_write()?;
    let put = read_put(terms, &state, &asked, (Some(&id), PutMode::Update), &body).await?;
    let written = write(terms, &state, &asked, put, etag::expected(&headers)).await?;
    written.answer(collection, &state, asked).await
}

/// Deletes one.
pub async fn delete(
    collection: &'static dyn Collection,
    State(state): State<AppState>,
    asked: Asked,
    Id(id): Id,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    let switch = |name| asked.params.switch(name, false);
    let reach = Reach { recursive: switch("recursive")?, force: switch("force")? };
    let action = collection.delete(&id, reach)?;
    write(collection.terms(), &state, &asked, action, etag::expected(&headers)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The bytes of a JSON body.
pub struct Text(pub Bytes);

impl FromRequest<AppState> for Text {
    type Rejection = Refusal;

    async fn from_request(request: Request, _state: &AppState) -> Result<Self, Refusal> {
        match content(request.headers())? {
            Sent::Json => Ok(Self(limits::read(request.into_body()).await?)),
            Sent::Lines => Err(unreadable("application/x-ndjson")),
        }
    }
}

/// How a body is written. Errors: 415.
pub fn content(headers: &HeaderMap) -> Result<Sent, Refusal> {
    let named = headers.get(CONTENT_TYPE).map(|name| name.to_str().unwrap_or_default());
    negotiate::sent(named).ok_or_else(|| unreadable(named.unwrap_or_default()))
}

fn unreadable(content_type: &str) -> Refusal {
    let message = format!("Expected Content-Type application/json, or another that is JSON; got {content_type}.");
    Refusal::http(StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
}

async fn read_put(
    terms: &Terms,
    state: &AppState,
    asked: &Asked,
    (id, mode): (Option<&str>, PutMode),
    body: &[u8],
) -> Result<Action, Refusal> {
    let mut fields = Fields::of(shape::parse(body)?)?;
    let locale = if terms.reads_locale { state.app.schema().await?.default_locale().to_owned() } else { String::new() };
    let force = asked.params.switch("force", false)?;
    let action = (terms.put)(&Wish { id, mode, single: true, force, locale: &locale }, &mut fields)?;
    fields.finish().map_err(|problem| spelled(terms, problem))?;
    Ok(action)
}

async fn write(
    terms: &Terms,
    state: &AppState,
    asked: &Asked,
    action: Action,
    expect: Option<Expect>,
) -> Result<Written, Refusal> {
    if let Some(id) = asked.once.as_ref().and_then(|once| once.before.clone()) {
        return Ok(Written::Before(id));
    }
    let commands = vec![Command { action, expect }];
    let (options, note) = (Options::of(Mode::AllOrNothing), asked.once.as_ref().map(Once::note));
    let outcomes = state.app.write_once(&asked.actor, commands, options, note).await?;
    let outcome = outcomes.into_iter().next().ok_or_else(|| Refusal::Internal("a command without outcome".into()))?;
    Ok(Written::Now(outcome.map_err(|problem| spelled(terms, problem))?.entity))
}

/// What a write left.
enum Written {
    /// This.
    Now(Entity),
    /// An earlier call of the same request wrote what has this id.
    Before(String),
}

impl Written {
    fn id(&self) -> String {
        match self {
            Self::Now(entity) => id_of(entity),
            Self::Before(id) => id.clone(),
        }
    }

    async fn answer(
        self,
        collection: &'static dyn Collection,
        state: &AppState,
        asked: Asked,
    ) -> Result<Response, Refusal> {
        match self {
            Self::Now(entity) => collection.written(state, &asked.anew(), entity).await,
            Self::Before(id) => collection.one(state, &asked.anew(), &id).await,
        }
    }

    async fn answer_creation(
        self,
        collection: &'static dyn Collection,
        state: &AppState,
        asked: Asked,
    ) -> Result<Response, Refusal> {
        match self {
            Self::Now(entity) => collection.created(state, &asked.anew(), entity).await,
            before @ Self::Before(_) => before.answer(collection, state, asked).await,
        }
    }
}

/// The problem with its fields in the resource's words.
pub fn spelled(terms: &Terms, mut problem: Problem) -> Problem {
    problem.violations.iter_mut().for_each(|violation| spell(terms, violation));
    if let Some(code) = &problem.existing {
        problem.message = format!("{} See {}.", problem.message, terms.class.iri(code));
    }
    problem
}

/// Names a field as the resource does: what is missing is the property, what is wrong is its id.
pub fn spell(terms: &Terms, violation: &mut Violation) {
    let missing = matches!(violation.rule, "required" | "orphan");
    let name = match violation.field {
        Field::Parent | Field::Owner if missing => terms.owner.trim_end_matches(".id"),
        Field::Parent | Field::Owner => terms.owner,
        Field::Document if missing => "document",
        Field::DocumentType if missing => "documentType",
        Field::LinkType if missing => "linkType",
        Field::Target if missing => "target",
        Field::Classification if missing => "classification",
        _ => return,
    };
    violation.field = Field::Property(name);
}

/// The id of a thing.
pub fn id_of(entity: &Entity) -> String {
    match entity {
        Entity::Value(value) => composite(&value.attribute, &value.code),
        Entity::User(user) => user.id.to_string(),
        other => other.code().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v5::classifications::Classifications;
    use crate::v5::predefined_values::PredefinedValues;
    use crate::v5::resource::Resource;
    use crate::v5::variants::Variants;

    fn path<R: Resource>(field: Field, rule: &'static str) -> String {
        let mut violation = Violation::new(field, rule, "");
        spell(&Terms::of::<R>(), &mut violation);
        violation.field.path().into_owned()
    }

    #[test]
    fn fields_are_named_as_the_resource_does() {
        assert_eq!(path::<Variants>(Field::Document, "unknown_reference"), "document.id");
        assert_eq!(path::<Variants>(Field::Document, "required"), "document");
        assert_eq!(path::<Classifications>(Field::Parent, "cycle"), "parent.id");
        assert_eq!(path::<PredefinedValues>(Field::Owner, "unknown_reference"), "attribute.id");
        assert_eq!(path::<PredefinedValues>(Field::Owner, "required"), "attribute");
        assert_eq!(path::<Variants>(Field::DocumentType, "required"), "documentType");
        assert_eq!(path::<Variants>(Field::DocumentType, "unknown_reference"), "documentType.id");
        assert_eq!(path::<Variants>(Field::Classification, "orphan"), "classification");
        assert_eq!(path::<Variants>(Field::Attribute("a".into()), "required"), "attributes.a");
    }
}
