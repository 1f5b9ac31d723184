//! The certificate of HTTPS: the given one, or one made at the first start and kept.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use axum_server::tls_rustls::RustlsConfig;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};

use crate::config::Serving;
use crate::private::{private_folder, write_private};

/// The certificate and key to serve with.
pub async fn load(data_dir: &Path, serving: &Serving) -> anyhow::Result<RustlsConfig> {
    let (cert, key) = match (&serving.tls_cert, &serving.tls_key) {
        (Some(cert), Some(key)) => (cert.clone(), key.clone()),
        _ => kept(&data_dir.join("tls"), serving)?,
    };
    RustlsConfig::from_pem_file(&cert, &key)
        .await
        .with_context(|| format!("the certificate {} and its key {} cannot be used", cert.display(), key.display()))
}

/// The self-made pair in this folder. The certificate is written last: without it both are made anew.
fn kept(folder: &Path, serving: &Serving) -> anyhow::Result<(PathBuf, PathBuf)> {
    let (cert, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    if !cert.exists() || !key.exists() {
        private_folder(folder)?;
        let pair = KeyPair::generate()?;
        let made = params(serving)?.self_signed(&pair)?;
        write_private(&key, &pair.serialize_pem())?;
        write_private(&cert, &made.pem())?;
        tracing::info!(file = %cert.display(), "made a certificate that no authority knows; clients must be told to trust it");
    }
    Ok((cert, key))
}

fn params(serving: &Serving) -> anyhow::Result<CertificateParams> {
    let mut params = CertificateParams::new(names(serving.public_url.as_deref(), serving.listen))?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Vitrine");
    Ok(params)
}

/// What the certificate is for: this machine, the address listened on, and the host of the public address.
fn names(public_url: Option<&str>, listen: SocketAddr) -> Vec<String> {
    let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).into();
    if !listen.ip().is_unspecified() {
        names.push(listen.ip().to_string());
    }
    names.extend(public_url.and_then(host).map(str::to_owned));
    names.sort();
    names.dedup();
    names
}

/// The host of a URL, without port and brackets.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next(),
        None => authority.split(':').next().filter(|host| !host.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::{host, names};

    #[test]
    fn the_certificate_names_every_way_in() {
        let listen = "192.0.2.7:8443".parse().unwrap();
        let found = names(Some("https://pim.example.org:8443/base"), listen);
        assert_eq!(found, ["127.0.0.1", "192.0.2.7", "::1", "localhost", "pim.example.org"]);
    }

    #[test]
    fn hosts_are_found_in_urls() {
        for (url, expected) in [
            ("https://pim.example.org", Some("pim.example.org")),
            ("https://pim.example.org:8443/x", Some("pim.example.org")),
            ("https://[2001:db8::1]:8443", Some("2001:db8::1")),
            ("https://", None),
            ("pim.example.org", None),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }
}
