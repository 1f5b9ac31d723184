//! Classifications as trees (v4.md 9, 10.2, 10.3).

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use model::command::Patch;
use model::inheritance;
use model::object::{Object, ObjectKind};
use model::problem::{Kind, Problem};
use model::query::{Condition, Filter, Heads, MAX_LIMIT, NamedValues, Query, Sort, SortBy, Start};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::asked::Asked;
use super::catalog_views::{self, in_any_case};
use super::classifications::{Classifications, ROOT};
use super::documents::Documents;
use super::envelope::{self, escaped};
use super::fields::Fields;
use super::objects::{self, Objects};
use super::path::At;
use super::printer::{Printer, printing};
use super::rewrite::rewrite;
use crate::AppState;
use crate::errors::Refusal;

/// The catalog whose tree is meant where none is named.
const MASTER: &str = "PIM";

/// What is shown of the nodes, and how far down.
struct Wish {
    fields: bool,
    documents: bool,
    depth: u64,
}

impl Wish {
    fn read(asked: &Asked, documents: bool) -> Result<Self, Problem> {
        Ok(Self {
            fields: asked.switch("classification_fields_included", false)?,
            documents: asked.switch("documents_included", documents)?,
            depth: asked.params.number("depth", u64::MAX)?,
        })
    }
}

/// One node with those below it.
#[derive(Serialize)]
struct Node {
    code: String,
    name: String,
    level: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assets: Option<Vec<String>>,
    children: Vec<Node>,
}

/// `GET /classifications`: the tree of a catalog, E4, or with `flat=1` pages, E1.
pub async fn all(state: State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    if asked.switch("flat", false)? {
        return objects::list((&Classifications, Classifications.path()), state, asked).await;
    }
    let (_, catalog) = in_any_case(&asked.schema, asked.text("catalog_code").unwrap_or(MASTER))?;
    show(&state, &asked, &catalog.root, &Wish::read(&asked, false)?).await
}

/// `GET /classifications/{code}`: one and those below it, E4.
pub async fn one(state: State<AppState>, asked: Asked, At([code]): At<1>) -> Result<Response, Refusal> {
    let code = stored(&asked, None, code)?;
    show(&state, &asked, &code, &Wish::read(&asked, false)?).await
}

/// The code that a node is stored by: of a root that of the catalog which `catalog_code` names, or else the body.
/// Errors: `NotFound`.
pub fn stored(asked: &Asked, named: Option<&str>, code: String) -> Result<String, Problem> {
    if code != ROOT {
        return Ok(code);
    }
    let catalog = asked.text("catalog_code").or(named).unwrap_or(MASTER);
    Ok(in_any_case(&asked.schema, catalog)?.1.root.clone())
}

/// `GET /catalog-views/{code}/classifications`: the tree of a channel, E4.
pub async fn of_channel(state: State<AppState>, asked: Asked, At([named, _]): At<2>) -> Result<Response, Refusal> {
    let (_, catalog) = in_any_case(&asked.schema, &catalog_views::code(&asked, named))?;
    show(&state, &asked, &catalog.root, &Wish::read(&asked, false)?).await
}

/// `GET /catalog-views/{code}/classifications/{node}`: one of its nodes, with what is placed there, E4.
pub async fn one_of_channel(
    state: State<AppState>,
    asked: Asked,
    At([named, _, node]): At<3>,
) -> Result<Response, Refusal> {
    let named = catalog_views::code(&asked, named);
    let node = in_channel(&state, &asked, named, node).await?;
    show(&state, &asked, &node.code, &Wish::read(&asked, true)?).await
}

/// The node of that code, if it is that of the channel of that code.
async fn in_channel(state: &AppState, asked: &Asked, channel: String, node: String) -> Result<Arc<Object>, Refusal> {
    let (definition, catalog) = in_any_case(&asked.schema, &channel)?;
    let code = if node == ROOT { catalog.root.clone() } else { node };
    let missing = || Problem::not_found(ObjectKind::Classification.name(), &code);
    let (head, schema) = state.app.head(&asked.actor.rights, ObjectKind::Classification, &code).await?;
    let sheets = state.app.objects(&asked.actor.rights, vec![head.id], &schema).await?;
    let found = sheets.sheets.into_iter().map(|sheet| sheet.object).find(|node| node.type_id == definition.id);
    Ok(found.ok_or_else(missing)?)
}

/// `GET /classifications/{code}/documents`: those placed there, E1.
pub async fn documents(State(state): State<AppState>, asked: Asked, At([code, _]): At<2>) -> Result<Response, Refusal> {
    let code = stored(&asked, None, code)?;
    state.app.head(&asked.actor.rights, ObjectKind::Classification, &code).await?;
    let path = format!("{}/{}/documents", Classifications.path(), escaped(&code));
    let placed = Condition::Classified { nodes: vec![code], descendants: asked.switch("recursive", false)? };
    objects::page(&Documents, &state, &asked, &path, (vec![Filter::Is(placed)], SortBy::Number)).await
}

/// `DELETE /catalog-views/{code}/classifications/{node}/documents/{document}`: the document leaves the node.
pub async fn take_out(
    State(state): State<AppState>,
    asked: Asked,
    At([named, _, node, _, code]): At<5>,
) -> Result<StatusCode, Refusal> {
    asked.actor.rights.check_write()?;
    let node = in_channel(&state, &asked, named, node).await?;
    rewrite(&state, &asked, &code, |document, _, put| {
        let left: Vec<_> = document.placements.iter().filter(|at| at.id != node.id).collect();
        if left.len() == document.placements.len() {
            let message = format!("\"{code}\" isn't placed in \"{}\".", node.code);
            return Err(Problem::new(Kind::NotFound, message));
        }
        put.classifications = Patch::Value(left.into_iter().map(|at| at.code.clone()).collect());
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn show(state: &AppState, asked: &Asked, code: &str, wish: &Wish) -> Result<Response, Refusal> {
    let mut nodes = Nodes::read(state, asked, code).await?;
    if wish.documents {
        let ids = nodes.objects.keys().copied().collect();
        nodes.placed = state.app.placed(&asked.actor.rights, ids).await?;
    }
    let culture = asked.culture()?;
    let values = std::mem::take(&mut nodes.values);
    let tree = printing(asked, &culture, &values, |printer| nodes.nested(printer, wish, (nodes.top, nodes.level)));
    envelope::response(&tree.ok_or_else(|| Problem::not_found(ObjectKind::Classification.name(), code))?)
}

/// Classifications below one of them.
struct Nodes {
    top: i64,
    level: usize,
    objects: HashMap<i64, Arc<Object>>,
    values: NamedValues,
    below: HashMap<i64, Vec<i64>>,
    /// Codes of what is placed in them, by kind.
    placed: HashMap<(i64, ObjectKind), Vec<String>>,
}

impl Nodes {
    async fn read(state: &AppState, asked: &Asked, code: &str) -> Result<Self, Refusal> {
        let rights = &asked.actor.rights;
        let (head, schema) = state.app.head(rights, ObjectKind::Classification, code).await?;
        let top = state.app.sheets(rights, ObjectKind::Classification, vec![head.id], &schema).await?;
        let level = top.sheets.first().map_or(0, |sheet| sheet.ancestors.len());
        let (objects, below, placed) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut nodes = Self { top: head.id, level, objects, values: top.values, below, placed };
        let mut query = Query {
            filter: Filter::Is(Condition::Within(vec![code.to_owned()])),
            order: vec![Sort { by: SortBy::Sequence, descending: false }, Sort { by: SortBy::Code, descending: false }],
            start: Start::After(String::new()),
            limit: MAX_LIMIT,
            ..Query::all(ObjectKind::Classification, rights.clone())
        };
        loop {
            let (Heads { heads, next, .. }, schema) = state.app.heads(query.clone()).await?;
            let ids: Vec<i64> = heads.iter().map(|head| head.id).collect();
            let part = state.app.objects(rights, ids.clone(), &schema).await?;
            nodes.values.extend(part.values);
            nodes.objects.extend(part.sheets.into_iter().map(|sheet| (sheet.object.id, sheet.object)));
            for id in ids {
                let parent = nodes.objects.get(&id).and_then(|node| Some(node.parent.as_ref()?.id));
                nodes.below.entry(parent.unwrap_or_default()).or_default().push(id);
            }
            match next {
                Some(key) => query.start = Start::After(key),
                None => return Ok(nodes),
            }
        }
    }

    /// One with those below it, as far down as is wanted.
    fn nested(&self, printer: Printer<'_>, wish: &Wish, (id, level): (i64, usize)) -> Option<Node> {
        let object = self.objects.get(&id)?;
        let body = inheritance::with_fallbacks(&object.body, printer.schema);
        let fields = || to_raw_value(&Fields { printer, object, set: None, body: &body, links: &[] }).ok();
        let placed = |kind| self.placed.get(&(id, kind)).cloned().unwrap_or_default();
        let is_end = (level - self.level) as u64 >= wish.depth;
        let below = self.below.get(&id).filter(|_| !is_end).into_iter().flatten();
        Some(Node {
            code: Printer::code(object).to_owned(),
            name: printer.name(object),
            level,
            fields: if wish.fields { fields() } else { None },
            documents: wish.documents.then(|| placed(ObjectKind::Document)),
            assets: wish.documents.then(|| placed(ObjectKind::Asset)),
            children: below.filter_map(|child| self.nested(printer, wish, (*child, level + 1))).collect(),
        })
    }
}
