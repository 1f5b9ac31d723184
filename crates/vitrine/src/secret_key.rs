//! The keys that secrets are sealed with: given, or one that is made at the first start and kept beside the database.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use app::{Random, Seal, SealKey};
use store::Location;

use crate::config::{Misuse, Places};
use crate::private::write_private;

/// The keys of an instance. On SQLite one is made where there is none; nodes on PostgreSQL would each make their own, so
/// there it is given by hand, and missed by whoever wants a secret kept.
pub fn load(places: &Places, random: &Random) -> anyhow::Result<Seal> {
    if let Some(given) = &places.secret_key {
        return keys(given.0.split(',')).map_err(|why| Misuse::of(format!("--secret-key: {why}")));
    }
    let path = places.data_dir.join("secret.key");
    match (fs::read_to_string(&path), places.location()?) {
        (Ok(text), _) => keys(text.lines()).map_err(|why| anyhow::anyhow!("{}: {why}", path.display())),
        (Err(error), Location::Sqlite(_)) if error.kind() == std::io::ErrorKind::NotFound => make(&path, random),
        (Err(error), Location::Postgres(_)) if error.kind() == std::io::ErrorKind::NotFound => Ok(Seal::default()),
        (Err(error), _) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

fn keys<'a>(texts: impl Iterator<Item = &'a str>) -> Result<Seal, &'static str> {
    let keys: Vec<SealKey> = texts.filter(|text| !text.trim().is_empty()).map(str::parse).collect::<Result<_, _>>()?;
    if keys.is_empty() { Err("there is no key in it") } else { Ok(Seal::new(keys)) }
}

fn make(path: &Path, random: &Random) -> anyhow::Result<Seal> {
    let mut bytes = [0; 32];
    random(&mut bytes);
    let text = SealKey::text(bytes);
    write_private(path, &format!("{text}\n"))?;
    keys(std::iter::once(&*text)).map_err(anyhow::Error::msg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_several_keys_seals() {
        let (old, new) = (SealKey::text([1; 32]), SealKey::text([2; 32]));
        let sealed = keys([&*old].into_iter()).unwrap().seal("a", "secret").unwrap();
        let both = format!("{new}\n\n{old}\n");
        let both = keys(both.lines()).unwrap();
        assert_eq!(both.open("a", &sealed).as_deref(), Ok("secret"));
        assert!(!both.seal("a", "secret").unwrap().contains(sealed.split('.').nth(2).unwrap()));
        for wrong in ["", "\n", "secret"] {
            assert!(keys(wrong.lines()).is_err(), "{wrong:?}");
        }
    }
}
