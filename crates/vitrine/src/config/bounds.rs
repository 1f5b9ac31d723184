//! How long sessions last, and what a request may cost.

use std::time::Duration;

use app::accounts;
use clap::Args;
use clap::builder::RangedU64ValueParser;

const MB: usize = 1_000_000;

/// From 1 on.
pub(super) fn some() -> RangedU64ValueParser<u32> {
    RangedU64ValueParser::new().range(1..)
}

/// How much is borne.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Limits")]
pub struct Bounds {
    /// Minutes without use after which a user's session ends
    #[arg(long, value_name = "MINUTES", env = "VITRINE_SESSION_IDLE", default_value_t = 60, value_parser = some())]
    session_idle: u32,
    /// Days after which it ends however it is used, and until when it can be renewed
    #[arg(long, value_name = "DAYS", env = "VITRINE_SESSION_LIFE", default_value_t = 30, value_parser = some())]
    session_life: u32,
    /// Failures to sign in within 15 minutes after which a user at an address waits
    #[arg(long, value_name = "COUNT", env = "VITRINE_SIGN_IN_FAILURES", default_value_t = 10, value_parser = some())]
    sign_in_failures: u32,
    /// Largest body of a request in KiB
    #[arg(long, value_name = "KIB", env = "VITRINE_MAX_BODY", default_value_t = 1_024, value_parser = some())]
    max_body: u32,
    /// Largest body of a bulk request in MiB
    #[arg(long, value_name = "MIB", env = "VITRINE_MAX_BULK_BODY", default_value_t = 8_192, value_parser = some())]
    max_bulk_body: u32,
    /// Largest file in MB
    #[arg(long, value_name = "MB", env = "VITRINE_MAX_FILE", default_value_t = 5_000, value_parser = some())]
    max_file: u32,
    /// Longest address in KiB
    #[arg(long, value_name = "KIB", env = "VITRINE_MAX_ADDRESS", default_value_t = 16, value_parser = some())]
    max_address: u32,
    /// Most header fields in KiB
    #[arg(long, value_name = "KIB", env = "VITRINE_MAX_HEADERS", default_value_t = 32, value_parser = some())]
    max_headers: u32,
    /// Seconds until a request is given up
    #[arg(long, value_name = "SECONDS", env = "VITRINE_MAX_TIME", default_value_t = 30, value_parser = some())]
    max_time: u32,
    /// Minutes until a bulk request, or a list without pages, is given up
    #[arg(long, value_name = "MINUTES", env = "VITRINE_MAX_BULK_TIME", default_value_t = 60, value_parser = some())]
    max_bulk_time: u32,
    /// Requests at work at the same time; more wait. Without it 4 for each core, and 8 at least
    #[arg(long, value_name = "COUNT", env = "VITRINE_MAX_REQUESTS", value_parser = some())]
    max_requests: Option<u32>,
    /// Seconds that a request waits until it is at work
    #[arg(long, value_name = "SECONDS", env = "VITRINE_MAX_WAIT", default_value_t = 5, value_parser = some())]
    max_wait: u32,
    /// Bulk requests, lists without pages, sign-ins and slow bodies at work at the same time
    #[arg(long, value_name = "COUNT", env = "VITRINE_MAX_BULK_REQUESTS", default_value_t = 32, value_parser = some())]
    max_bulk_requests: u32,
}

impl Bounds {
    /// What sessions are held to.
    pub fn of_sessions(&self) -> accounts::Limits {
        accounts::Limits {
            session_idle: Duration::from_mins(self.session_idle.into()),
            session_life: Duration::from_hours(24 * u64::from(self.session_life)),
            sign_in_failures: self.sign_in_failures as usize,
        }
    }

    /// Most bytes of a file.
    pub fn of_files(&self) -> u64 {
        u64::from(self.max_file) * MB as u64
    }

    /// What requests are held to.
    pub fn of_requests(&self) -> vitrine_http::Limits {
        let bytes = |count: u32, unit: usize| (count as usize).saturating_mul(unit);
        let usual = vitrine_http::Limits::default();
        vitrine_http::Limits {
            body: bytes(self.max_body, 1 << 10),
            bulk_body: bytes(self.max_bulk_body, 1 << 20),
            // The form around it, too.
            file_body: bytes(self.max_file, MB) + (1 << 20),
            uri: bytes(self.max_address, 1 << 10),
            headers: bytes(self.max_headers, 1 << 10),
            time: Duration::from_secs(self.max_time.into()),
            bulk_time: Duration::from_mins(self.max_bulk_time.into()),
            concurrency: self.max_requests.map_or(usual.concurrency, |count| count as usize),
            patience: Duration::from_secs(self.max_wait.into()),
            bulk_concurrency: self.max_bulk_requests as usize,
            waiting: usual.waiting,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        bounds: Bounds,
    }

    #[test]
    fn what_is_not_said_is_as_usual() {
        let Line { bounds } = Line::parse_from(["vitrine"]);
        assert_eq!(bounds.of_sessions(), accounts::Limits::default());
        assert_eq!(format!("{:?}", bounds.of_requests()), format!("{:?}", vitrine_http::Limits::default()));
    }

    #[test]
    fn units_are_those_of_the_flags() {
        let line = ["vitrine", "--session-idle", "5", "--session-life", "2", "--max-body", "3", "--max-bulk-body", "4"];
        let Line { bounds } = Line::parse_from(line);
        let (sessions, requests) = (bounds.of_sessions(), bounds.of_requests());
        assert_eq!((sessions.session_idle.as_secs(), sessions.session_life.as_secs()), (300, 172_800));
        assert_eq!((requests.body, requests.bulk_body), (3_072, 4_194_304));
        assert!(Line::try_parse_from(["vitrine", "--max-time", "0"]).is_err());
    }
}
