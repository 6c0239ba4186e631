//! The [data: URL processor](https://fetch.spec.whatwg.org/#data-url-processor).

use data_url::forgiving_base64;
use percent_encoding::percent_decode_str;
use url::{Position, Url};

use crate::http::MimeType;

/// What a `data:` URL holds.
pub(crate) struct DataUrl {
    /// Serialized.
    pub(crate) mime_type: String,
    pub(crate) body: Vec<u8>,
}

/// The bytes of a `data:` URL, or `None` when it cannot be processed.
#[must_use]
pub fn data_url_body(url: &str) -> Option<Vec<u8>> {
    process_data_url(&Url::parse(url).ok()?).map(|processed| processed.body)
}

/// `None` when it cannot be processed.
pub(crate) fn process_data_url(url: &Url) -> Option<DataUrl> {
    // These positions exist in every URL, in this order: the slice cannot be out of bounds.
    let input = &url[Position::BeforePath..Position::AfterQuery];
    let (mime_type, body) = input.split_once(',')?;
    let mime_type = mime_type.trim_matches([' ', '\t', '\n', '\x0c', '\r']);
    let body: Vec<u8> = percent_decode_str(body).collect();
    let of_base64 = without_base64(mime_type);
    let body = if of_base64.is_some() { forgiving_base64::decode_to_vec(&body).ok()? } else { body };
    let mime_type = of_base64.unwrap_or(mime_type);
    let mime_type = if mime_type.starts_with(';') { ["text/plain", mime_type].concat() } else { mime_type.to_owned() };
    let parsed = MimeType::parse(&mime_type);
    let mime_type = parsed.map_or_else(|| "text/plain;charset=US-ASCII".to_owned(), |mime_type| mime_type.to_string());
    Some(DataUrl { mime_type, body })
}

/// What stands before `;base64` at the end.
fn without_base64(mime_type: &str) -> Option<&str> {
    let (start, end) = mime_type.split_at_checked(mime_type.len().checked_sub("base64".len())?)?;
    start.trim_end_matches(' ').strip_suffix(';').filter(|_| end.eq_ignore_ascii_case("base64"))
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
            assert_eq!(process_data_url(&parsed).map(|processed| processed.mime_type).as_deref(), expected, "{url}");
        }
    }

    /// (URL, body), worked out by hand from the standard's steps.
    #[test]
    fn the_body_of_data_urls() {
        for (url, expected) in [
            ("data:,x", Some(&b"x"[..])),
            ("data:,", Some(b"")),
            ("data:,a,b", Some(b"a,b")),
            ("data:,x?y#z", Some(b"x?y")),
            ("data:,%41%4g%", Some(b"A%4g%")),
            ("data:,%FF%00", Some(b"\xff\0")),
            ("data:,\u{e9}", Some(b"\xc3\xa9")),
            ("data:base64,YQ==", Some(b"YQ==")),
            ("data:;base64;a,YQ==", Some(b"YQ==")),
            ("data:;base64,YQ==", Some(b"a")),
            ("data:; BASE64 ,Y%20W%0AI", Some(b"ab")),
            ("data:;base64,%2B%2f8=", Some(b"\xfb\xff")),
            ("data:;base64,", Some(b"")),
            ("data:;base64,YR==", Some(b"a")),
            ("data:;base64,Y", None),
            ("data:x", None),
        ] {
            assert_eq!(data_url_body(url).as_deref(), expected, "{url}");
        }
    }
}
