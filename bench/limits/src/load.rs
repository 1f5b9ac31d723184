//! Requests at a rate, whatever becomes of them: those who ask don't wait for each other's answers.
//!
//!     load PORT TOKEN REQUESTS RATE SECONDS CONNECTIONS     RATE 0: each connection as fast as it is answered
//!
//! REQUESTS has METHOD, PATH and BODY, separated by tabs, one request a line; @SEQ@ becomes a number of its own.
//! Prints one line of JSON. A latency runs from the moment of sending to the end of the answer.

use std::{
    env,
    error::Error,
    fs,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep_until,
};

type Fault = Box<dyn Error + Send + Sync>;

struct Load {
    port: u16,
    token: String,
    requests: Vec<(String, String, String)>,
    rate: f64,
    begun: Instant,
    end: Instant,
    next: AtomicU64,
}

#[derive(Default)]
struct Seen {
    served: Vec<f64>,
    refused: Vec<f64>,
    others: u64,
    /// By which a request was sent too late, at most.
    late: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [port, token, file, rate, seconds, connections] =
        arguments.try_into().map_err(|_| "usage: load PORT TOKEN REQUESTS RATE SECONDS CONNECTIONS")?;
    let requests = fs::read_to_string(file)?
        .lines()
        .filter_map(|line| {
            let mut parts = line.splitn(3, '\t');
            Some((parts.next()?.to_owned(), parts.next()?.to_owned(), parts.next()?.to_owned()))
        })
        .collect();
    let (begun, seconds) = (Instant::now() + Duration::from_millis(500), seconds.parse()?);
    let end = begun + Duration::from_secs_f64(seconds);
    let rate = rate.parse()?;
    let load = Load { port: port.parse()?, token, requests, rate, begun, end, next: AtomicU64::new(0) };
    let load = Arc::new(load);
    let tasks: Vec<_> = (0..connections.parse()?).map(|_| tokio::spawn(Arc::clone(&load).ask())).collect();
    let mut all = Seen::default();
    for task in tasks {
        let seen = task.await?;
        all.served.extend(seen.served);
        all.refused.extend(seen.refused);
        all.others += seen.others;
        all.late = all.late.max(seen.late);
    }
    print(all, seconds);
    Ok(())
}

fn print(mut all: Seen, seconds: f64) {
    all.served.sort_by(f64::total_cmp);
    all.refused.sort_by(f64::total_cmp);
    let place = |of: &[f64], part: f64| of.get((of.len() as f64 * part) as usize).copied().unwrap_or(0.0) * 1000.0;
    let (served, refused) = (all.served.len() as f64, all.refused.len() as f64);
    let mean = all.served.iter().sum::<f64>() / served.max(1.0) * 1000.0;
    println!(
        "{{\"rate\":{:.1},\"offered\":{:.1},\"refused\":{:.4},\"errors\":{},\"late_ms\":{:.1},\"mean_ms\":{mean:.3},\
         \"p50_ms\":{:.3},\"p99_ms\":{:.3},\"refused_p99_ms\":{:.3}}}",
        served / seconds,
        (served + refused) / seconds,
        refused / (served + refused).max(1.0),
        all.others,
        all.late * 1000.0,
        place(&all.served, 0.5),
        place(&all.served, 0.99),
        place(&all.refused, 0.99),
    );
}

impl Load {
    async fn ask(self: Arc<Self>) -> Seen {
        let mut seen = Seen::default();
        let mut connection = None;
        while let Some(request) = self.due(&mut seen).await {
            let sent = Instant::now();
            match self.send(&mut connection, &request).await {
                Ok(200..300) => seen.served.push(sent.elapsed().as_secs_f64()),
                Ok(503) => seen.refused.push(sent.elapsed().as_secs_f64()),
                answer => {
                    if seen.others == 0 {
                        eprintln!("{answer:?}");
                    }
                    seen.others += 1;
                    connection = None;
                }
            }
        }
        seen
    }

    /// The next request, when its time has come; `None`: the end.
    async fn due(&self, seen: &mut Seen) -> Option<String> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let wait = if self.rate > 0.0 { number as f64 / self.rate } else { 0.0 };
        let due = self.begun + Duration::from_secs_f64(wait);
        if due >= self.end || Instant::now() >= self.end {
            return None;
        }
        sleep_until(due.into()).await;
        if self.rate > 0.0 {
            seen.late = seen.late.max(due.elapsed().as_secs_f64());
        }
        let (method, path, body) = &self.requests[number as usize % self.requests.len()];
        let unique = format!("{}", 1_000_000 + number);
        let (path, body) = (path.replace("@SEQ@", &unique), body.replace("@SEQ@", &unique));
        Some(format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        ))
    }

    /// The status of the answer, which was read to its end.
    async fn send(&self, kept: &mut Option<TcpStream>, request: &str) -> Result<u16, Fault> {
        let mut connection = match kept.take() {
            Some(connection) => connection,
            None => TcpStream::connect(("127.0.0.1", self.port)).await?,
        };
        connection.set_nodelay(true)?;
        connection.write_all(request.as_bytes()).await?;
        let mut read = Vec::with_capacity(8 << 10);
        let head = loop {
            if connection.read_buf(&mut read).await? == 0 {
                return Err("the connection was closed".into());
            }
            if let Some(end) = read.windows(4).position(|part| part == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let text = std::str::from_utf8(&read[..head])?.to_ascii_lowercase();
        let status = text.get(9..12).ok_or("no status")?.parse()?;
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")).ok_or("no length")?;
        let mut left = (head + length.parse::<usize>()?).saturating_sub(read.len());
        let mut rest = vec![0; 64 << 10];
        while left > 0 {
            let most = left.min(rest.len());
            let got = connection.read(&mut rest[..most]).await?;
            if got == 0 {
                return Err("the answer was cut".into());
            }
            left -= got;
        }
        if !text.contains("connection: close") {
            *kept = Some(connection);
        }
        Ok(status)
    }
}
