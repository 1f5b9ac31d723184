//! Files that come.

use outward::Refused;

use crate::support::{AMPLE, Answer, Host, Names, all, answer, client, local};

#[tokio::test]
async fn brings_bytes_and_what_the_host_says_of_them() {
    let host = Host::start(|_| {
        let headers = ["content-type: image/png", "content-disposition: attachment; filename=\"a lamp.png\""];
        answer("200 OK", &headers, b"bytes of a lamp")
    })
    .await;
    let download = local().get(&host.url("files.test", "/x?y#z"), AMPLE).await.expect("a file");
    assert_eq!(download.content_type.as_deref(), Some("image/png"));
    assert_eq!(download.file_name.as_deref(), Some("a lamp.png"));
    assert_eq!(download.length, Some(15));
    assert_eq!(all(download).await.expect("all bytes"), b"bytes of a lamp");
    let request = host.requests().concat().to_ascii_lowercase();
    assert!(request.starts_with("get /x?y http/1.1\r\n"), "{request}");
    assert!(request.contains(&format!("host: files.test:{}\r\n", host.address.port())), "{request}");
    assert!(request.contains("accept-encoding: identity\r\n"), "{request}");
    for telling in ["cookie", "authorization", "referer"] {
        assert!(!request.contains(telling), "{request}");
    }
}

#[tokio::test]
async fn calls_the_address_that_the_name_was_given() {
    let host = Host::start_at("127.0.0.2", |_| answer("200 OK", &[], b"here")).await;
    let names = Names::of(&[("files.test", &[&["127.0.0.2"]])]);
    let download = client(&["127.0.0.0/8"], names).get(&host.url("files.test", "/"), AMPLE).await.expect("a file");
    assert_eq!(all(download).await.expect("all bytes"), b"here");
}

#[tokio::test]
async fn a_body_need_not_have_a_length() {
    let host = Host::start(|_| {
        let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        Answer::Whole(chunked.into())
    })
    .await;
    let download = local().get(&host.url("files.test", "/a/lamp.jpg"), AMPLE).await.expect("a file");
    assert_eq!((download.length, download.file_name.as_deref()), (None, Some("lamp.jpg")));
    assert_eq!(all(download).await.expect("all bytes"), b"abcde");
}

#[tokio::test]
async fn follows_where_the_host_sends_it() {
    let host = Host::start(|path| match path {
        "/301" => answer("301 Moved", &["location: /302"], b"not this"),
        "/302" => answer("302 Found", &["location: 303?x=1"], b""),
        "/303?x=1" => answer("303 See Other", &["location: /307"], b""),
        "/307" => answer("307 Temporary", &["location: /308"], b""),
        "/308" => answer("308 Permanent", &["location: /end/lamp.jpg"], b""),
        "/end/lamp.jpg" => answer("200 OK", &[], b"a lamp"),
        other => panic!("{other}"),
    })
    .await;
    let download = local().get(&host.url("files.test", "/301"), AMPLE).await.expect("a file");
    assert_eq!(download.file_name.as_deref(), Some("lamp.jpg"));
    assert_eq!(all(download).await.expect("all bytes"), b"a lamp");

    let one_more = Host::start(|path| match path.len() {
        8.. => answer("200 OK", &[], b"too far"),
        _ => answer("302 Found", &[&format!("location: {path}/")], b""),
    })
    .await;
    let refused = local().get(&one_more.url("files.test", "/a"), AMPLE).await.expect_err("six redirects");
    assert_eq!((refused, one_more.requests().len()), (Refused::TooManyRedirects(5), 6));
}

#[tokio::test]
async fn other_answers_bring_nothing() {
    let host = Host::start(|path| match path {
        "/gzip" => answer("200 OK", &["content-encoding: gzip"], b"packed"),
        "/identity" => answer("200 OK", &["content-encoding: identity"], b"plain"),
        "/nowhere" => answer("302 Found", &[], b""),
        "/garbage" => Answer::Whole(b"SSH-2.0-OpenSSH\r\n\r\n".into()),
        "/short" => Answer::Whole(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc".into()),
        status => answer(&format!("{} Status", &status[1..]), &[], b"an error page"),
    })
    .await;
    let get = async |path: &str| local().get(&host.url("files.test", path), AMPLE).await;
    for status in [304, 400, 401, 404, 429, 500, 503] {
        assert_eq!(get(&format!("/{status}")).await.expect_err("no file"), Refused::Status(status));
    }
    assert_eq!(get("/gzip").await.expect_err("no file"), Refused::Packed("gzip".into()));
    assert_eq!(get("/nowhere").await.expect_err("no file"), Refused::Redirect);
    assert_eq!(get("/garbage").await.expect_err("no file"), Refused::BrokenOff);
    assert_eq!(all(get("/short").await.expect("an answer")).await, Err(Refused::BrokenOff));
    assert_eq!(all(get("/identity").await.expect("an answer")).await, Ok(b"plain".to_vec()));
}
