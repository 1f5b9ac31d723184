use app::items::Family;
use model::problem::Kind;
use model::schema::DefinitionKind;

use super::*;
use crate::v5::catalogs::Catalogs;
use crate::v5::collection::Served;
use crate::v5::documents::DOCUMENTS;
use crate::v5::predefined_values::PredefinedValues;
use crate::v5::shape;

const UPSERT: Verb = Verb::Put { mode: PutMode::Upsert, force: false };

fn parse(item: &str) -> Input {
    shape::parse(item.as_bytes()).unwrap()
}

#[test]
fn an_item_is_known_by_what_could_be_read() {
    let told = |item: &str| {
        let mut ticket = Ticket::default();
        let command = read(&DOCUMENTS, parse(item), UPSERT, "en_GB", &mut ticket);
        (ticket.id, command.map(|_| ()).map_err(|problem| problem.kind), ticket.warnings.len())
    };
    assert_eq!(told(r#"{"id":"a","tags":[{"id":"t"}]}"#), (Some("a".into()), Ok(()), 0));
    let mut ticket = Ticket::default();
    let catalog =
        read(&Served::of::<Catalogs>(), parse(r#"{"id":"a","attributes":{"size":1}}"#), UPSERT, "en_GB", &mut ticket);
    assert_eq!((catalog.is_ok(), ticket.warnings.len()), (true, 1));
    assert_eq!(told(r#"{"id":"a","isActive":"no"}"#), (Some("a".into()), Err(Kind::Invalid), 0));
    assert_eq!(told("{}"), (None, Ok(()), 0));
    assert_eq!(told(r#"{"id":7}"#), (None, Err(Kind::Invalid), 0));
    assert_eq!(told("[]"), (None, Err(Kind::Malformed), 0));
}

#[test]
fn deletions_need_only_the_identity() {
    let delete = Verb::Delete { recursive: false, force: false };
    let mut ticket = Ticket::default();
    let item = parse(r#"{"attribute":{"id":"size"},"code":"L","name":7}"#);
    let command = read(&Served::of::<PredefinedValues>(), item, delete, "", &mut ticket).unwrap();
    assert_eq!(ticket.id.as_deref(), Some("attribute=size;code=L"));
    assert!(
        matches!(command.action, Action::DeleteValue { attribute, code, .. } if attribute == "size" && code == "L")
    );
}

#[test]
fn every_kind_of_definition_is_a_resource() {
    for kind in DefinitionKind::ALL {
        let of_kind = V5.resources().iter().filter(|resource| resource.family == Family::Definitions(*kind));
        assert_eq!(of_kind.count(), 1, "{kind:?}");
    }
}

#[test]
fn items_are_read_by_the_name_of_their_resource() {
    let schema = Schema::default();
    let item = || parse(r#"{"id":"size","type":"text"}"#);
    for name in ["attributes-sets", "attribute-sets"] {
        let read = V5.command(name, item(), UPSERT, &schema).unwrap();
        assert!(
            matches!(read.command.action, Action::PutDefinition(put) if put.fields.kind() == DefinitionKind::AttributeSet)
        );
        assert_eq!(read.id.as_deref(), Some("size"));
    }
    let unknown = V5.command("wishes", item(), UPSERT, &schema).unwrap_err();
    assert_eq!((unknown.kind, unknown.message.contains("wishes")), (Kind::NotFound, true));
}
