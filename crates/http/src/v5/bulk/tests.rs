use super::*;

fn order(query: &str, body: &str) -> Result<Order, Kind> {
    let mut body = Fields::of(shape::parse(body.as_bytes()).unwrap()).unwrap();
    Order::read(&Params::parse(query).unwrap(), &mut body).map_err(|problem| problem.kind)
}

#[test]
fn the_query_rules_over_the_body() {
    let put = |mode| Verb::Put { mode, force: false };
    let plain = Order { verb: put(PutMode::Upsert), atomic: false, dry_run: false };
    let cases = [
        ("", "{}", Ok(plain)),
        ("", r#"{"mode":"create","atomic":true}"#, Ok(Order { verb: put(PutMode::Create), atomic: true, ..plain })),
        (
            "mode=update&atomic=0",
            r#"{"mode":"delete","atomic":true}"#,
            Ok(Order { verb: put(PutMode::Update), ..plain }),
        ),
        (
            "mode=delete&recursive=1&force=1&dryRun=true",
            "{}",
            Ok(Order { verb: Verb::Delete { recursive: true, force: true }, dry_run: true, ..plain }),
        ),
        ("mode=replace", "{}", Err(Kind::Malformed)),
        ("", r#"{"mode":""}"#, Err(Kind::Malformed)),
        ("atomic=maybe", "{}", Err(Kind::Malformed)),
    ];
    for (query, body, expected) in cases {
        assert_eq!(order(query, body), expected, "{query} {body}");
    }
}
