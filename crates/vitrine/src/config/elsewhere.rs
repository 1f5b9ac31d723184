//! Where files may be fetched from and put, beside public addresses.

use std::path::{PathBuf, absolute};
use std::time::Duration;

use clap::Args;
use outward::Rules;

use super::bounds::some;

/// Seconds that another machine may say nothing, unless more is said.
const PATIENCE: u32 = 30;

/// Files at other places.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Files elsewhere")]
pub struct Elsewhere {
    /// Network of private addresses that may be called for files; none: public ones alone; may be repeated
    #[arg(long, value_name = "CIDR", env = "VITRINE_ALLOW_PRIVATE", value_delimiter = ',')]
    allow_private: Vec<outward::Network>,
    /// Folder of this machine below which files may be read and written by address; may be repeated
    #[arg(long, value_name = "DIR", env = "VITRINE_REMOTE_FOLDER", value_delimiter = ',')]
    remote_folder: Vec<PathBuf>,
    /// Bucket of S3 in which they may, reached by the AWS_... variables; may be repeated
    #[arg(long, value_name = "s3://BUCKET/PREFIX", env = "VITRINE_REMOTE_BUCKET", value_delimiter = ',')]
    remote_bucket: Vec<files::Bucket>,
    /// Speak FTP in the clear too, where passwords can be read on the way; FTP over TLS always may be
    #[arg(long, env = "VITRINE_ALLOW_FTP")]
    allow_ftp: bool,
    /// Seconds that another machine may say nothing
    #[arg(long, value_name = "SECONDS", env = "VITRINE_REMOTE_PATIENCE", default_value_t = PATIENCE, value_parser = some())]
    remote_patience: u32,
}

impl Default for Elsewhere {
    fn default() -> Self {
        let (allow_private, remote_folder, remote_bucket) = (vec![], vec![], vec![]);
        Self { allow_private, remote_folder, remote_bucket, allow_ftp: false, remote_patience: PATIENCE }
    }
}

impl Elsewhere {
    /// What may be called.
    pub fn rules(&self) -> Rules {
        Rules {
            allowed: self.allow_private.clone(),
            buckets: self.remote_bucket.clone(),
            folders: self
                .remote_folder
                .iter()
                .map(|folder| absolute(folder).unwrap_or_else(|_| folder.clone()))
                .collect(),
            plain_ftp: self.allow_ftp,
        }
    }

    /// How long another machine may say nothing.
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.remote_patience.into())
    }
}
