//! The names that can be filtered by.

use model::file::{Fact, Status};
use model::object::ObjectKind;
use model::problem::Problem;
use model::query::{Condition, Filter, Test};
use model::schema::{CatalogContent, LinkType};

use super::term::Term;
use super::{attribute, completeness, moment, test};

const ATTRIBUTE_SET: &str = "attributeSet.id";

/// What a filter says of objects of that kind. `None`: they have nothing of that name.
pub fn of(kind: ObjectKind, term: &Term) -> Result<Option<Filter>, Problem> {
    if let Some(of) = attribute(&term.name) {
        return test::of(term, |test| Condition::Attribute { of: of.clone(), test }).map(Some);
    }
    let filter = match term.name.as_str() {
        "id" if kind == ObjectKind::Classification && term.operator.as_deref() == Some("descendants") => {
            Filter::Is(Condition::Within(term.values.clone()))
        }
        "id" => test::of(term, Condition::Code)?,
        "isActive" => {
            term.plain()?;
            test::either(term, &Filter::Is(Condition::Active))?
        }
        "dateCreated" if term.operator.is_some() => moment::of(term, Condition::Created)?,
        "dateModified" if term.operator.is_some() => moment::of(term, Condition::Updated)?,
        "exists" => return exists(kind, term),
        _ => {
            return match kind {
                ObjectKind::Document => of_document(term),
                ObjectKind::Variant => of_variant(term),
                ObjectKind::Classification => of_classification(term),
                ObjectKind::Asset => of_asset(term),
                ObjectKind::Link => of_link(term),
            };
        }
    };
    Ok(Some(filter))
}

fn of_document(term: &Term) -> Result<Option<Filter>, Problem> {
    let condition = match term.name.as_str() {
        "documentType.id" => Condition::Type(term.plain()?.to_vec()),
        "tags.id" => Condition::Tagged(term.plain()?.to_vec()),
        ATTRIBUTE_SET => Condition::Set(term.plain()?.to_vec()),
        _ => match standing(term)? {
            Some(condition) => condition,
            None => return measured(term),
        },
    };
    Ok(Some(Filter::Is(condition)))
}

/// `workflows.node.id`, or `workflows[{code}].node.id` of one of them.
fn standing(term: &Term) -> Result<Option<Condition>, Problem> {
    let named = term.name.strip_prefix("workflows").and_then(|rest| rest.strip_suffix(".node.id"));
    let workflow = named.and_then(|named| named.strip_prefix('[')?.strip_suffix(']'));
    if workflow.is_none() && named != Some("") {
        return Ok(None);
    }
    Ok(Some(Condition::Node { workflow: workflow.map(str::to_owned), nodes: term.plain()?.to_vec() }))
}

/// How complete it is, or where it is placed.
fn measured(term: &Term) -> Result<Option<Filter>, Problem> {
    match completeness(&term.name) {
        Some(of) => test::of(term, |test| Condition::Completeness { of: of.clone(), test }).map(Some),
        None => placed(term),
    }
}

fn of_asset(term: &Term) -> Result<Option<Filter>, Problem> {
    if term.name == "isUsed" {
        term.plain()?;
        return test::either(term, &Filter::Is(Condition::LinkedFrom(LinkType::ORIGINS.to_vec()))).map(Some);
    }
    let Some(of) = Fact::from_property(&term.name) else { return placed(term) };
    // As it is printed.
    let bare = |value: &String| value.strip_prefix("sha256:").unwrap_or(value).to_owned();
    let values = if of == Fact::Hash { term.values.iter().map(bare).collect() } else { term.values.clone() };
    test::of(&Term { values, ..term.clone() }, |test| Condition::File { of, test }).map(Some)
}

fn of_link(term: &Term) -> Result<Option<Filter>, Problem> {
    let condition = match term.name.as_str() {
        "linkType.id" => Condition::Type(term.plain()?.to_vec()),
        "origin.id" => Condition::Parent(term.plain()?.to_vec()),
        "target.id" => Condition::Target(term.plain()?.to_vec()),
        "originType" => Condition::From(ends(term, &LinkType::ORIGINS)?),
        "targetType" => Condition::To(ends(term, &LinkType::TARGETS)?),
        _ => return Ok(None),
    };
    Ok(Some(Filter::Is(condition)))
}

fn ends(term: &Term, known: &[ObjectKind]) -> Result<Vec<ObjectKind>, Problem> {
    let end = |value: &String| {
        let kind = ObjectKind::from_name(value).filter(|kind| known.contains(kind));
        let names = || known.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ");
        kind.ok_or_else(|| term.bad(&names(), value))
    };
    term.plain()?.iter().map(end).collect()
}

/// By what stands in classifications.
fn placed(term: &Term) -> Result<Option<Filter>, Problem> {
    let placed = |nodes: &[String], descendants| Condition::Classified { nodes: nodes.to_vec(), descendants };
    let condition = match (term.name.as_str(), term.operator.as_deref()) {
        ("classifications.id", _) => placed(term.plain()?, false),
        ("classifications", Some("descendants")) => placed(&term.values, true),
        ("classifications", Some(other)) => return Err(term.bad("the operator descendants", other)),
        ("catalogs.id", _) => Condition::Catalog(term.plain()?.to_vec()),
        ("orphan", _) => {
            term.plain()?;
            return test::either(term, &Filter::Is(Condition::Orphan)).map(Some);
        }
        _ => return Ok(None),
    };
    Ok(Some(Filter::Is(condition)))
}

/// All that documents can be asked for can be asked of a variant's.
fn of_variant(term: &Term) -> Result<Option<Filter>, Problem> {
    if term.name == ATTRIBUTE_SET {
        return Ok(Some(Filter::Is(Condition::Set(term.plain()?.to_vec()))));
    }
    let Some(inner) = term.within("document.") else { return Ok(None) };
    if inner.name == "id" && inner.operator.is_none() {
        return Ok(Some(Filter::Is(Condition::Parent(inner.values))));
    }
    let filter = of(ObjectKind::Document, &inner)?;
    let at_document = |filter| Filter::At("document.".to_owned(), Box::new(filter));
    Ok(filter.map(|filter| Filter::Is(Condition::ParentIs(Box::new(at_document(filter))))))
}

fn of_classification(term: &Term) -> Result<Option<Filter>, Problem> {
    let condition = match term.name.as_str() {
        "parent.id" => Condition::Parent(term.plain()?.to_vec()),
        "catalogs.id" => Condition::Catalog(term.plain()?.to_vec()),
        "level" => Condition::Level(levels(term)?),
        "objectType" => return contents(term).map(Some),
        _ => return Ok(None),
    };
    Ok(Some(Filter::Is(condition)))
}

fn levels(term: &Term) -> Result<Vec<u32>, Problem> {
    let level = |value: &String| value.parse().map_err(|_| term.bad("a whole number from 0", value));
    term.plain()?.iter().map(level).collect()
}

fn contents(term: &Term) -> Result<Filter, Problem> {
    let content = |value: &String| {
        let content = CatalogContent::from_name(value).ok_or_else(|| term.bad("document or asset", value))?;
        Ok(Filter::Is(Condition::Content(content)))
    };
    Ok(Filter::Any(term.plain()?.iter().map(content).collect::<Result<_, Problem>>()?))
}

/// `exists[field]=true|false`.
fn exists(kind: ObjectKind, term: &Term) -> Result<Option<Filter>, Problem> {
    let field = term.operator.as_deref().unwrap_or_default();
    let holds = match (field, kind) {
        ("classifications", ObjectKind::Document | ObjectKind::Asset) => {
            Filter::Not(Box::new(Filter::Is(Condition::Orphan)))
        }
        ("attributeSet", ObjectKind::Document | ObjectKind::Variant) => Filter::Is(Condition::AnySet),
        ("assetLinks", ObjectKind::Document | ObjectKind::Variant) => {
            Filter::Is(Condition::LinkedTo(vec![ObjectKind::Asset]))
        }
        ("documentLinks", ObjectKind::Document | ObjectKind::Variant) => {
            Filter::Is(Condition::LinkedTo(LinkType::ORIGINS.to_vec()))
        }
        ("parentLinks", ObjectKind::Document | ObjectKind::Variant) => {
            Filter::Is(Condition::LinkedFrom(LinkType::ORIGINS.to_vec()))
        }
        ("documentLinks", ObjectKind::Asset) => Filter::Is(Condition::LinkedFrom(vec![ObjectKind::Document])),
        ("file", ObjectKind::Asset) => Filter::Is(Condition::File { of: Fact::Hash, test: Test::Exists }),
        // What is in trouble is failed, and nothing else is.
        ("metadata.trouble", ObjectKind::Asset) => {
            let failed = Test::Equals(vec![Status::Failed.name().to_owned()]);
            Filter::Is(Condition::File { of: Fact::Status, test: failed })
        }
        ("variantLinks", ObjectKind::Asset) => Filter::Is(Condition::LinkedFrom(vec![ObjectKind::Variant])),
        ("parent", ObjectKind::Classification) => Filter::Not(Box::new(Filter::Is(Condition::Level(vec![0])))),
        _ => match attribute(field) {
            Some(of) => Filter::Is(Condition::Attribute { of, test: Test::Exists }),
            None => return Ok(None),
        },
    };
    test::either(term, &holds).map(Some)
}
