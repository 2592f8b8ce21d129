//! One archive of many files, stored without compression and with one fixed time, so that the same files
//! always give the same bytes. Written by hand: a crate for it brings ten others, and the data of an edition
//! are small text files that the host compresses on the way anyway.

/// The archive of `files` (path and bytes), in their order. Paths are ASCII and below 64 KiB; an edition's
/// files together are limited to 1 GiB long before the format's limits.
pub fn archive<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let (mut archive, mut directory, mut count) = (Vec::new(), Vec::new(), 0u16);
    for (path, bytes) in files {
        let offset = small(archive.len());
        let entry = entry(path, bytes);
        archive.extend(b"PK\x03\x04");
        archive.extend(&entry);
        archive.extend(path.as_bytes());
        archive.extend(bytes);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&entry);
        // No comment, first disk, text or binary unknown, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(path.as_bytes());
        count = count.checked_add(1).expect("an edition has fewer than 65,536 files");
    }
    let start = small(archive.len());
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(small(directory.len()).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0; 2]);
    archive
}

/// 2.0: folders in paths.
const VERSION: u16 = 20;
/// 1 January 1980, the first day the format knows.
const FIRST_DAY: u16 = 1 << 5 | 1;

/// What the local header and the directory say alike.
fn entry(path: &str, bytes: &[u8]) -> Vec<u8> {
    let (length, name) = (small(bytes.len()), u16::try_from(path.len()).expect("paths are short"));
    let mut entry = Vec::with_capacity(26);
    // Version, no flags, stored, midnight.
    for field in [VERSION, 0, 0, 0, FIRST_DAY] {
        entry.extend(field.to_le_bytes());
    }
    for field in [checksum(bytes), length, length] {
        entry.extend(field.to_le_bytes());
    }
    entry.extend(name.to_le_bytes());
    entry.extend([0; 2]);
    entry
}

fn small(length: usize) -> u32 {
    u32::try_from(length).expect("an edition's files are smaller than 4 GiB together")
}

/// CRC-32 as the format wants it.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| CHECKSUMS[((sum ^ u32::from(*byte)) & 0xff) as usize] ^ sum >> 8)
}

const CHECKSUMS: [u32; 256] = {
    let (mut table, mut at) = ([0; 256], 0);
    while at < 256 {
        let (mut value, mut bit) = (at as u32, 0);
        while bit < 8 {
            value = if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[at] = value;
        at += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn the_archive_has_the_lengths_the_format_asks_for() {
        let made = archive([("a.csv", &b"period\n"[..]), ("b/c.csv", &b""[..])]);
        let local = 30 + 5 + 7 + 30 + 7;
        let directory = 46 + 5 + 46 + 7;
        assert_eq!(made.len(), local + directory + 22);
        assert_eq!(&made[..4], b"PK\x03\x04");
        assert_eq!(&made[local..local + 4], b"PK\x01\x02");
        assert_eq!(made[local + directory + 10], 2, "two files");
    }
}
