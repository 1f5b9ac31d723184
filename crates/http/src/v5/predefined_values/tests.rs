use model::command::PutMode;
use model::problem::Kind;

use super::*;
use crate::v5::shape;

fn identify(path: Option<&str>, body: &str) -> Result<(String, String), Vec<Field>> {
    let mut body = Fields::of(shape::parse(body.as_bytes()).unwrap()).unwrap();
    let wish = Wish { id: path, mode: PutMode::Upsert, single: true, force: false, locale: "" };
    let found = identity(&wish, &mut body).map_err(|problem| {
        assert_eq!(problem.kind, Kind::NotFound);
        vec![]
    })?;
    match body.finish() {
        Ok(_) => Ok(found),
        Err(problem) => Err(problem.violations.into_iter().map(|violation| violation.field).collect()),
    }
}

#[test]
fn path_and_body_name_the_same_value() {
    let (l, path) = (("size".to_owned(), "L".to_owned()), Some("attribute=size;code=L"));
    let cases = [
        (path, "{}", Ok(l.clone())),
        (path, r#"{"id":"attribute=size;code=L","attribute":{"id":"size"},"code":"L"}"#, Ok(l.clone())),
        (None, r#"{"attribute":"/api/attributes/size","code":"L"}"#, Ok(l.clone())),
        (None, r#"{"id":"attribute=size;code=L"}"#, Ok(l)),
        (None, r#"{"id":"attribute=s;code=a;code=b"}"#, Ok(("s".into(), "a;code=b".into()))),
        (None, r#"{"code":"L"}"#, Ok((String::new(), "L".into()))),
        (path, r#"{"id":"attribute=size;code=M"}"#, Err(vec![Field::Code])),
        (path, r#"{"attribute":{"id":"color"},"code":"M"}"#, Err(vec![Field::Owner, Field::Property("code")])),
        (None, r#"{"id":"L","attribute":{"id":"size"}}"#, Err(vec![Field::Code])),
        (Some("L"), "{}", Err(vec![])),
    ];
    for (path, body, expected) in cases {
        assert_eq!(identify(path, body), expected, "{path:?} {body}");
    }
}
