//! Why a value of `Access-Control-Allow-Origin` is not the origin that its author most likely meant.

use url::Url;

/// What sets the value apart from the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OriginHint {
    /// Nothing is there.
    Empty,
    /// A slash, path, query or fragment follows the origin.
    TrailingSlash,
    /// The scheme's default port is written out.
    DefaultPort,
    /// The same origin in another spelling: a host beyond ASCII, a user name, a short IP address.
    Spelling,
    /// Upper-case letters.
    UpperCase,
    /// A `*` within the value.
    WildcardPattern,
    /// No scheme.
    NoScheme,
    /// In quotation marks.
    Quoted,
    /// The same host, but http for https or the reverse.
    OtherScheme,
    /// The same scheme and host, but another port.
    OtherPort,
    /// `www.` on one side only.
    Www,
    /// `null`, but the page has an origin.
    Null,
    /// Simply another origin.
    Other,
}

/// Compares a header value with the serialized origin that was expected.
pub(crate) fn origin_hint(value: &str, origin: &str) -> OriginHint {
    if value.is_empty() {
        return OriginHint::Empty;
    }
    if value == "null" {
        return OriginHint::Null;
    }
    if value.contains('*') {
        return OriginHint::WildcardPattern;
    }
    if value.starts_with(['"', '\'', '`']) {
        return OriginHint::Quoted;
    }
    if !value.contains("://") {
        return OriginHint::NoScheme;
    }
    if value.eq_ignore_ascii_case(origin) {
        return OriginHint::UpperCase;
    }
    let Ok(url) = Url::parse(value) else { return OriginHint::Other };
    let meant = url.origin().ascii_serialization();
    if meant == origin {
        return match value {
            _ if has_tail(value) => OriginHint::TrailingSlash,
            _ if value.ends_with(":443") || value.ends_with(":80") => OriginHint::DefaultPort,
            _ => OriginHint::Spelling,
        };
    }
    Url::parse(origin).map_or(OriginHint::Other, |origin| near_miss(&url, &origin))
}

/// Whether something follows scheme, host and port.
fn has_tail(value: &str) -> bool {
    value.split_once("://").is_some_and(|(_, rest)| rest.contains(['/', '?', '#']))
}

fn near_miss(url: &Url, origin: &Url) -> OriginHint {
    let (Some(host), Some(expected)) = (url.host_str(), origin.host_str()) else { return OriginHint::Other };
    if host.strip_prefix("www.").unwrap_or(host) != expected.strip_prefix("www.").unwrap_or(expected) {
        return OriginHint::Other;
    }
    if host != expected {
        return OriginHint::Www;
    }
    if url.scheme() == origin.scheme() { OriginHint::OtherPort } else { OriginHint::OtherScheme }
}

impl OriginHint {
    /// The difference in words, as the end of "The value … is not the page's origin …: ".
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Empty => "it is empty",
            Self::TrailingSlash => {
                "it has a trailing slash or path; an origin is scheme, host and port only, and the comparison is byte for byte"
            }
            Self::Spelling => "it is another spelling of that origin, and the comparison is byte for byte",
            Self::DefaultPort => "an origin never names its scheme's default port",
            Self::UpperCase => {
                "it has letters in upper case; origins are lower-case, and the comparison is byte for byte"
            }
            Self::WildcardPattern => "* only works alone; there are no patterns such as *.example.com",
            Self::NoScheme => "an origin starts with its scheme, such as https://",
            Self::Quoted => "the quotation marks are part of the value",
            Self::OtherScheme => "http and https are different origins",
            Self::OtherPort => "another port is another origin",
            Self::Www => "with and without www. are different origins",
            Self::Null => "null is what sandboxed and file pages send",
            Self::Other => "it is another origin",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slip_has_its_name() {
        let origin = "https://app.example.com";
        let vectors = [
            ("", OriginHint::Empty),
            ("null", OriginHint::Null),
            ("https://*.example.com", OriginHint::WildcardPattern),
            ("\"https://app.example.com\"", OriginHint::Quoted),
            ("app.example.com", OriginHint::NoScheme),
            ("HTTPS://App.Example.com", OriginHint::UpperCase),
            ("https://app.example.com/", OriginHint::TrailingSlash),
            ("https://app.example.com/path", OriginHint::TrailingSlash),
            ("https://app.example.com:443", OriginHint::DefaultPort),
            ("http://app.example.com", OriginHint::OtherScheme),
            ("https://user@app.example.com", OriginHint::Spelling),
            ("https://app.example.com:", OriginHint::Spelling),
            ("https://app.example.com:8443", OriginHint::OtherPort),
            ("https://www.app.example.com", OriginHint::Www),
            ("https://api.example.com", OriginHint::Other),
            ("https://", OriginHint::Other),
        ];
        for (value, hint) in vectors {
            assert_eq!(origin_hint(value, origin), hint, "{value}");
        }
        assert_eq!(origin_hint("https://a.test", "null"), OriginHint::Other);
    }
}
