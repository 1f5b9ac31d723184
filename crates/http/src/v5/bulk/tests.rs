use super::*;
use crate::v5::catalogs::Catalogs;
use crate::v5::documents::Documents;
use crate::v5::predefined_values::PredefinedValues;

fn order(query: &str, body: &str) -> Result<Order, Kind> {
    let mut body = Fields::of(shape::parse(body.as_bytes()).unwrap()).unwrap();
    Order::read(&Params::parse(query).unwrap(), &mut body).map_err(|problem| problem.kind)
}

#[test]
fn the_query_rules_over_the_body() {
    let plain = Order { put: Some(PutMode::Upsert), atomic: false, dry_run: false, reach: Reach::default() };
    let cases = [
        ("", "{}", Ok(plain)),
        ("", r#"{"mode":"create","atomic":true}"#, Ok(Order { put: Some(PutMode::Create), atomic: true, ..plain })),
        (
            "mode=update&atomic=0",
            r#"{"mode":"delete","atomic":true}"#,
            Ok(Order { put: Some(PutMode::Update), ..plain }),
        ),
        (
            "mode=delete&recursive=1&force=1&dryRun=true",
            "{}",
            Ok(Order { put: None, dry_run: true, reach: Reach { recursive: true, force: true }, ..plain }),
        ),
        ("mode=replace", "{}", Err(Kind::Malformed)),
        ("", r#"{"mode":""}"#, Err(Kind::Malformed)),
        ("atomic=maybe", "{}", Err(Kind::Malformed)),
    ];
    for (query, body, expected) in cases {
        assert_eq!(order(query, body), expected, "{query} {body}");
    }
}

#[test]
fn an_item_is_known_by_what_could_be_read() {
    let upsert = order("", "{}").unwrap();
    let told = |item: &str| {
        let mut ticket = Ticket::default();
        let command = upsert.command::<Documents>(shape::parse(item.as_bytes()), "en_GB", &mut ticket);
        (ticket.id, command.map(|_| ()).map_err(|problem| problem.kind), ticket.warnings.len())
    };
    assert_eq!(told(r#"{"id":"a","tags":[{"id":"t"}]}"#), (Some("a".into()), Ok(()), 0));
    let mut ticket = Ticket::default();
    let body = shape::parse(br#"{"id":"a","attributes":{"size":1}}"#);
    let catalog = upsert.command::<Catalogs>(body, "en_GB", &mut ticket);
    assert_eq!((catalog.is_ok(), ticket.warnings.len()), (true, 1));
    assert_eq!(told(r#"{"id":"a","isActive":"no"}"#), (Some("a".into()), Err(Kind::Invalid), 0));
    assert_eq!(told("{}"), (None, Ok(()), 0));
    assert_eq!(told(r#"{"id":7}"#), (None, Err(Kind::Invalid), 0));
    assert_eq!(told("[]"), (None, Err(Kind::Malformed), 0));
    assert_eq!(told(r#"{"id":"#), (None, Err(Kind::Malformed), 0));
}

#[test]
fn deletions_need_only_the_identity() {
    let delete = order("mode=delete", "{}").unwrap();
    let mut ticket = Ticket::default();
    let item = shape::parse(br#"{"attribute":{"id":"size"},"code":"L","name":7}"#);
    let command = delete.command::<PredefinedValues>(item, "", &mut ticket).unwrap();
    assert_eq!(ticket.id.as_deref(), Some("attribute=size;code=L"));
    assert!(
        matches!(command.action, Action::DeleteValue { attribute, code, .. } if attribute == "size" && code == "L")
    );
}
