//! PNG: what its chunks say before the first picture.

/// The contents of the chunk of that name, if it comes before the pixels.
fn chunk(bytes: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    let mut rest = bytes.get(8..)?;
    loop {
        let (size, after) = rest.split_first_chunk()?;
        let (found, after) = after.split_first_chunk::<4>()?;
        let size = u32::from_be_bytes(*size) as usize;
        if *found == name {
            return after.get(..size);
        }
        if found == b"IDAT" {
            return None;
        }
        // A sum comes after the contents.
        rest = after.get(size.checked_add(4)?..)?;
    }
}

/// Width and height.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = chunk(bytes, *b"IHDR")?;
    Some((number(header)?, number(header.get(4..)?)?))
}

/// How many pictures follow each other.
pub fn frames(bytes: &[u8]) -> Option<u32> {
    number(chunk(bytes, *b"acTL")?)
}

/// To which power of light its numbers are, where it doesn't say that they are those of sRGB.
pub fn gamma(bytes: &[u8]) -> Option<f64> {
    let is_srgb = chunk(bytes, *b"sRGB").is_some();
    let gamma = chunk(bytes, *b"gAMA").filter(|_| !is_srgb)?;
    Some(f64::from(number(gamma)?) / 100_000.0)
}

/// The bytes that `ImageMagick` writes as a text, for which PNG has no place of its own: a name, a length, and they in
/// hexadecimal.
pub fn raw_profile(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    let digits = text.trim_start().lines().skip(2).flat_map(|line| line.trim().chars());
    let digits: Vec<_> = digits.map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    digits.chunks_exact(2).map(|pair| u8::try_from(16 * pair[0] + pair[1]).ok()).collect()
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|number| u32::from_be_bytes(*number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        for (name, contents) in chunks {
            bytes.extend_from_slice(&u32::try_from(contents.len()).expect("short").to_be_bytes());
            bytes.extend_from_slice(*name);
            bytes.extend_from_slice(contents);
            bytes.extend_from_slice(&[0; 4]);
        }
        bytes
    }

    #[test]
    fn profiles_in_texts_are_read() {
        let text = b"\nIPTC profile\n       7\n1c0269\n0002Ab\n7f";
        assert_eq!(raw_profile(text), Some(vec![0x1C, 2, 0x69, 0, 2, 0xAB, 0x7F]));
        assert_eq!(raw_profile(b"\niptc\n 2\n1c0x"), None);
        assert_eq!(raw_profile(b"\xff"), None);
    }

    #[test]
    fn chunks_before_the_pixels_are_found() {
        let header: (&[u8; 4], &[u8]) = (b"IHDR", &[0, 0, 0, 3, 0, 0, 1, 0, 8, 2, 0, 0, 0]);
        let linear: (&[u8; 4], &[u8]) = (b"gAMA", &[0, 1, 0x86, 0xA0]);
        let bytes = file(&[header, linear, (b"acTL", &[0, 0, 0, 7, 0, 0, 0, 0]), (b"IDAT", &[])]);
        assert_eq!((size(&bytes), frames(&bytes), gamma(&bytes)), (Some((3, 256)), Some(7), Some(1.0)));
        assert_eq!(gamma(&file(&[header, (b"sRGB", &[0]), linear])), None);
        assert_eq!(gamma(&file(&[header, (b"IDAT", &[]), linear])), None);
        assert_eq!(size(&bytes[..20]), None);
        assert_eq!(gamma(&file(&[(b"IHDR", &[]), linear])[..26]), None);
    }
}
