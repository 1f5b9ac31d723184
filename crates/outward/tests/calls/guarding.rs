//! Addresses that aren't called, by whatever way they come.

use std::sync::Arc;
use std::time::Duration;

use outward::{Limits, Refused, System};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::support::{AMPLE, Host, Names, Strangers, all, answer, client, local};

#[tokio::test]
async fn a_name_that_is_not_public_is_not_called() {
    let host = Host::start(|_| answer("200 OK", &[], b"a secret")).await;
    for addresses in [
        &["127.0.0.1"][..],
        &["::1"],
        &["::ffff:127.0.0.1"],
        &["0.0.0.0"],
        &["10.0.0.1"],
        &["169.254.169.254"],
        &["fd00:ec2::254"],
        // One bad address spoils the others.
        &["8.8.8.8", "127.0.0.1"],
        &["127.0.0.1", "8.8.8.8"],
        &["2606:4700::1111", "::1"],
    ] {
        let client = client(&[], Names::of(&[("files.test", &[addresses])]));
        let refused = client.get(&host.url("files.test", "/"), AMPLE).await.expect_err("not public");
        assert_eq!(refused, Refused::Forbidden, "{addresses:?}");
        assert!(!addresses.iter().any(|address| refused.to_string().contains(address)), "{refused}");
    }
    assert_eq!(host.connections(), 0);
}

#[tokio::test]
async fn by_no_protocol() {
    let host = Host::start(|_| answer("200 OK", &[], b"a secret")).await;
    let port = host.address.port();
    let own = tempfile::NamedTempFile::new().expect("a file");
    for addresses in [&["127.0.0.1"][..], &["::ffff:127.0.0.1"], &["169.254.169.254"], &["8.8.8.8", "127.0.0.1"]] {
        let client = client(&[], Names::of(&[("files.test", &[addresses])]));
        for scheme in ["sftp", "ftp", "ftps", "https", "http"] {
            let login = if scheme.starts_with("http") { "" } else { "u:p@" };
            for name in ["files.test", "127.0.0.1", "127.1", "[::1]"] {
                let address = format!("{scheme}://{login}{name}:{port}/x");
                let refused = client.fetch(&address, AMPLE, Arc::new(Strangers)).await.expect_err("not public");
                assert_eq!(refused, Refused::Forbidden, "{address}");
                if !login.is_empty() {
                    let put = client.put(&address, own.path(), "word", AMPLE, Arc::new(Strangers)).await;
                    assert_eq!(put, Err(Refused::Forbidden), "{address}");
                }
            }
        }
    }
    assert_eq!(host.connections(), 0);
}

#[tokio::test]
async fn a_name_of_any_protocol_is_asked_for_once_and_means_that() {
    // It waits to be asked, as hosts of these protocols don't.
    let host = Host::start(|_| answer("200 OK", &[], b"")).await;
    let limits = Limits { idle: Duration::from_millis(300), ..AMPLE };
    for scheme in ["sftp", "ftp"] {
        let before = host.connections();
        let names = Names::of(&[("files.test", &[&["127.0.0.1"], &["10.0.0.1"]])]);
        let client = client(&["127.0.0.0/8"], names.clone());
        let address = format!("{scheme}://u:p@files.test:{}/x", host.address.port());
        let refused = client.fetch(&address, limits, Arc::new(Strangers)).await.expect_err("it says nothing");
        assert_eq!(refused, Refused::TooSlow);
        assert_eq!((names.lookups("files.test"), host.connections()), (1, before + 1));
        let refused = client.fetch(&address, AMPLE, Arc::new(Strangers)).await.expect_err("moved");
        assert_eq!((refused, host.connections()), (Refused::Forbidden, before + 1));
    }
}

#[tokio::test]
async fn nor_is_an_address_in_any_spelling() {
    let host = Host::start(|_| answer("200 OK", &[], b"a secret")).await;
    let client = client(&[], Arc::new(System));
    for name in ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "[::ffff:127.0.0.1]", "localhost"] {
        let refused = client.get(&host.url(name, "/"), AMPLE).await.expect_err("not public");
        assert_eq!(refused, Refused::Forbidden, "{name}");
    }
    assert_eq!(host.connections(), 0);
}

#[tokio::test]
async fn what_the_operator_allows_is_called_and_nothing_beside_it() {
    let host = Host::start(|_| answer("200 OK", &[], b"ours")).await;
    let names = Names::of(&[("one.test", &[&["127.0.0.1"]]), ("both.test", &[&["127.0.0.1", "10.0.0.1"]])]);
    let client = client(&["127.0.0.1/32"], names);
    for name in ["one.test", "127.0.0.1", "2130706433"] {
        let download = client.get(&host.url(name, "/"), AMPLE).await.expect("allowed");
        assert_eq!(all(download).await.expect("all bytes"), b"ours");
    }
    let before = host.connections();
    for name in ["both.test", "127.0.0.2", "[::1]"] {
        assert_eq!(
            client.get(&host.url(name, "/"), AMPLE).await.expect_err("not allowed"),
            Refused::Forbidden,
            "{name}"
        );
    }
    assert_eq!(host.connections(), before);
}

#[tokio::test]
async fn a_redirect_leads_nowhere_else() {
    let inner = Host::start_at("127.0.0.2", |_| answer("200 OK", &[], b"a secret")).await;
    let port = inner.address.port();
    let outer = Host::start(move |path| {
        let location = match path {
            "/name" => format!("location: http://inner.test:{port}/"),
            "/address" => format!("location: http://127.0.0.2:{port}/"),
            "/number" => format!("location: http://2130706434:{port}/"),
            "/relative" => format!("location: //inner.test:{port}/"),
            "/twice" => "location: /name".to_owned(),
            "/file" => "location: file:///etc/passwd".to_owned(),
            "/user" => format!("location: http://user:secret@outer.test:{port}/"),
            other => panic!("{other}"),
        };
        answer("302 Found", &[&location], b"")
    })
    .await;
    let names = Names::of(&[("outer.test", &[&["127.0.0.1"]]), ("inner.test", &[&["127.0.0.2"]])]);
    let client = client(&["127.0.0.1/32"], names);
    for (path, expected) in [
        ("/name", Refused::Forbidden),
        ("/address", Refused::Forbidden),
        ("/number", Refused::Forbidden),
        ("/relative", Refused::Forbidden),
        ("/twice", Refused::Forbidden),
        ("/file", Refused::Scheme("file".into())),
        ("/user", Refused::Credentials),
    ] {
        assert_eq!(client.get(&outer.url("outer.test", path), AMPLE).await.expect_err(path), expected, "{path}");
    }
    assert_eq!((outer.connections(), inner.connections()), (8, 0));
}

#[tokio::test]
async fn a_name_is_asked_for_once_and_means_that() {
    let host = Host::start(|_| answer("200 OK", &[], b"here")).await;
    // A second look-up would give another address.
    let names = Names::of(&[("files.test", &[&["127.0.0.1"], &["10.0.0.1"]])]);
    let client = client(&["127.0.0.0/8"], names.clone());
    let download = client.get(&host.url("files.test", "/"), AMPLE).await.expect("a file");
    assert_eq!(all(download).await.expect("all bytes"), b"here");
    assert_eq!(names.lookups("files.test"), 1);
    assert_eq!(client.get(&host.url("files.test", "/"), AMPLE).await.expect_err("moved"), Refused::Forbidden);
    assert_eq!((names.lookups("files.test"), host.connections()), (2, 1));
}

#[tokio::test]
async fn what_cannot_be_reached_is_said() {
    let unknown = local().get("http://unknown.test/", AMPLE).await.expect_err("unknown");
    assert_eq!(unknown, Refused::Unreachable("its name is unknown"));
    let nothing = client(&[], Names::of(&[("empty.test", &[&[]])])).get("https://empty.test/", AMPLE).await;
    assert_eq!(nothing.expect_err("no address"), Refused::Unreachable("its name is unknown"));

    let free = TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address");
    let closed = local().get(&format!("http://{free}/"), AMPLE).await.expect_err("nobody listens");
    assert_eq!(closed, Refused::Unreachable("it takes no connection"));

    // Talks, but not TLS.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a call");
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.expect("sent");
    });
    let plain = local().get(&format!("https://{address}/"), AMPLE).await.expect_err("no TLS");
    assert_eq!(plain, Refused::Unreachable("it takes no connection"));
    for text in ["lamp.jpg", "ftp://files.test/lamp.jpg", "http://files.test:25/", "http://u:p@files.test/"] {
        local().get(text, AMPLE).await.expect_err(text);
    }
}
