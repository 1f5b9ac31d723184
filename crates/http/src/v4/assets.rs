//! `/assets`, also called `/medias` (v4.md 8).

use app::Failure;
use app::files::NewUpload;
use axum::body::Body as HttpBody;
use axum::extract::{Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use model::command::{FileWish, Patch, PutMode, PutObject};
use model::file::{Fact, File};
use model::inheritance;
use model::input::Input;
use model::object::{Object, ObjectKind};
use model::problem::{Field, Kind, Problem};
use model::query::{Condition, Filter, Sheet, Test};
use model::schema::Schema;
use serde::Serialize;
use serde_json::Value;

use super::asked::Asked;
use super::body::Body;
use super::documents::Classified;
use super::fields::Fields;
use super::filter;
use super::medias::Media;
use super::objects::{self, Objects, Writable};
use super::path::At;
use super::printer::Printer;
use crate::errors::Refusal;
use crate::form::{self, Form};
use crate::{AppState, cdn};

/// The resource.
pub struct Assets;

/// What is printed of an asset.
struct Wish {
    fields: bool,
}

#[derive(Serialize)]
struct AssetOut<'a> {
    #[serde(flatten)]
    media: Media<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Fields<'a>>,
    classifications: Vec<Classified<'a>>,
    size: Option<u64>,
    width: Option<u32>,
    height: Option<u32>,
    created_by: &'a str,
    updated_by: &'a str,
}

impl Objects for Assets {
    fn kind(&self) -> ObjectKind {
        ObjectKind::Asset
    }

    fn path(&self) -> &'static str {
        "/assets"
    }

    fn options(&self) -> &'static [&'static str] {
        &["media_fields_included", "codes", "classification_code", "recursive", "type"]
    }

    fn wish(&self, asked: &Asked) -> Result<Box<dyn objects::Wish>, Problem> {
        Ok(Box::new(Wish { fields: asked.switch("media_fields_included", true)? }))
    }

    fn filters(&self, asked: &Asked) -> Result<Vec<Filter>, Problem> {
        let types = asked.codes("type");
        let of_type = Condition::File { of: Fact::Mime, test: Test::Equals(types.clone()) };
        let of_type = (!types.is_empty()).then_some(Filter::Is(of_type));
        Ok(filter::classified(asked)?.into_iter().chain(of_type).collect())
    }
}

impl objects::Wish for Wish {
    fn others(&self, sheet: &Sheet) -> Vec<i64> {
        sheet.object.placements.iter().map(|node| node.id).collect()
    }

    fn print(&self, printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let body = inheritance::with_fallbacks(&object.body, printer.schema);
        let file = File::of(&object.body);
        serde_json::to_vec(&AssetOut {
            media: Media::of(printer, object),
            fields: self.fields.then_some(Fields { printer, object, set: None, body: &body, links: &[] }),
            classifications: object.placements.iter().filter_map(|at| Classified::of(printer, at.id)).collect(),
            size: file.as_ref().and_then(|file| Some(file.bytes.as_ref()?.size)),
            width: file.as_ref().and_then(|file| Some(file.pixels?.0)),
            height: file.as_ref().and_then(|file| Some(file.pixels?.1)),
            created_by: &object.created.by,
            updated_by: &object.updated.by,
        })
    }
}

impl Writable for Assets {
    fn required(&self) -> &'static [&'static str] {
        &["code"]
    }

    fn put(&self, body: &mut Body, _schema: &Schema, put: &mut PutObject) {
        put.classification = body.reference("classification_code");
        // Nothing means that it stays.
        if let Patch::Value(url) = body.text("media_url")
            && !url.is_empty()
        {
            put.file = Patch::Value(FileWish::Remote(url));
        }
    }

    fn told(&self, object: &Object, _schema: &Schema) -> Vec<(&'static str, Value)> {
        vec![("active", object.active.into()), ("id", object.id.into())]
    }
}

/// Creates one or, of assets alone, changes the one that is there (v4.md 8.1).
pub async fn post(State(state): State<AppState>, asked: Asked, request: Request) -> Result<Response, Refusal> {
    let (parts, bytes) = request.into_parts();
    let (mut body, file) = if form::is_form(&parts.headers) {
        let (body, file) = sent(&state, &asked, &parts.headers, bytes).await?;
        (body, Patch::Value(file))
    } else {
        (asked.writes(bytes).await?, Patch::Absent)
    };
    body.require(Assets.required())?;
    let code = body.text("code").value().cloned().unwrap_or_default();
    let mut put = PutObject::new(ObjectKind::Asset, code, PutMode::Upsert);
    (put.file, put.require_file) = (file, true);
    objects::write(&Assets, &state, &asked, body, put).await
}

/// Gives one another file, in a form or as it is.
pub async fn put_file(
    State(state): State<AppState>,
    asked: Asked,
    At([code, _]): At<2>,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, bytes) = request.into_parts();
    let (body, file) = if form::is_form(&parts.headers) {
        sent(&state, &asked, &parts.headers, bytes).await?
    } else {
        asked.actor.rights.check_write()?;
        let received = state.app.receive(form::bytes_of(bytes)).await?;
        if received.size == 0 {
            return Err(without_file("Expected the bytes of a file; got an empty body.").into());
        }
        let sent = form::file_name(&parts.headers);
        let name = asked.text("filename").or(sent.as_deref()).unwrap_or(&code);
        let upload = state.app.add_file(&asked.actor, named(name), received).await?;
        (Body::parse(b"")?, FileWish::Upload(upload.id))
    };
    let mut put = PutObject::new(ObjectKind::Asset, code, PutMode::Update);
    put.file = Patch::Value(file);
    objects::write(&Assets, &state, &asked, body, put).await
}

/// Gives the file of one as it was sent, or a part of it.
pub async fn file(
    State(state): State<AppState>,
    asked: Asked,
    At([code, _]): At<2>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let rights = &asked.actor.rights;
    let (head, schema) = state.app.head(rights, ObjectKind::Asset, &code).await?;
    let sheets = state.app.objects(rights, vec![head.id], &schema).await?;
    let asset = sheets.sheets.first().map(|sheet| &sheet.object);
    let file = asset.and_then(|asset| Some((File::of(&asset.body)?, asset.updated.at)));
    let Some((File { name, bytes: Some(bytes), .. }, updated_at)) = file else {
        return Err(Problem::new(Kind::NotFound, format!("The asset \"{code}\" has no file.")).into());
    };
    let mut shown = HeaderMap::from_iter([(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"))]);
    cdn::never_run(&mut shown);
    cdn::original(&state, &headers, shown, (&bytes, &name, updated_at)).await
}

/// What a form says, and the file that it brings. Without a code it is that of the file's name.
async fn sent(
    state: &AppState,
    asked: &Asked,
    headers: &HeaderMap,
    bytes: HttpBody,
) -> Result<(Body, FileWish), Refusal> {
    asked.actor.rights.check_write()?;
    let Form { texts, file, file_name } = form::read(state, headers, bytes).await.map_err(incomplete)?;
    let upload = state.app.add_file(&asked.actor, named(&file_name), file).await?;
    let stem = upload.name.rsplit_once('.').map_or(upload.name.as_str(), |(stem, _)| stem);
    let mut said: Vec<_> = texts.into_iter().map(|(name, text)| (name, Input::Text(text))).collect();
    if said.iter().all(|(name, _)| name != "code") {
        said.push(("code".to_owned(), Input::Text(stem.to_owned())));
    }
    Ok((Body::of(Input::Map(said))?, FileWish::Upload(upload.id)))
}

/// A form that lacks something required can't be understood (v4.md 8.1).
fn incomplete(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Problem(problem) if problem.violations.iter().any(|violation| violation.rule == "required") => {
            without_file(&problem.message).into()
        }
        other => other,
    }
}

fn without_file(message: &str) -> Problem {
    Problem { kind: Kind::Malformed, ..Problem::at(Field::File, "required", message) }
}

fn named(name: &str) -> NewUpload {
    NewUpload { file_type: None, name: name.to_owned() }
}

/// Shows one, by its code or its internal number: E4.
pub async fn one(State(state): State<AppState>, asked: Asked, At([named]): At<1>) -> Result<Response, Refusal> {
    let rights = &asked.actor.rights;
    match state.app.head(rights, ObjectKind::Asset, &named).await {
        Ok((head, schema)) => objects::show(&Assets, &state, &asked, &schema, (head.id, &named)).await,
        Err(Failure::Problem(problem)) if problem.kind == Kind::NotFound => {
            let id = named.parse().map_err(|_| problem)?;
            objects::show(&Assets, &state, &asked, &asked.schema, (id, &named)).await
        }
        Err(error) => Err(error.into()),
    }
}
