//! A URL cut into its pieces, and what the URL parser made of their spelling: most surprises about origins begin there.
//!
//! URL: <https://url.spec.whatwg.org/#concept-basic-url-parser>

use std::borrow::Cow;

use serde::Serialize;
use url::{Host, Url};

use super::tuple_url;

/// A piece of a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UrlPiece {
    /// What it is.
    pub part: UrlPart,
    /// Its text after parsing; empty: it was left out.
    pub text: String,
    /// How it was written.
    pub written: String,
    /// Why parsing changed it; null: it did not.
    pub rewritten: Option<UrlRewrite>,
}

/// What a piece of a URL is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum UrlPart {
    /// White space that does not count.
    Space,
    /// The [scheme](https://url.spec.whatwg.org/#concept-url-scheme), without its colon.
    Scheme,
    /// What stands between the scheme and the next piece.
    Delimiter,
    /// [Username](https://url.spec.whatwg.org/#concept-url-username) and
    /// [password](https://url.spec.whatwg.org/#concept-url-password), with `@`.
    Credentials,
    /// The [host](https://url.spec.whatwg.org/#concept-url-host).
    Host,
    /// The [port](https://url.spec.whatwg.org/#concept-url-port), with its colon.
    Port,
    /// The [path](https://url.spec.whatwg.org/#concept-url-path).
    Path,
    /// The [query](https://url.spec.whatwg.org/#concept-url-query), with `?`.
    Query,
    /// The [fragment](https://url.spec.whatwg.org/#concept-url-fragment), with `#`.
    Fragment,
}

/// Why [parsing](https://url.spec.whatwg.org/#concept-basic-url-parser) changed a piece of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum UrlRewrite {
    /// Spaces around a URL, and tabs and line breaks in it, are removed.
    Space,
    /// Letters of a scheme or a host are lower-cased.
    LetterCase,
    /// Backslashes, and any number of slashes, count as `//`.
    Slashes,
    /// A host is percent-decoded.
    PercentEncoding,
    /// Characters of a host beyond ASCII are mapped to ASCII characters.
    Mapping,
    /// A label of a host beyond ASCII becomes Punycode.
    Punycode,
    /// A host that is a number is an IP address, which has one spelling only.
    IpAddress,
    /// An empty port, or the scheme's default one, is left out.
    DefaultPort,
    /// A port has no leading zeros.
    LeadingZeros,
    /// Dots of a path are resolved, its backslashes turned, its odd characters percent-encoded.
    Path,
}

/// The pieces of a URL in their order; those of the URL in the path of a `blob:` URL instead of that path, if it has
/// an origin. How an opaque origin's URL was written is told of its scheme only.
pub(super) fn pieces(input: &str, url: &Url) -> Vec<UrlPiece> {
    let mut pieces = Pieces(Vec::new());
    let (_, from_start) = split_before(input, |byte| byte > b' ');
    let end = from_start.bytes().rposition(|byte| byte > b' ').map_or(0, |last| last + 1);
    let trimmed = from_start.get(..end).unwrap_or_default();
    let written: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    if written.len() < input.len() {
        pieces.add(UrlPart::Space, "", input, UrlRewrite::Space);
    }
    let after_scheme = pieces.add_scheme(&written, url);
    let (before_path, after_path) = around_path(url);
    match tuple_url(url) {
        Some(Cow::Owned(inner)) => {
            pieces.add_as_written(UrlPart::Delimiter, ":");
            let after_scheme = pieces.add_scheme(url.path(), &inner);
            pieces.add_after_tuple_scheme(after_scheme, &inner);
        }
        Some(_) => pieces.add_after_tuple_scheme(after_scheme, url),
        None => {
            let authority = before_path.strip_prefix("://");
            pieces.add_as_written(UrlPart::Delimiter, if authority.is_some() { "://" } else { before_path });
            let (credentials, host, port) = authority_parts(authority.unwrap_or_default());
            pieces.add_as_written(UrlPart::Credentials, credentials);
            pieces.add_as_written(UrlPart::Host, host);
            pieces.add_as_written(UrlPart::Port, port);
            pieces.add_as_written(UrlPart::Path, url.path());
        }
    }
    let (query, fragment) = split_before(after_path, |byte| byte == b'#');
    pieces.add_as_written(UrlPart::Query, query);
    pieces.add_as_written(UrlPart::Fragment, fragment);
    pieces.0
}

struct Pieces(Vec<UrlPiece>);

impl Pieces {
    /// A piece, and why it is not as it was written, should it not be.
    fn add(&mut self, part: UrlPart, text: &str, written: &str, why: UrlRewrite) {
        let is_changed = text != written;
        if is_changed || !text.is_empty() {
            self.0.push(UrlPiece {
                part,
                text: text.to_owned(),
                written: written.to_owned(),
                rewritten: is_changed.then_some(why),
            });
        }
    }

    /// A piece whose spelling does not matter.
    fn add_as_written(&mut self, part: UrlPart, text: &str) {
        self.add(part, text, text, UrlRewrite::Space);
    }

    /// Returns what was written after the colon.
    fn add_scheme<'a>(&mut self, written: &'a str, url: &Url) -> &'a str {
        let (scheme, rest) = split_before(written, |byte| byte == b':');
        self.add(UrlPart::Scheme, url.scheme(), scheme, UrlRewrite::LetterCase);
        rest.get(1..).unwrap_or_default()
    }

    /// The rest of a URL with a tuple origin, up to the end of its path.
    fn add_after_tuple_scheme(&mut self, written: &str, url: &Url) {
        let (slashes, written) = split_before(written, |byte| !matches!(byte, b'/' | b'\\'));
        self.add(UrlPart::Delimiter, "://", &[":", slashes].concat(), UrlRewrite::Slashes);
        let (written_authority, written) = split_before(written, |byte| matches!(byte, b'/' | b'\\' | b'?' | b'#'));
        let authority = around_path(url).0.strip_prefix("://").unwrap_or_default();
        let (_, written_host, written_port) = authority_parts(written_authority);
        let (credentials, host, port) = authority_parts(authority);
        self.add_as_written(UrlPart::Credentials, credentials);
        self.add(UrlPart::Host, host, written_host, why_host(written_host, url));
        let why_port = if port.is_empty() { UrlRewrite::DefaultPort } else { UrlRewrite::LeadingZeros };
        self.add(UrlPart::Port, port, written_port, why_port);
        let (written_path, _) = split_before(written, |byte| matches!(byte, b'?' | b'#'));
        // That an empty path becomes a slash is no news.
        let written_path = if written_path.is_empty() { url.path() } else { written_path };
        self.add(UrlPart::Path, url.path(), written_path, UrlRewrite::Path);
    }
}

/// The text before the first such ASCII character, and the rest.
fn split_before(text: &str, is: fn(u8) -> bool) -> (&str, &str) {
    text.split_at_checked(text.bytes().position(is).unwrap_or(text.len())).unwrap_or_default()
}

/// Credentials with `@`, host, and port with its colon.
fn authority_parts(authority: &str) -> (&str, &str, &str) {
    let after_credentials = authority.bytes().rposition(|byte| byte == b'@').map_or(0, |at| at + 1);
    let (credentials, text) = authority.split_at_checked(after_credentials).unwrap_or_default();
    // The colons in the brackets of an IPv6 address are not the port's.
    let (address, _) = if text.starts_with('[') { split_before(text, |byte| byte == b']') } else { ("", text) };
    let (name, _) = split_before(text.get(address.len()..).unwrap_or_default(), |byte| byte == b':');
    let (host, port) = text.split_at_checked(address.len() + name.len()).unwrap_or_default();
    (credentials, host, port)
}

/// Why a host was changed, if it was.
fn why_host(written: &str, url: &Url) -> UrlRewrite {
    match url.host() {
        Some(Host::Domain(host)) if written.is_ascii() => {
            if written.len() == host.len() {
                UrlRewrite::LetterCase
            } else {
                UrlRewrite::PercentEncoding
            }
        }
        Some(Host::Domain(host)) if host.contains("xn--") => UrlRewrite::Punycode,
        Some(Host::Domain(_)) => UrlRewrite::Mapping,
        _ => UrlRewrite::IpAddress,
    }
}

/// What stands in a URL's serialization between its scheme and its path, and after its path.
fn around_path(url: &Url) -> (&str, &str) {
    let length = |text: Option<&str>| text.map_or(0, |text| text.len() + 1);
    let text = url.as_str();
    let (to_path, after) =
        text.split_at_checked(text.len() - length(url.query()) - length(url.fragment())).unwrap_or_default();
    (to_path.strip_suffix(url.path()).and_then(|text| text.strip_prefix(url.scheme())).unwrap_or_default(), after)
}
