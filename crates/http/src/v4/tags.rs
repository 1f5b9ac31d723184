//! `/tags`, and tags on documents: v4 shows the nodes of workflows as tags too (v4.md 14).

use std::collections::HashMap;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use model::command::{DefinitionFields, Patch, PutObject, Standing, TagFields};
use model::object::{Object, ObjectKind};
use model::problem::{Kind, Problem};
use model::query::{Condition, Filter};
use model::schema::{Definition, DefinitionKind, Schema, Tag, Workflow};
use model::standing;
use model::tags;
use serde::Serialize;
use serde_json::{Value, json};

use super::asked::Asked;
use super::attributes::or_only;
use super::body::Body;
use super::definitions::{self, Call, Definitions, label};
use super::documents::Documents;
use super::envelope::{self, Written, escaped};
use super::objects::Objects;
use super::path::At;
use super::printer::{Printer, printing};
use super::rewrite::rewrite;
use super::rows::{Offset, Shape};
use crate::AppState;
use crate::errors::Refusal;

/// The colour of a tag that is given none.
const GREY: &str = "#808080";

/// The resource.
pub struct Tags;

impl Definitions for Tags {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::Tag
    }

    fn path(&self) -> &'static str {
        "/tags"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code", "name"]
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[("isDefault", "default")]
    }

    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields {
        let mut fields = TagFields {
            name: label(body.text("name"), call.culture),
            description: body.text("description"),
            document_type: or_only(body.reference("document_type_code"), call.schema),
            color: body.text("color"),
            is_default: body.switch("default"),
            rules: body.input("rules"),
        };
        if call.is_new && fields.color == Patch::Absent {
            fields.color = Patch::Value(GREY.to_owned());
        }
        DefinitionFields::Tag(fields)
    }

    fn row(&self, printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(own) = definition.says::<Tag>() else { return Value::Null };
        json!({
            "id": definition.id,
            "code": definition.code,
            "name": printer.label_or(&own.name, &definition.code),
            "color": own.color,
            "workflow_code": null,
            "position": null,
            "document_type_code": own.document_type,
        })
    }
}

/// Lists the tags, then the steps of each workflow: E2.
pub async fn list(asked: Asked) -> Result<Response, Refusal> {
    let offset = Offset::read(&asked)?;
    let culture = asked.culture()?;
    let rows: Vec<Value> = printing(&asked, &culture, &HashMap::default(), |printer| {
        let tags = asked.schema.all(DefinitionKind::Tag).map(|tag| Tags.row(printer, tag));
        tags.chain(steps(&asked.schema).map(|step| step.row(printer))).collect()
    });
    offset.answer(Shape::Whole, &rows)
}

/// Shows a tag or a step: E3.
pub async fn one(asked: Asked, At([code]): At<1>) -> Result<Response, Refusal> {
    let culture = asked.culture()?;
    let step = steps(&asked.schema).find(|step| step.is_called(&asked.schema, &code));
    match step {
        Some(step) if asked.schema.get::<Tag>(&code).is_none() => {
            envelope::data(&printing(&asked, &culture, &HashMap::default(), |printer| step.row(printer)))
        }
        _ => definitions::show(DefinitionKind::Tag, &asked, &code, |printer, tag| Tags.row(printer, tag)),
    }
}

/// A node of a workflow.
struct Step<'a> {
    definition: &'a Definition,
    workflow: &'a Workflow,
    position: usize,
}

/// The nodes of all workflows.
fn steps(schema: &Schema) -> impl Iterator<Item = Step<'_>> {
    let workflows = schema.all(DefinitionKind::Workflow);
    let workflows = workflows.filter_map(|definition| Some((&**definition, definition.says::<Workflow>()?)));
    workflows.flat_map(|(definition, workflow)| {
        (0..workflow.nodes.len()).map(move |position| Step { definition, workflow, position })
    })
}

impl Step<'_> {
    fn node(&self) -> &str {
        &self.workflow.nodes[self.position].code
    }

    /// Its code, with the workflow's before it where that alone names something else too.
    fn code(&self, schema: &Schema) -> String {
        let node = self.node();
        let is_shared =
            schema.get::<Tag>(node).is_some() || steps(schema).filter(|step| step.node() == node).count() > 1;
        if is_shared { format!("{}.{node}", self.definition.code) } else { node.to_owned() }
    }

    fn is_called(&self, schema: &Schema, name: &str) -> bool {
        let whole = name.strip_prefix(self.definition.code.as_str()).and_then(|rest| rest.strip_prefix('.'));
        whole == Some(self.node()) || self.code(schema) == name
    }

    fn row(&self, printer: Printer<'_>) -> Value {
        let node = &self.workflow.nodes[self.position];
        json!({
            "id": null,
            "code": self.code(printer.schema),
            "name": printer.label_or(&node.name, &node.code),
            "color": node.color,
            "workflow_code": self.definition.code,
            "position": self.position + 1,
            "document_type_code": self.workflow.document_type,
        })
    }
}

/// A tag or a step as documents show it.
#[derive(Serialize)]
pub struct TagOut {
    code: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    workflow_code: Option<String>,
}

impl TagOut {
    /// The steps at which a document stands, and its tags.
    pub fn all(printer: Printer<'_>, document: &Object, tags: &[String]) -> Vec<Self> {
        let schema = printer.schema;
        let at = standing::all(&document.body, schema.code_of(document.type_id), schema);
        let at = at.filter_map(|(workflow, node)| {
            let step = steps(schema).find(|step| step.definition.code == workflow && step.node() == node)?;
            let name = printer.label_or(&step.workflow.nodes[step.position].name, node).to_owned();
            Some(Self { code: step.code(schema), name, workflow_code: Some(workflow.to_owned()) })
        });
        let tag = |code: &String| {
            let name = schema.get::<Tag>(code).map_or(code.as_str(), |(_, tag)| printer.label_or(&tag.name, code));
            Self { code: code.clone(), name: name.to_owned(), workflow_code: None }
        };
        at.chain(tags.iter().map(tag)).collect()
    }
}

/// Lets a put write these tags and steps.
pub fn put(schema: &Schema, named: Patch<Vec<String>>, put: &mut PutObject) {
    let Patch::Value(named) = named else {
        put.tags = named;
        return;
    };
    let (mut own, mut standings) = (Vec::new(), Vec::new());
    for name in named {
        let step = steps(schema).find(|step| step.is_called(schema, &name));
        match step.filter(|_| schema.get::<Tag>(&name).is_none()) {
            Some(step) => {
                standings.push(Standing { workflow: step.definition.code.clone(), node: step.node().to_owned() });
            }
            None => own.push(name),
        }
    }
    put.tags = Patch::Value(own);
    if !standings.is_empty() {
        put.workflows = Patch::Value(standings);
    }
}

/// `tag_codes[]`: with at least one of these tags and steps.
pub fn filter(asked: &Asked) -> Option<Filter> {
    let named = asked.codes("tag_codes");
    let condition = |name: &String| {
        let step = steps(&asked.schema).find(|step| step.is_called(&asked.schema, name));
        Filter::Is(match step.filter(|_| asked.schema.get::<Tag>(name).is_none()) {
            Some(step) => {
                Condition::Node { workflow: Some(step.definition.code.clone()), nodes: vec![step.node().to_owned()] }
            }
            None => Condition::Tagged(vec![name.clone()]),
        })
    };
    (!named.is_empty()).then(|| Filter::Any(named.iter().map(condition).collect()))
}

/// `GET /documents/{code}/tags`: E4.
pub async fn of_document(
    State(state): State<AppState>,
    asked: Asked,
    At([code, _]): At<2>,
) -> Result<Response, Refusal> {
    let (head, schema) = state.app.head(&asked.actor.rights, ObjectKind::Document, &code).await?;
    let sheets = state.app.sheets(&asked.actor.rights, ObjectKind::Document, vec![head.id], &schema).await?;
    let sheet = sheets.sheets.first().ok_or_else(|| Problem::not_found(ObjectKind::Document.name(), &code))?;
    let culture = asked.culture()?;
    let shown = printing(&asked, &culture, &sheets.values, |printer| TagOut::all(printer, &sheet.object, &sheet.tags));
    envelope::response(&shown)
}

/// `POST /documents/{code}/tags`: adds some.
pub async fn add(
    State(state): State<AppState>,
    asked: Asked,
    At([code, _]): At<2>,
    body: HttpBody,
) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    body.require_key("codes")?;
    let added = body.references("codes").value().cloned().unwrap_or_default();
    let unread = body.finish()?;
    let mut warnings = rewritten(&state, &asked, &code, |mut own| {
        own.extend(added.iter().cloned());
        Ok(own)
    })
    .await?;
    warnings.extend(unread.warnings(&Value::Null));
    let location = format!("{}/{}/tags", Documents.path(), escaped(&code));
    Ok(Written { is_new: true, location, told: vec![("code", code.into())], warnings }.answer(&asked.base))
}

/// `DELETE /documents/{code}/tags/{tag}`.
pub async fn take(
    State(state): State<AppState>,
    asked: Asked,
    At([code, _, tag]): At<3>,
) -> Result<StatusCode, Refusal> {
    asked.actor.rights.check_write()?;
    rewritten(&state, &asked, &code, |mut own| {
        let before = own.len();
        own.retain(|other| *other != tag);
        if own.len() < before { Ok(own) } else { Err(not_on_it(&asked.schema, &tag)) }
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why a tag can't be taken from a document.
fn not_on_it(schema: &Schema, tag: &str) -> Problem {
    let message = if steps(schema).any(|step| step.is_called(schema, tag)) {
        format!("\"{tag}\" is a step of a workflow: a document leaves it by going to another.")
    } else {
        format!("The document has no tag \"{tag}\" that was written by hand.")
    };
    Problem::new(Kind::NotFound, message)
}

/// Writes other tags by hand on a document. Gives the warnings.
async fn rewritten(
    state: &AppState,
    asked: &Asked,
    code: &str,
    change: impl Fn(Vec<String>) -> Result<Vec<String>, Problem>,
) -> Result<Vec<String>, Refusal> {
    let done = rewrite(state, asked, code, |document, schema, object| {
        put(schema, Patch::Value(change(tags::written(&document.body).to_vec())?), object);
        Ok(())
    });
    Ok(envelope::warnings(&done.await?.warnings))
}
