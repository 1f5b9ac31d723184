//! Ids of events: always the same one for the same cause, so that no crash gives it another.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// A UUID of version 8 that follows from a text.
pub(super) fn uuid(text: &str) -> String {
    let mut bytes: [u8; 32] = Sha256::digest(text).into();
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut uuid = String::with_capacity(36);
    for (place, byte) in bytes[..16].iter().enumerate() {
        if [4, 6, 8, 10].contains(&place) {
            uuid.push('-');
        }
        // Writing to a string can't fail.
        let _ = write!(uuid, "{byte:02x}");
    }
    uuid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_cause_has_the_same_uuid() {
        let one = uuid("0 7 1700000000000000 document 5 document.update");
        assert_eq!(one, uuid("0 7 1700000000000000 document 5 document.update"));
        assert_ne!(one, uuid("0 8 1700000000000000 document 5 document.update"));
        assert_eq!((one.len(), &one[14..15]), (36, "8"));
        assert!(["8", "9", "a", "b"].contains(&&one[19..20]), "{one}");
    }
}
