//! What only one of the two can suffer.

use files::{Error, Files, Hash, Location};
use futures_util::stream;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{ENOUGH, Store, in_bucket, of, server};

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_reads_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let store = Store::folder().await;
    let hash = store.keep(b"a secret").await;
    store.files.put_derived(&hash, "small", "x".into()).await.expect("put");
    store.files.incoming("p").expect("a name").create().await.expect("made");
    let mut waiting = vec![store.location.to_string().into()];
    let mut seen = 0;
    while let Some(path) = waiting.pop() {
        let found = std::fs::metadata::<&std::path::PathBuf>(&path).expect("there");
        let expected = if found.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(found.permissions().mode() & 0o777, expected, "{path:?}");
        if found.is_dir() {
            waiting.extend(std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("there").path()));
        } else {
            seen += 1;
        }
    }
    assert_eq!(seen, 3);
}

#[tokio::test]
async fn a_file_that_lost_its_end_is_replaced() {
    let store = Store::folder().await;
    let hash = store.keep(b"a whole lamp").await;
    let path = store.files.local(&hash).await.expect("kept").path().to_path_buf();
    std::fs::write(&path, "a whole").expect("written");
    store.keep(b"a whole lamp").await;
    assert_eq!(store.read(&hash).await, b"a whole lamp");
}

#[tokio::test]
async fn strangers_in_the_folder_are_passed_over() {
    let store = Store::folder().await;
    let hash = store.keep(b"a lamp").await;
    let path = store.files.local(&hash).await.expect("kept").path().to_path_buf();
    std::fs::write(path.with_file_name("README"), "x").expect("written");
    std::fs::write(path.ancestors().nth(2).expect("a folder").join("stray"), "x").expect("written");
    assert_eq!(store.list().await.len(), 1);
}

#[tokio::test]
async fn no_copy_is_made_of_changed_bytes() {
    let store = Store::s3().await;
    let hash = Hash::of(b"a lamp");
    let text = hash.to_string();
    let bucket = store.location.to_string().replace("s3://", "");
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let at = format!("{}/{bucket}/{}/{}/{text}", server(), &text[..2], &text[2..4]);
    assert!(client.put(at).body("a lump").send().await.expect("an answer").status().is_success());
    let refused = store.files.local(&hash).await.expect_err("other bytes");
    assert!(matches!(refused, Error::Damaged), "{refused:?}");
    store.nothing_waits();
}

#[tokio::test]
async fn a_bucket_must_be_there() {
    let home = Store::s3().await;
    let missing = in_bucket(&server(), "no-such-bucket");
    let refused = Files::open(&missing, &home.incoming()).await.expect_err("no bucket");
    assert!(matches!(&refused, Error::Settings(why) if why.contains("no-such-bucket")), "{refused:?}");
}

#[tokio::test]
async fn an_endpoint_without_encryption_must_be_meant() {
    let home = Store::s3().await;
    let endpoint = [("AWS_ENDPOINT_URL".to_owned(), server())];
    let location = Location::parse("s3://bucket", endpoint).expect("a location");
    let refused = Files::open(&location, &home.incoming()).await.expect_err("plain HTTP");
    assert!(matches!(&refused, Error::Settings(why) if why.contains("AWS_ALLOW_HTTP")), "{refused:?}");
}

#[tokio::test]
async fn a_silent_server_is_unavailable() {
    let home = Store::s3().await;
    let free = TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address");
    let refused = Files::open(&in_bucket(&format!("http://{free}"), "bucket"), &home.incoming()).await;
    assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
}

/// Answers listings with nothing, questions for files with 404, and takes no bytes.
async fn full(mut stream: TcpStream) -> std::io::Result<()> {
    let (mut seen, mut buffer) = (Vec::new(), [0; 4_096]);
    while !seen.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut buffer).await?;
        if read == 0 {
            return Ok(());
        }
        seen.extend_from_slice(&buffer[..read]);
    }
    let (status, body) = match seen.first() {
        Some(b'G') => ("200 OK", "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"),
        Some(b'H') => ("404 Not Found", ""),
        _ => ("507 Insufficient Storage", "<Error><Code>XMinioStorageFull</Code></Error>"),
    };
    let length = body.len();
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
    stream.write_all(answer.as_bytes()).await
}

#[tokio::test]
async fn a_full_bucket_has_an_error_of_its_own() {
    let home = Store::s3().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(full(stream));
        }
    });
    let location = in_bucket(&format!("http://{address}"), "bucket");
    let files = Files::open(&location, &home.incoming()).await.expect("a store");
    let received = files.receive(of(b"a lamp"), ENOUGH).await.expect("received");
    let refused = files.keep(received).await.expect_err("no room");
    assert!(matches!(refused, Error::Full), "{refused:?}");
    home.nothing_waits();
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_said() {
    let home = TempDir::new().expect("a folder");
    let taken = home.path().join("taken");
    std::fs::write(&taken, "a file").expect("written");
    let location = taken.to_str().expect("UTF-8").parse().expect("a location");
    let refused = Files::open(&location, home.path()).await;
    assert!(matches!(refused, Err(Error::Io(_))), "{refused:?}");
}

#[tokio::test]
async fn a_folder_that_went_away_is_no_missing_file() {
    let store = Store::folder().await;
    std::fs::remove_dir_all(store.incoming()).expect("removed");
    let bytes = stream::iter([Ok::<_, Error>("x".into())]);
    assert!(matches!(store.files.receive(bytes, ENOUGH).await, Err(Error::Io(_))));
    assert!(matches!(store.files.size(&Hash::of(b"x")).await, Err(Error::NotFound)));
}
