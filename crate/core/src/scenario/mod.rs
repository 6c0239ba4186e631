//! The question: a page, its request, and how the servers answer.
//!
//! These types are the validated form of the public contract's `Scenario`. JSON and JavaScript values reach them
//! through [`Scenario::read`], which names the field of anything that is malformed.

mod input;
mod node;
mod read;
mod value;

use serde::Serialize;
use url::Url;

use crate::bytes::ByteString;
use crate::fetch::enums::{
    BodyKind, CacheMode, CredentialsMode, CrossOrigin, EmbedderPolicy, Engine, Initiator, Mode, RedirectMode,
    ReferrerPolicy, SameSite,
};
use crate::http::{HeaderList, RawHeaderIssue};

pub use input::{
    AnswerInput, BodyInput, CacheEntryInput, CookieInput, PageInput, ReplyInput, RequestInput, ScenarioInput,
};
pub use node::ScenarioError;
pub use read::{read_cookies, read_preflight_cache, read_time};
pub use value::Value;

/// A whole question to [`simulate`](crate::simulate).
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The page whose script or markup makes the request.
    pub page: Page,
    /// The request.
    pub request: RequestInit,
    /// The servers' answers, one per hop.
    pub server: Vec<Answer>,
    /// The cookies that the browser holds.
    pub cookies: Vec<Cookie>,
    /// The CORS-preflight cache before the request.
    pub preflight_cache: Vec<CacheEntry>,
    /// The time of the request, in milliseconds since the Unix epoch.
    pub now: i64,
    /// Whose behaviour is asked for.
    pub engine: Engine,
}

/// The page: what the standards call the request's client.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its URL.
    pub url: Url,
    /// Whether it is sandboxed without `allow-same-origin`, so that its origin is opaque.
    pub sandboxed: bool,
    /// The URL of the top-level page, when this page is a frame in another one.
    pub top_level: Option<Url>,
    /// Its `Cross-Origin-Embedder-Policy`.
    pub embedder_policy: EmbedderPolicy,
    /// Its `Referrer-Policy`.
    pub referrer_policy: ReferrerPolicy,
    /// Whether its Content-Security-Policy has `upgrade-insecure-requests`.
    pub upgrade_insecure_requests: bool,
}

/// The request as the script or the markup asks for it, before any rule was applied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestInit {
    /// The URL as written, absolute or relative to the page.
    pub url: String,
    /// The method as written.
    pub method: Option<String>,
    /// The headers as written, in their order.
    pub headers: Vec<(String, String)>,
    /// Where the headers were written as lines: the first line that is no header, and left out.
    pub unread_line: Option<RawHeaderIssue>,
    /// The body.
    pub body: Option<Body>,
    /// `mode`, where the initiator lets one choose.
    pub mode: Option<Mode>,
    /// `credentials`; for XMLHttpRequest and EventSource `include` stands for `withCredentials = true`.
    pub credentials: Option<CredentialsMode>,
    /// `redirect`.
    pub redirect: Option<RedirectMode>,
    /// `cache`.
    pub cache: Option<CacheMode>,
    /// `referrer`: a URL, `""` for none, `"about:client"` for the page.
    pub referrer: Option<String>,
    /// `referrerPolicy`.
    pub referrer_policy: Option<ReferrerPolicy>,
    /// `integrity`.
    pub integrity: String,
    /// `keepalive`.
    pub keepalive: bool,
    /// Whether `duplex: "half"` is given, which a stream body needs.
    pub duplex: bool,
    /// What makes the request.
    pub initiator: Initiator,
    /// The element's `crossorigin` attribute.
    pub cross_origin: Option<CrossOrigin>,
    /// Whether an XMLHttpRequest has a listener on its `upload` object.
    pub upload_listener: bool,
    /// Whether a person started the navigation (a click): `Sec-Fetch-User`.
    pub user_activation: bool,
}

/// A request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// What it was made from.
    pub kind: BodyKind,
    /// Its length in bytes, unknown for a stream.
    pub length: Option<u64>,
    /// The type of a `Blob`, or that of a `FormData` with its boundary.
    pub content_type: Option<String>,
}

/// What a server answers at one hop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The reply to `OPTIONS`. When left out, the server answers it with the status and headers of `response`.
    pub preflight: Option<Reply>,
    /// The reply to the request itself.
    pub response: Reply,
}

/// A server's reply, or its absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers as received: order, case and duplicates kept.
    pub headers: HeaderList,
    /// Nothing came back: DNS, TLS, connection refused, a timeout.
    pub network_failure: bool,
    /// Hashes of the body as integrity metadata writes them. None of them: the body is taken to match.
    pub body_hashes: Vec<String>,
}

/// A cookie in the browser's jar.
#[derive(Clone, Debug, PartialEq)]
pub struct Cookie {
    /// Name.
    pub name: ByteString,
    /// Value.
    pub value: ByteString,
    /// The host that it belongs to.
    pub domain: String,
    /// Whether subdomains get it too (the `Domain` attribute was given).
    pub include_subdomains: bool,
    /// Path.
    pub path: String,
    /// `Secure`.
    pub secure: bool,
    /// `SameSite`.
    pub same_site: SameSite,
    /// When it expires, in milliseconds since the Unix epoch.
    pub expires: Option<i64>,
    /// When it was made, in milliseconds since the Unix epoch.
    pub created: Option<i64>,
}

/// One entry of the [CORS-preflight cache](https://fetch.spec.whatwg.org/#concept-cache).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CacheEntry {
    /// The byte-serialized request origin.
    pub origin: ByteString,
    /// The URL.
    pub url: String,
    /// When it was stored, in milliseconds since the Unix epoch.
    pub stored: i64,
    /// How long it holds, in seconds.
    pub max_age: u64,
    /// Whether the request's credentials mode was `include`.
    pub credentials: bool,
    /// The method that it grants, or…
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<ByteString>,
    /// …the header name that it grants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_name: Option<ByteString>,
}

impl Reply {
    /// A reply with this status and these headers.
    #[must_use]
    pub fn new(status: u16, headers: HeaderList) -> Self {
        Self { status, headers, network_failure: false, body_hashes: Vec::new() }
    }

    /// No reply.
    #[must_use]
    pub fn failure() -> Self {
        Self { network_failure: true, ..Self::new(0, HeaderList::new()) }
    }
}
