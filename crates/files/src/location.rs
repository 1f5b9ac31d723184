//! Where files are kept, as it stands in settings.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// A folder, or a bucket of S3: `path/to/files` or `s3://bucket/prefix`.
#[derive(Clone)]
pub enum Location {
    /// A folder of this machine, or one that all nodes mount.
    Folder(PathBuf),
    /// A bucket of S3.
    S3(Bucket),
}

/// A bucket, and how it is reached.
#[derive(Clone)]
pub struct Bucket {
    pub(crate) name: String,
    /// Without slashes at its ends; may be empty.
    pub(crate) prefix: String,
    /// The variables `AWS_…`, which may hold secrets.
    pub(crate) variables: Vec<(String, String)>,
}

impl Bucket {
    /// Whether an object lies in this bucket, and below its prefix.
    pub fn holds(&self, bucket: &str, name: &str) -> bool {
        let below = |rest: &str| self.prefix.is_empty() || rest.starts_with('/');
        self.name == bucket && name.strip_prefix(&self.prefix).is_some_and(below)
    }
}

/// A text that is no [`Location`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a folder or s3://bucket/prefix: {0}")]
pub struct InvalidLocation(&'static str);

impl Location {
    /// Reads a location; region, endpoint and credentials of S3 are those of the usual
    /// variables (`AWS_REGION`, `AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID` …) among `variables`.
    pub fn parse(text: &str, variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, InvalidLocation> {
        let Some((scheme, rest)) = text.split_once("://") else {
            return match text {
                "" => Err(InvalidLocation("it is empty")),
                path => Ok(Self::Folder(path.into())),
            };
        };
        if scheme != "s3" {
            return Err(InvalidLocation("no other addresses are known"));
        }
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-');
        if !(3..=63).contains(&name.len()) || !name.bytes().all(plain) {
            return Err(InvalidLocation("a bucket's name has 3 to 63 of a-z, 0-9, '.' and '-'"));
        }
        let prefix = prefix.trim_matches('/');
        let folder = |part: &str| !matches!(part, "" | "." | "..");
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"/._-".contains(&b);
        if !(prefix.is_empty() || prefix.bytes().all(plain) && prefix.split('/').all(folder)) {
            return Err(InvalidLocation("a prefix has names of letters, digits, '.', '_' and '-' between slashes"));
        }
        let variables = variables.into_iter().filter(|(name, _)| name.starts_with("AWS_")).collect();
        Ok(Self::S3(Bucket { name: name.into(), prefix: prefix.into(), variables }))
    }
}

impl FromStr for Location {
    type Err = InvalidLocation;

    /// With the variables of this process.
    fn from_str(text: &str) -> Result<Self, InvalidLocation> {
        let variables = std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
        Self::parse(text, variables)
    }
}

impl FromStr for Bucket {
    type Err = InvalidLocation;

    /// With the variables of this process.
    fn from_str(text: &str) -> Result<Self, InvalidLocation> {
        match text.parse()? {
            Location::S3(bucket) => Ok(bucket),
            Location::Folder(_) => Err(InvalidLocation("this is no bucket")),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => path.display().fmt(f),
            Self::S3(bucket) => bucket.fmt(f),
        }
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, prefix, variables: _ } = self;
        if prefix.is_empty() { write!(f, "s3://{name}") } else { write!(f, "s3://{name}/{prefix}") }
    }
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_was_given_without_secrets() {
        let secret = [("AWS_SECRET_ACCESS_KEY".to_owned(), "hush".to_owned())];
        for (text, shown) in [
            ("data/files", "data/files"),
            ("/srv/s3:/x", "/srv/s3:/x"),
            ("s3://shop", "s3://shop"),
            ("s3://shop/", "s3://shop"),
            ("s3://my-shop.eu/pim/files/", "s3://my-shop.eu/pim/files"),
        ] {
            let location = Location::parse(text, secret.clone()).expect(text);
            assert_eq!((location.to_string(), format!("{location:?}")), (shown.to_owned(), shown.to_owned()));
        }
    }

    #[test]
    fn a_bucket_holds_what_is_below_its_prefix() {
        let bucket = |text: &str| match Location::parse(text, []) {
            Ok(Location::S3(bucket)) => bucket,
            other => panic!("{other:?}"),
        };
        let (all, some) = (bucket("s3://shop"), bucket("s3://shop/in/a"));
        assert!(all.holds("shop", "x") && all.holds("shop", "in/a/x") && some.holds("shop", "in/a/x"));
        for name in ["x", "in/x", "in/ab/x", "in/a"] {
            assert!(!some.holds("shop", name), "{name}");
        }
        assert!(!all.holds("shop2", "x"));
    }

    #[test]
    fn refuses_what_it_would_misunderstand() {
        for text in ["", "s3://", "s3://ab", "s3://key:secret@shop/x", "s3://Shop", "s3://shop/a//b", "s3://shop/../x"]
            .into_iter()
            .chain(["s3://shop/a?b", "https://shop.s3.amazonaws.com", "file:///srv/files"])
        {
            let refused = Location::parse(text, []).expect_err(text);
            assert!(!refused.to_string().contains("secret"), "{refused}");
        }
    }
}
