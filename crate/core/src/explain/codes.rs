//! The stable names of causes and warnings.

use crate::keyword::keywords;

keywords! {
    /// Why a fetch fails. Each code names one thing that somebody can change.
    pub enum CauseCode {
        // Before anything is sent.
        /// The URL cannot be parsed.
        InvalidUrl = "invalid-url",
        /// The URL has a user name or password.
        UrlIncludesCredentials = "url-includes-credentials",
        /// The method is not an HTTP token.
        InvalidMethod = "invalid-method",
        /// CONNECT, TRACE and TRACK are forbidden.
        ForbiddenMethod = "forbidden-method",
        /// `mode: "no-cors"` allows only GET, HEAD and POST.
        NoCorsMethod = "no-cors-method",
        /// `mode: "navigate"` is not for scripts.
        NavigateMode = "navigate-mode",
        /// A header name or value is not valid.
        InvalidHeader = "invalid-header",
        /// A GET or HEAD request cannot have a body.
        BodyNotAllowed = "body-not-allowed",
        /// `cache: "only-if-cached"` needs `mode: "same-origin"`.
        OnlyIfCachedMode = "only-if-cached-mode",
        /// The referrer URL cannot be parsed.
        InvalidReferrer = "invalid-referrer",
        /// A stream body cannot be kept alive.
        KeepaliveStreamBody = "keepalive-stream-body",
        /// A stream body needs `duplex: "half"`.
        StreamBodyDuplex = "stream-body-duplex",
        /// A stream body needs mode cors or same-origin.
        StreamBodyMode = "stream-body-mode",
        /// The engine cannot send a stream.
        StreamBodyUnsupported = "stream-body-unsupported",
        /// Bodies of keepalive requests are limited to 64 KiB.
        KeepaliveLimit = "keepalive-limit",
        /// The scheme cannot be fetched at all.
        UnsupportedScheme = "unsupported-scheme",
        /// A `data:` URL that cannot be parsed.
        InvalidDataUrl = "invalid-data-url",
        /// A `blob:` URL that names no blob this page can have.
        BlobNotAvailable = "blob-not-available",
        /// The port is blocked.
        BadPort = "bad-port",
        /// An https page asks for an http resource.
        MixedContent = "mixed-content",
        /// `mode: "same-origin"`, but the URL is cross-origin.
        SameOriginMode = "same-origin-mode",
        /// `mode: "no-cors"` needs `redirect: "follow"` cross-origin.
        NoCorsRedirectMode = "no-cors-redirect-mode",
        /// CORS works only over http and https.
        CorsScheme = "cors-scheme",

        // Nothing to do with CORS.
        /// Nothing came back.
        ServerUnreachable = "server-unreachable",
        /// Several headers of one name contradict each other, so that the browser throws the response away.
        ConflictingHeaders = "conflicting-headers",
        /// Status 407, though no proxy was asked.
        UnexpectedProxyAuth = "unexpected-proxy-auth",
        /// The server failed (5xx), and its error answer has no CORS headers.
        ServerError = "server-error",
        /// The server refused the request (4xx), and its error answer has no CORS headers.
        ErrorWithoutCorsHeaders = "error-without-cors-headers",
        /// The request was redirected to a login page, which does not speak CORS.
        RedirectToLogin = "redirect-to-login",

        // The CORS check.
        /// No `Access-Control-Allow-Origin`.
        MissingAllowOrigin = "missing-allow-origin",
        /// More than one `Access-Control-Allow-Origin` header.
        DuplicateAllowOrigin = "duplicate-allow-origin",
        /// Several origins in one `Access-Control-Allow-Origin`.
        MultipleAllowOrigin = "multiple-allow-origin",
        /// `Access-Control-Allow-Origin` names another origin.
        AllowOriginMismatch = "allow-origin-mismatch",
        /// `Access-Control-Allow-Origin: *` with credentials.
        WildcardWithCredentials = "wildcard-with-credentials",
        /// No `Access-Control-Allow-Credentials`.
        MissingAllowCredentials = "missing-allow-credentials",
        /// `Access-Control-Allow-Credentials` is not exactly `true`.
        InvalidAllowCredentials = "invalid-allow-credentials",

        // The preflight.
        /// The preflight is redirected.
        PreflightRedirect = "preflight-redirect",
        /// The preflight's status is not 200 to 299.
        PreflightStatus = "preflight-status",
        /// The server wants authentication for `OPTIONS` (401, 403, 407).
        PreflightRequiresAuth = "preflight-requires-auth",
        /// The server does not answer `OPTIONS` here (404, 405, 501).
        PreflightNotHandled = "preflight-not-handled",
        /// `Access-Control-Allow-Methods` is not a list of methods.
        InvalidAllowMethods = "invalid-allow-methods",
        /// `Access-Control-Allow-Headers` is not a list of header names.
        InvalidAllowHeaders = "invalid-allow-headers",
        /// The method is not allowed.
        MethodNotAllowed = "method-not-allowed",
        /// A header is not allowed.
        HeaderNotAllowed = "header-not-allowed",
        /// `Authorization` must be listed: `*` does not cover it.
        AuthorizationNotListed = "authorization-not-listed",

        // Redirects.
        /// `redirect: "error"`.
        RedirectModeError = "redirect-mode-error",
        /// `Location` cannot be parsed, or there are several.
        InvalidLocation = "invalid-location",
        /// A redirect to something that is not http or https.
        RedirectScheme = "redirect-scheme",
        /// More than 20 redirects.
        TooManyRedirects = "too-many-redirects",
        /// A cross-origin redirect to a URL with a user name or password.
        RedirectIncludesCredentials = "redirect-includes-credentials",
        /// A stream body cannot be sent again.
        RedirectStreamBody = "redirect-stream-body",

        // The response.
        /// `Cross-Origin-Resource-Policy` forbids it.
        ResourcePolicy = "resource-policy",
        /// The page's `Cross-Origin-Embedder-Policy` asks for an opt-in that the response lacks.
        EmbedderPolicy = "embedder-policy",
        /// `nosniff` and a MIME type that does not fit.
        Nosniff = "nosniff",
        /// A MIME type that cannot be a script.
        MimeType = "mime-type",
        /// The engine keeps data of this type from elements of other origins.
        OpaqueResponseBlocking = "opaque-response-blocking",
        /// Integrity metadata on a response whose body is hidden.
        IntegrityOpaque = "integrity-opaque",
        /// Integrity metadata on a response that has no body.
        IntegrityNoBody = "integrity-no-body",
        /// The body has another hash than the integrity metadata.
        IntegrityMismatch = "integrity-mismatch",
        /// An event stream needs status 200 and `text/event-stream`.
        EventStreamType = "event-stream-type",
        /// A script or stylesheet needs a status from 200 to 299.
        NotOkStatus = "not-ok-status",
    }
}

keywords! {
    /// What works, but is unsafe, fragile or without effect.
    pub enum WarningCode {
        /// `*` together with `Access-Control-Allow-Credentials: true`.
        WildcardWithCredentials = "wildcard-with-credentials",
        /// The very origin of the request with credentials: is it a list, or an echo?
        ReflectedOriginWithCredentials = "reflected-origin-with-credentials",
        /// `Access-Control-Allow-Origin: null`.
        NullOrigin = "null-origin",
        /// An origin-dependent answer without `Vary: Origin`.
        MissingVaryOrigin = "missing-vary-origin",
        /// An http origin may read an https API.
        InsecureOrigin = "insecure-origin",
        /// The CORS headers are there on success and missing on an error.
        ErrorsWithoutCorsHeaders = "errors-without-cors-headers",
        /// The client sends response headers.
        ResponseHeaderInRequest = "response-header-in-request",
        /// `https://*.example.com` is not a pattern.
        WildcardSubdomain = "wildcard-subdomain",
        /// Several origins in one header.
        MultipleOrigins = "multiple-origins",
        /// More than one `Access-Control-Allow-Origin` header.
        DuplicateAllowOrigin = "duplicate-allow-origin",
        /// A trailing slash or a path after the origin.
        OriginTrailingSlash = "origin-trailing-slash",
        /// The scheme's default port is never part of an origin.
        OriginDefaultPort = "origin-default-port",
        /// Origins are lower-case.
        OriginUpperCase = "origin-upper-case",
        /// `Authorization` is not covered by `*`.
        AuthorizationUnderWildcard = "authorization-under-wildcard",
        /// A max-age that means nothing.
        InvalidMaxAge = "invalid-max-age",
        /// A max-age above what browsers keep.
        LongMaxAge = "long-max-age",
        /// A header that only matters on the preflight.
        PreflightOnlyHeader = "preflight-only-header",
        /// A header that only matters on the response itself.
        ResponseOnlyHeader = "response-only-header",
        /// A header that browsers never let a script set was dropped.
        ForbiddenHeaderDropped = "forbidden-header-dropped",
        /// A line of the request's headers is no header and was left out.
        HeaderLineDropped = "header-line-dropped",
        /// A header that no-cors does not allow was dropped.
        NoCorsHeaderDropped = "no-cors-header-dropped",
        /// `*` in a list is a plain name when credentials are included.
        WildcardIsLiteral = "wildcard-is-literal",
        /// `Access-Control-Expose-Headers` is not a list of header names.
        InvalidExposeHeaders = "invalid-expose-headers",
        /// A method that is not upper-cased by the browser.
        MethodCase = "method-case",
        /// A field of the request that its initiator does not use.
        FieldWithoutEffect = "field-without-effect",
        /// More answers than requests.
        UnusedAnswer = "unused-answer",
    }
}

impl CauseCode {
    /// Whether the constructor throws, before any fetch begins.
    #[must_use]
    pub const fn is_thrown(self) -> bool {
        matches!(
            self,
            Self::InvalidUrl
                | Self::UrlIncludesCredentials
                | Self::InvalidMethod
                | Self::ForbiddenMethod
                | Self::NoCorsMethod
                | Self::NavigateMode
                | Self::InvalidHeader
                | Self::BodyNotAllowed
                | Self::OnlyIfCachedMode
                | Self::InvalidReferrer
                | Self::KeepaliveStreamBody
                | Self::StreamBodyDuplex
                | Self::StreamBodyMode
                | Self::StreamBodyUnsupported
        )
    }
}
