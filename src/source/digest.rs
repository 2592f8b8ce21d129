//! The SHA-256 of bytes, as the 64 hexadecimal digits that locks and manifests hold. Equal bytes have equal
//! digests on every machine; nothing else about a file counts.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The digest of `bytes`: 64 characters of `0` to `9` and `a` to `f`.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string never fails");
        text
    })
}

/// The first characters of a digest, for messages: enough to tell two apart.
pub fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_what_sha256sum_prints() {
        assert_eq!(digest(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(short(&digest(b"abc")), "ba7816bf8f01");
    }
}
