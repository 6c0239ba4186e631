//! Punycode's decoder: <https://www.rfc-editor.org/rfc/rfc3492#section-6.2>.

/// What a label in Punycode begins with.
pub(crate) const PREFIX: &str = "xn--";

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 128;

/// The text that `encoded` (without `xn--`) stands for. An encoding of mere ASCII
/// [is none](https://www.unicode.org/reports/tr46/#ProcessingStepPunycode).
pub(crate) fn decode(encoded: &str) -> Option<Vec<char>> {
    let (basic, extended) = encoded.rsplit_once('-').unwrap_or(("", encoded));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    let mut digits = extended.bytes().map(digit).peekable();
    digits.peek()?;
    while digits.peek().is_some() {
        let start = i;
        let (mut weight, mut k) = (1_u32, BASE);
        loop {
            let digit = digits.next()??;
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let length = u32::try_from(output.len()).ok()? + 1;
        bias = adapt(i - start, length, start == 0);
        n = n.checked_add(i / length)?;
        i %= length;
        output.insert(usize::try_from(i).ok()?, char::from_u32(n)?);
        i += 1;
    }
    Some(output)
}

const fn digit(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(byte as u32 - b'a' as u32),
        b'0'..=b'9' => Some(byte as u32 - b'0' as u32 + 26),
        _ => None,
    }
}

const fn adapt(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::decode;

    /// Host names that everybody can look up.
    #[test]
    fn decodes_what_registries_encode() {
        let vectors = [
            ("mller-kva", "müller"),
            ("bcher-kva", "bücher"),
            ("fsqu00a", "例子"),
            ("p1ai", "рф"),
            ("mgbh0fb", "مثال"),
        ];
        for (encoded, text) in vectors {
            assert_eq!(decode(encoded).map(String::from_iter).as_deref(), Some(text), "{encoded}");
        }
        for malformed in ["a-é", "99999999", "!", "", "-", "a-", "xn-"] {
            assert_eq!(decode(malformed), None, "{malformed}");
        }
    }
}
