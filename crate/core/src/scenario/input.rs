//! The shape of the public `Scenario`, for TypeScript. [`Scenario::read`](super::Scenario::read) reads exactly these
//! fields; a test holds the two together.

// These structs are never built: they exist so that the TypeScript types come from Rust.
#![allow(dead_code, reason = "shapes for the TypeScript generator")]

use crate::fetch::enums::{
    BodyKind, CacheMode, CredentialsMode, CrossOrigin, EmbedderPolicy, Engine, Initiator, Mode, RedirectMode,
    ReferrerPolicy, SameSite,
};

macro_rules! shapes {
    ($($(#[$meta:meta])* $Name:ident as $ts:literal { $($(#[$doc:meta])* $field:ident: $Type:ty $(= $text:literal)? $(: $optional:literal)?,)+ })+) => {
        $(
            $(#[$meta])*
            #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
            #[cfg_attr(feature = "ts", ts(rename = $ts, rename_all = "camelCase", optional_fields))]
            pub struct $Name {
                $($(#[$doc])* $(#[cfg_attr(feature = "ts", ts(type = $text))])?
                    $(#[cfg_attr(feature = "ts", ts(type = $optional, optional))])? pub $field: $Type,)+
            }
        )+
    };
}

/// A field whose TypeScript type is written out beside it, because it is a union that Rust reads as one value.
type Union = ();

shapes! {
    /// A whole question to `simulate`.
    ScenarioInput as "Scenario" {
        /// The page that makes the request: its URL, or more about it.
        page: Union = "string | Page",
        /// The request: its URL (a `fetch(url)`), or more about it.
        request: Union = "string | RequestDescription",
        /// The server's answer; one per hop where it redirects.
        server: Union = "Answer | Answer[]",
        /// The cookies that the browser holds. Default: none.
        cookies: Option<Vec<CookieInput>>,
        /// The CORS-preflight cache before the request, as an earlier verdict's `preflightCache` gave it.
        preflight_cache: Option<Vec<CacheEntryInput>>,
        /// The time of the request in milliseconds since the Unix epoch, as `Date.now()` gives it. Default: 0.
        now: Option<i64> : "number",
        /// Whose behaviour is asked for. Default: `"standard"`.
        engine: Option<Engine>,
    }
    /// The page that makes the request.
    PageInput as "Page" {
        /// Its absolute URL.
        url: String,
        /// Sandboxed without `allow-same-origin`: its origin is opaque. Default: false.
        sandboxed: Option<bool>,
        /// The URL of the top-level page when this page is in a frame. Default: the page is top-level.
        top_level: Option<String>,
        /// Its `Cross-Origin-Embedder-Policy`. Default: `"unsafe-none"`.
        embedder_policy: Option<EmbedderPolicy>,
        /// Its `Referrer-Policy`. Default: `""`, which means `strict-origin-when-cross-origin`.
        referrer_policy: Option<ReferrerPolicy>,
        /// Its Content-Security-Policy has `upgrade-insecure-requests`. Default: false.
        upgrade_insecure_requests: Option<bool>,
    }
    /// The request as a script or an element asks for it.
    RequestInput as "RequestDescription" {
        /// Absolute, or relative to the page.
        url: String,
        /// Default: `"GET"` (`"POST"` for a beacon).
        method: Option<String>,
        /// In their order; pairs keep duplicates. A string is read as raw header lines.
        headers: Option<Union> : "HeadersDescription",
        /// A string, or a description of what the body is made from.
        body: Option<Union> : "string | Body | null",
        /// Default: `"cors"` for fetch.
        mode: Option<Mode>,
        /// Default: `"same-origin"`. For xhr and eventsource, `"include"` stands for `withCredentials = true`.
        credentials: Option<CredentialsMode>,
        /// Default: `"follow"`.
        redirect: Option<RedirectMode>,
        /// Default: `"default"`.
        cache: Option<CacheMode>,
        /// A URL, `""` for none. Default: the page's URL.
        referrer: Option<String>,
        /// Default: the page's.
        referrer_policy: Option<ReferrerPolicy>,
        /// Subresource integrity metadata.
        integrity: Option<String>,
        /// Default: false.
        keepalive: Option<bool>,
        /// `"half"` is required with a stream body.
        duplex: Option<Union> : "\"half\"",
        /// What makes the request. Default: `"fetch"`.
        initiator: Option<Initiator>,
        /// The element's `crossorigin` attribute. Default: absent.
        crossorigin: Option<CrossOrigin>,
        /// XMLHttpRequest only: a listener is registered on `xhr.upload`. Default: false.
        upload_listener: Option<bool>,
        /// Navigations only: a person started it. Default: false.
        user_activation: Option<bool>,
    }
    /// What a request body is made from.
    BodyInput as "Body" {
        /// Decides the implied `Content-Type`.
        kind: BodyKind,
        /// In bytes. Default: that of `text`, else 0; unknown for a stream.
        length: Option<u64> : "number",
        /// The body's text, from which its length follows.
        text: Option<String>,
        /// The `type` of a `Blob`; that of a `FormData`, if its boundary matters.
        content_type: Option<String>,
    }
    /// What a server answers at one hop.
    AnswerInput as "Answer" {
        /// Its reply to `OPTIONS`. Left out: the status and headers of `response`.
        preflight: Option<ReplyInput>,
        /// Its reply to the request itself.
        response: ReplyInput,
    }
    /// A server's reply.
    ReplyInput as "Reply" {
        /// Default: 200.
        status: Option<u16>,
        /// Pairs keep duplicates, order and raw values. A string is read as raw header lines.
        headers: Option<Union> : "HeadersDescription",
        /// Nothing came back: DNS, TLS, connection refused, a timeout. Default: false.
        network_failure: Option<bool>,
        /// Hashes of the body, each as integrity metadata writes it (`sha256-…`). Default: the body matches what is asked.
        body_hashes: Option<Vec<String>>,
    }
    /// A cookie in the browser's jar.
    CookieInput as "Cookie" {
        /// Its name.
        name: String,
        /// Its value. Default: empty.
        value: Option<String>,
        /// The host that set it.
        domain: String,
        /// Set with a `Domain` attribute, so that subdomains get it too. Default: false.
        include_subdomains: Option<bool>,
        /// Default: `"/"`.
        path: Option<String>,
        /// Default: false.
        secure: Option<bool>,
        /// Default: `"default"`, the attribute is missing.
        same_site: Option<SameSite>,
        /// Milliseconds since the Unix epoch. Default: never.
        expires: Option<i64> : "number",
        /// Milliseconds since the Unix epoch. Default: long ago.
        created: Option<i64> : "number",
    }
    /// One entry of the CORS-preflight cache.
    CacheEntryInput as "PreflightCacheEntry" {
        /// The request's origin, serialized.
        origin: String,
        /// The URL.
        url: String,
        /// When it was stored: milliseconds since the Unix epoch.
        stored: i64 = "number",
        /// Seconds that it holds.
        max_age: u64 = "number",
        /// Whether the request's credentials mode was `"include"`.
        credentials: bool,
        /// The method that it grants.
        method: Option<String>,
        /// The header name that it grants.
        header_name: Option<String>,
    }
}
