//! From lines of history to events (v5.md 4.1, v4.md 17.1): what happened to each thing, and to whom else.

use std::collections::{BTreeSet, HashMap};

use super::around::Around;
use super::code::EventCode;
use super::draft::{Draft, Item};
use crate::changes::{Change, Cursor, Op, Recorded};
use crate::input::Input;
use crate::schema::{Attribute, Schema};

/// What is told of a page of changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events {
    /// At once, in order: each with the change that it comes from.
    pub now: Vec<(Cursor, Draft)>,
    /// Updates of documents once a job is over: its number, and each document once.
    pub later: Vec<(i64, Draft)>,
}

/// What is told of these changes, which are in the feed's order. Changes of one request make one event of each thing.
pub fn events(lines: &[Recorded], around: &Around, schema: &Schema) -> Events {
    let mut events = Events::default();
    let mut later: HashMap<(i64, i64), usize> = HashMap::new();
    for request in lines.chunk_by(is_one_request) {
        let job = request[0].job;
        for (cursor, draft) in told(request, around, schema) {
            let Some(job) = job.filter(|_| draft.code == EventCode::DocumentUpdate) else {
                events.now.push((cursor, draft));
                continue;
            };
            if let Some(place) = later.get(&(job, draft.id)) {
                events.later[*place].1.merge(draft);
            } else {
                later.insert((job, draft.id), events.later.len());
                events.later.push((job, draft));
            }
        }
    }
    events
}

/// The first lines that make up whole requests, where the last may go on behind them: all if it is but one.
pub fn whole_requests(lines: &[Recorded]) -> &[Recorded] {
    let last = lines.chunk_by(is_one_request).next_back().map_or(0, <[_]>::len);
    if last == lines.len() { lines } else { &lines[..lines.len() - last] }
}

/// Whether two lines that follow each other come from one transaction.
fn is_one_request(one: &Recorded, next: &Recorded) -> bool {
    let request = |line: &Recorded| (line.cursor.tx, line.at, line.job, line.change.origin);
    request(one) == request(next) && one.change.by == next.change.by
}

/// What is told of one request: each thing once.
fn told(request: &[Recorded], around: &Around, schema: &Schema) -> Vec<(Cursor, Draft)> {
    let mut told: Vec<(Cursor, Draft)> = Vec::new();
    let mut known: HashMap<(&'static str, i64), usize> = HashMap::new();
    for line in request {
        for draft in own(line, around).into_iter().chain(others(line, around, schema)) {
            let thing = (draft.resource(), draft.id);
            if let Some(place) = known.get(&thing) {
                told[*place].1.merge(draft);
            } else {
                known.insert(thing, told.len());
                told.push((line.cursor, draft));
            }
        }
    }
    told
}

/// What is told of the thing that a change is about.
fn own(line: &Recorded, around: &Around) -> Option<Draft> {
    let change = &line.change;
    let code = EventCode::of(change.kind, change.op)?;
    let mut draft = Draft::new(code, (change.object_id, &change.code), (line.at, &change.by));
    let images = [&change.before, &change.after].map(|image| image.as_deref().and_then(|json| Input::parse(json).ok()));
    draft.locales = written_in(change, &images);
    if change.op == Op::Update {
        draft.items = images.iter().flatten().flat_map(items).collect();
    }
    if change.kind == "document" {
        let was = images[0].as_ref().and_then(|before| before.get("documentType")?.text());
        let now = around.things.get(&change.object_id).map(|thing| thing.of_type.as_str());
        draft.document_type = Some(was.filter(|_| change.op == Op::Delete).or(now).unwrap_or_default().to_owned());
    }
    Some(draft)
}

/// The locales in which values, or the labels of a predefined value, were written.
fn written_in(change: &Change, images: &[Option<Input>; 2]) -> BTreeSet<String> {
    let labels = images.iter().flatten().filter_map(|image| match image.get("name")? {
        Input::Map(labels) if change.kind == "predefined_value" => Some(labels),
        _ => None,
    });
    let labels = labels.flatten().map(|(locale, _)| locale);
    labels.chain(&change.locales).cloned().collect()
}

/// The attributes and properties that an image tells of.
fn items(image: &Input) -> Vec<Item> {
    let Input::Map(fields) = image else { return Vec::new() };
    let items = fields.iter().flat_map(|(name, below)| match below {
        Input::Map(attributes) if name == "attributes" => {
            attributes.iter().map(|(code, _)| Item::Field(code.clone())).collect()
        }
        _ => vec![Item::Property(name.clone())],
    });
    items.collect()
}

/// What is told of others whom a change concerns.
fn others(line: &Recorded, around: &Around, schema: &Schema) -> Vec<Draft> {
    let change = &line.change;
    let concerned = around.concerned(change).into_iter().map(|of| {
        let mut draft = Draft::new(of.code, (of.id, &of.thing.code), (line.at, &change.by));
        if of.code == EventCode::DocumentUpdate {
            draft.document_type = Some(of.thing.of_type.clone());
            draft.items = values_of(change, of.id, &of.thing.of_type, around, schema);
        }
        draft
    });
    concerned.collect()
}

/// The attributes of a document whose values a link from it is.
fn values_of(change: &Change, id: i64, document_type: &str, around: &Around, schema: &Schema) -> BTreeSet<Item> {
    let link = around.things.get(&change.object_id);
    let (origin, link_type) = match change.op {
        Op::Delete => {
            let before = change.before.as_deref().and_then(|json| Input::parse(json).ok());
            let link_type = before.and_then(|before| before.get("linkType")?.text().map(str::to_owned));
            (change.parent, link_type)
        }
        _ => (link.and_then(|link| link.parent), link.map(|link| link.of_type.clone())),
    };
    let Some(link_type) = link_type.filter(|_| change.kind == "link" && origin == Some(id)) else {
        return BTreeSet::new();
    };
    let is_its_own = |attribute: &Attribute| attribute.document_type.as_deref().is_none_or(|of| of == document_type);
    let valued = schema.valued_by(&link_type).filter(|found| found.says().is_some_and(is_its_own));
    valued.map(|attribute| Item::Field(attribute.code.clone())).collect()
}
