//! The answer: what the browser decides, why, and what would change it.

use std::borrow::Cow;

use serde::Serialize;

use crate::bytes::ByteString;
use crate::explain::CauseCode;
use crate::explain::WarningCode;
use crate::fetch::enums::{Engine, ResponseType};
use crate::keyword::keywords;
use crate::scenario::CacheEntry;
use crate::standard::Standard;
use crate::trace::Trace;

keywords! {
    /// What the script gets.
    pub enum Outcome {
        /// A response whose body and (some) headers it can read.
        Readable = "readable",
        /// A response that it can use but not read.
        Opaque = "opaque",
        /// An opaque-redirect filtered response (`redirect: "manual"`).
        OpaqueRedirect = "opaque-redirect",
        /// An error without detail.
        NetworkError = "network-error",
    }
}

keywords! {
    /// Where on its way a request fails.
    pub enum Phase {
        /// Before anything was sent.
        Request = "request",
        /// In the preflight.
        Preflight = "preflight",
        /// At a redirect.
        Redirect = "redirect",
        /// At the response.
        Response = "response",
    }
}

keywords! {
    /// What became of the need for a preflight.
    pub enum PreflightDecision {
        /// The request needs none.
        NotNeeded = "not-needed",
        /// At least one was sent.
        Sent = "sent",
        /// It was needed, and the preflight cache made it unnecessary.
        Cached = "cached",
    }
}

keywords! {
    /// Why a preflight is needed.
    pub enum PreflightReasonCode {
        /// The method is not CORS-safelisted.
        Method = "method",
        /// A header is not CORS-safelisted.
        Header = "header",
        /// An XMLHttpRequest has an upload listener.
        UploadListener = "upload-listener",
        /// The body is a stream.
        StreamBody = "stream-body",
    }
}

keywords! {
    /// What an exchange is for.
    pub enum ExchangeKind {
        /// The `OPTIONS` that asks for permission.
        Preflight = "preflight",
        /// The request itself.
        Actual = "actual",
    }
}

keywords! {
    /// How an exchange ended.
    pub enum ExchangeResult {
        /// The browser accepts the reply.
        Accepted = "accepted",
        /// The browser follows the redirect.
        Redirected = "redirected",
        /// The browser refuses the reply.
        Rejected = "rejected",
        /// Nothing came back.
        NetworkFailure = "network-failure",
    }
}

keywords! {
    /// Who has to change something.
    pub enum Party {
        /// The server that answers.
        Server = "server",
        /// The page or its script.
        Client = "client",
        /// Whatever stands between: a proxy, DNS, certificates.
        Infrastructure = "infrastructure",
    }
}

keywords! {
    /// Why a script cannot see a header of a response.
    pub enum HiddenBecause {
        /// It is a forbidden response-header name: `Set-Cookie` or `Set-Cookie2`.
        Forbidden = "forbidden",
        /// It is no CORS-safelisted response-header name, and `Access-Control-Expose-Headers` does not name it.
        NotExposed = "not-exposed",
        /// The same, but there is a `*`, which is a name like others where the credentials mode is `include`.
        LiteralWildcard = "literal-wildcard",
        /// The response is an opaque or opaque-redirect filtered response.
        Opaque = "opaque",
        /// The response is a document, and nothing gives a script the headers of one.
        Document = "document",
    }
}

/// A header list in public form: `[name, value]` pairs.
pub type HeaderPairs = Vec<(ByteString, ByteString)>;

/// Headers that a script cannot see: `[name, value, why]`.
pub type HiddenHeaders = Vec<(ByteString, ByteString, HiddenBecause)>;

/// What the browser decides.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Verdict {
    /// What the script gets.
    pub outcome: Outcome,
    /// One plain sentence.
    pub summary: Cow<'static, str>,
    /// What decided against it; null when the outcome is not a network error.
    pub cause: Option<Cause>,
    /// Every independent problem, the cause first.
    pub problems: Vec<Cause>,
    /// Whether a preflight was needed, and why.
    pub preflight: Preflight,
    /// What goes over the wire, in order.
    pub exchanges: Vec<Exchange>,
    /// What the script sees of the response; null for a network error.
    pub response: Option<Response>,
    /// Whether the request itself, not only a preflight, was answered by a server.
    pub reached_server: bool,
    /// What the script observes.
    pub javascript: Cow<'static, str>,
    /// The lines that the engine prints; `standard` prints none.
    pub console: Vec<String>,
    /// What would make it work.
    pub fixes: Vec<Fix>,
    /// What works, but is unsafe, fragile or without effect.
    pub warnings: Vec<Warning>,
    /// The CORS-preflight cache afterwards.
    #[cfg_attr(feature = "ts", ts(type = "PreflightCacheEntry[]"))]
    pub preflight_cache: Vec<CacheEntry>,
    /// Whose behaviour this is.
    pub engine: Engine,
    /// The version of that engine that was observed; for the standard the date of its text.
    pub engine_version: &'static str,
    /// Every decision, in order.
    #[cfg_attr(feature = "ts", ts(type = "Step[]"))]
    pub trace: Trace,
}

/// Why something fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
pub struct Cause {
    /// Stable name.
    pub code: CauseCode,
    /// Where on the way.
    pub phase: Phase,
    /// At which hop: 0 is the request's own URL.
    pub hop: usize,
    /// The header that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<&'static str>,
    /// What was received (or asked for).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// What would have passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// One or two plain sentences.
    pub message: Cow<'static, str>,
    /// The step of the standard that decided.
    pub standard: Standard,
}

/// Whether and why a preflight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Preflight {
    /// What became of it.
    pub decision: PreflightDecision,
    /// Why one was needed; empty if it was not.
    pub because: Vec<PreflightReason>,
    /// Whether the request that it asks for goes with credentials, once it is sent; false if none was needed. The preflight
    /// itself never does.
    pub credentials: bool,
}

/// One reason for a preflight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
pub struct PreflightReason {
    /// What it is.
    pub code: PreflightReasonCode,
    /// At which hop.
    pub hop: usize,
    /// The method or the header name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// One plain sentence.
    pub message: String,
}

keywords! {
    /// Why a cookie does not travel.
    pub enum WithheldBecause {
        /// The URL's host does not domain-match the cookie's.
        Domain = "domain",
        /// The credentials mode is `omit`, or it is `same-origin` and the request has been to another origin.
        CredentialsMode = "credentials-mode",
        /// The page's `Cross-Origin-Embedder-Policy` is `credentialless`.
        EmbedderPolicy = "embedder-policy",
        /// The browser blocks or partitions third-party cookies.
        ThirdParty = "third-party",
        /// The URL's path does not path-match the cookie's.
        Path = "path",
        /// It is `Secure`, and the URL is not.
        Secure = "secure",
        /// It has expired.
        Expired = "expired",
        /// Its `SameSite` (`Lax` where it has none) does not allow it in this cross-site request.
        SameSite = "same-site",
    }
}

/// A cookie that does not travel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct WithheldCookie {
    /// Its name.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub name: ByteString,
    /// Why.
    pub because: WithheldBecause,
}

/// One HTTP exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
pub struct Exchange {
    /// What for.
    pub kind: ExchangeKind,
    /// At which hop.
    pub hop: usize,
    /// As sent.
    pub request: ExchangeRequest,
    /// The scenario's cookies that do not travel with it, and why; empty for a preflight, which never carries any.
    pub withheld_cookies: Vec<WithheldCookie>,
    /// As received; null when nothing came back.
    #[cfg_attr(feature = "ts", ts(type = "ExchangeReply | null"))]
    pub reply: Option<ExchangeReply>,
    /// How it ended.
    pub result: ExchangeResult,
    /// The cause that ended it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseCode>,
}

/// A request as sent. Headers that only the HTTP layer adds (`Host`, `Connection`, `User-Agent` …) are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ExchangeRequest {
    /// The method.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub method: ByteString,
    /// The URL, without fragment.
    pub url: String,
    /// The headers.
    #[cfg_attr(feature = "ts", ts(type = "[name: string, value: string][]"))]
    pub headers: HeaderPairs,
    /// Whether cookies, client certificates and HTTP authentication may travel with it.
    pub credentials: bool,
}

/// A reply as received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ExchangeReply {
    /// The status.
    pub status: u16,
    /// The headers.
    #[cfg_attr(feature = "ts", ts(type = "[name: string, value: string][]"))]
    pub headers: HeaderPairs,
}

/// What the script sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Response {
    /// `response.type`.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "ts", ts(rename = "type"))]
    pub response_type: ResponseType,
    /// `response.url`.
    pub url: String,
    /// `response.redirected`.
    pub redirected: bool,
    /// `response.status`.
    pub status: u16,
    /// `[...response.headers]`: lower-case, sorted, combined.
    #[cfg_attr(feature = "ts", ts(type = "[name: string, value: string][]"))]
    pub headers: HeaderPairs,
    /// What the server sent and the script cannot see, in the same form, and why it cannot.
    #[cfg_attr(feature = "ts", ts(type = "[name: string, value: string, because: HiddenBecause][]"))]
    pub hidden_headers: HiddenHeaders,
    /// Whether the script can read the body.
    pub body_readable: bool,
}

/// A change that removes a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
pub struct Fix {
    /// The problem that it removes.
    pub code: CauseCode,
    /// Who changes something.
    pub who: Party,
    /// What changes: the reply to the preflight, the response, or the request.
    pub target: FixTarget,
    /// At which hop.
    pub hop: usize,
    /// What to do, in a few words.
    pub title: Cow<'static, str>,
    /// The headers that change.
    pub headers: Vec<HeaderChange>,
    /// The status to answer with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why it works.
    pub why: &'static str,
    /// What it risks.
    pub risk: &'static str,
}

keywords! {
    /// What a fix changes.
    pub enum FixTarget {
        /// The request, in the page.
        Request = "request",
        /// The reply to the preflight.
        Preflight = "preflight",
        /// The reply to the request.
        Response = "response",
        /// Neither: the network between.
        Network = "network",
    }
}

/// One line of a header diff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct HeaderChange {
    /// The header's name.
    pub name: &'static str,
    /// What it was: every value, one a header line.
    pub before: Vec<String>,
    /// What it shall be: null to remove it.
    pub after: Option<String>,
}

/// Something that works, but is unsafe, fragile or without effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
pub struct Warning {
    /// Stable name.
    pub code: WarningCode,
    /// How grave it is.
    pub severity: Severity,
    /// At which hop.
    pub hop: usize,
    /// Which message it is about.
    pub target: FixTarget,
    /// The header it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Cow<'static, str>>,
    /// Its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// What is wrong and what to do, in plain words.
    pub message: Cow<'static, str>,
    /// Where to read more.
    pub url: &'static str,
}

keywords! {
    /// How grave a warning is.
    pub enum Severity {
        /// Somebody can read what they should not.
        Danger = "danger",
        /// It will break, or breaks for some.
        Fragile = "fragile",
        /// It has no effect.
        Useless = "useless",
    }
}
