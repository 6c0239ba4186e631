//! The [data: URL processor](https://fetch.spec.whatwg.org/#data-url-processor), as far as it decides anything: nobody
//! looks at the body.

use percent_encoding::percent_decode_str;
use url::{Position, Url};

use crate::http::MimeType;

/// The serialized MIME type of a `data:` URL and the length of its body, or `None` when it cannot be processed.
pub(crate) fn process_data_url(url: &Url) -> Option<(String, usize)> {
    // These positions exist in every URL, in this order: the slice cannot be out of bounds.
    let input = &url[Position::BeforePath..Position::AfterQuery];
    let (mime_type, body) = input.split_once(',')?;
    let mime_type = mime_type.trim_matches([' ', '\t', '\n', '\x0c', '\r']);
    let of_base64 = without_base64(mime_type);
    let length = if of_base64.is_some() { base64_length(body)? } else { percent_decode_str(body).count() };
    let mime_type = of_base64.unwrap_or(mime_type);
    let mime_type = if mime_type.starts_with(';') { ["text/plain", mime_type].concat() } else { mime_type.to_owned() };
    let parsed = MimeType::parse(&mime_type);
    let mime_type = parsed.map_or_else(|| "text/plain;charset=US-ASCII".to_owned(), |mime_type| mime_type.to_string());
    Some((mime_type, length))
}

/// What stands before `;base64` at the end.
fn without_base64(mime_type: &str) -> Option<&str> {
    let (start, end) = mime_type.split_at_checked(mime_type.len().checked_sub("base64".len())?)?;
    start.trim_end_matches(' ').strip_suffix(';').filter(|_| end.eq_ignore_ascii_case("base64"))
}

/// How many bytes the percent-decoded body stands for, if it can be
/// [forgiving-base64 decoded](https://infra.spec.whatwg.org/#forgiving-base64-decode).
fn base64_length(body: &str) -> Option<usize> {
    let mut data: Vec<u8> = percent_decode_str(body).filter(|byte| !byte.is_ascii_whitespace()).collect();
    if data.len().is_multiple_of(4) {
        for _ in 0..2 {
            data.pop_if(|byte| *byte == b'=');
        }
    }
    let is_base64 = data.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    (data.len() % 4 != 1 && is_base64).then_some(data.len() * 3 / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (URL, MIME type), worked out by hand from the standard's steps.
    #[test]
    fn the_mime_type_of_data_urls() {
        for (url, expected) in [
            ("data:,x", Some("text/plain;charset=US-ASCII")),
            ("data:x", None),
            ("data:text/html,x", Some("text/html")),
            ("data: TEXT/HTML ,x", Some("text/html")),
            ("data:;charset=utf-8,x", Some("text/plain;charset=utf-8")),
            ("data:text/html;charset=\"a,b\",x", Some("text/html;charset=a")),
            ("data:garbage,x", Some("text/plain;charset=US-ASCII")),
            ("data:text/css;base64,YQ==", Some("text/css")),
            ("data:text/css; BASE64,YQ", Some("text/css")),
            ("data:text/css;base64 ,YQ", Some("text/css")),
            ("data:;base64,", Some("text/plain;charset=US-ASCII")),
            ("data:base64,%", Some("text/plain;charset=US-ASCII")),
            ("data:text/css;base64,Y", None),
            ("data:text/css;base64,YQ=", None),
            ("data:text/css;base64,Y=Q=", None),
            ("data:text/css;base64,YQ===", None),
            ("data:text/css;base64,Y%20Q%3D%3D", Some("text/css")),
            ("data:text/css;base64,Y%2BQ/", Some("text/css")),
            ("data:text/css;base64,Y_Q/", None),
            ("data:text/css;base64,YQ==#Y", Some("text/css")),
            ("data:text/css,x?y", Some("text/css")),
        ] {
            let parsed = Url::parse(url).unwrap();
            assert_eq!(process_data_url(&parsed).map(|(mime_type, _)| mime_type).as_deref(), expected, "{url}");
        }
    }
}
