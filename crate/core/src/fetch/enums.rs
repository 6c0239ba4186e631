//! The closed sets of the Fetch Standard and its neighbours.

use crate::keyword::keywords;

keywords! {
    /// [request.mode](https://fetch.spec.whatwg.org/#concept-request-mode).
    pub enum Mode {
        /// Only the client's own origin.
        SameOrigin = "same-origin",
        /// The CORS protocol.
        Cors = "cors",
        /// Cross-origin, but the response stays opaque.
        NoCors = "no-cors",
        /// A navigation: only HTML makes such a request, a script that asks for it gets a TypeError.
        Navigate = "navigate",
    }
}

keywords! {
    /// [request.credentials](https://fetch.spec.whatwg.org/#concept-request-credentials-mode).
    pub enum CredentialsMode {
        /// Never.
        Omit = "omit",
        /// Only while the response tainting is basic.
        SameOrigin = "same-origin",
        /// Always.
        Include = "include",
    }
}

keywords! {
    /// [request.redirect](https://fetch.spec.whatwg.org/#concept-request-redirect-mode).
    pub enum RedirectMode {
        /// Follow redirects.
        Follow = "follow",
        /// A redirect is a network error.
        Error = "error",
        /// A redirect is an opaque-redirect response.
        Manual = "manual",
    }
}

keywords! {
    /// [request.cache](https://fetch.spec.whatwg.org/#concept-request-cache-mode).
    pub enum CacheMode {
        /// As HTTP says.
        Default = "default",
        /// As if there were no HTTP cache.
        NoStore = "no-store",
        /// Fetch anew, update the cache.
        Reload = "reload",
        /// Revalidate first.
        NoCache = "no-cache",
        /// Stale responses are welcome.
        ForceCache = "force-cache",
        /// Only the cache; mode must be same-origin.
        OnlyIfCached = "only-if-cached",
    }
}

keywords! {
    /// A [referrer policy](https://w3c.github.io/webappsec-referrer-policy/#referrer-policies).
    pub enum ReferrerPolicy {
        /// Ask the next best source of a policy.
        Empty = "",
        /// Nothing.
        NoReferrer = "no-referrer",
        /// Nothing from https to http.
        NoReferrerWhenDowngrade = "no-referrer-when-downgrade",
        /// Only to the same origin.
        SameOrigin = "same-origin",
        /// The origin.
        Origin = "origin",
        /// The origin, but nothing from https to http.
        StrictOrigin = "strict-origin",
        /// The URL to the same origin, else the origin.
        OriginWhenCrossOrigin = "origin-when-cross-origin",
        /// The default: as above, but nothing from https to http.
        StrictOriginWhenCrossOrigin = "strict-origin-when-cross-origin",
        /// The URL, always.
        UnsafeUrl = "unsafe-url",
    }
}

keywords! {
    /// An [embedder policy value](https://html.spec.whatwg.org/multipage/browsers.html#embedder-policy-value).
    pub enum EmbedderPolicy {
        /// No demand.
        UnsafeNone = "unsafe-none",
        /// Cross-origin no-cors resources must opt in by CORP.
        RequireCorp = "require-corp",
        /// Cross-origin no-cors requests go without credentials.
        Credentialless = "credentialless",
    }
}

keywords! {
    /// [Response tainting](https://fetch.spec.whatwg.org/#concept-request-response-tainting).
    pub enum ResponseTainting {
        /// Everything but `Set-Cookie` is visible.
        Basic = "basic",
        /// What CORS exposes is visible.
        Cors = "cors",
        /// Nothing is visible.
        Opaque = "opaque",
    }
}

keywords! {
    /// [Response type](https://fetch.spec.whatwg.org/#concept-response-type), as `response.type` shows it.
    pub enum ResponseType {
        /// Same-origin (or `data:`).
        Basic = "basic",
        /// Passed the CORS check.
        Cors = "cors",
        /// From a no-cors request to another origin.
        Opaque = "opaque",
        /// A redirect under `redirect: "manual"`.
        OpaqueRedirect = "opaqueredirect",
    }
}

keywords! {
    /// [Redirect-taint](https://fetch.spec.whatwg.org/#concept-request-tainted-origin).
    pub enum RedirectTaint {
        /// Never left a foreign origin towards another one.
        SameOrigin = "same-origin",
        /// Did so within one site.
        SameSite = "same-site",
        /// Did so across sites.
        CrossSite = "cross-site",
    }
}

keywords! {
    /// [Request destination](https://fetch.spec.whatwg.org/#concept-request-destination).
    pub enum Destination {
        /// None: fetch, XMLHttpRequest, EventSource, sendBeacon.
        Empty = "",
        /// `<audio>`.
        Audio = "audio",
        /// A top-level navigation.
        Document = "document",
        /// `@font-face`.
        Font = "font",
        /// A navigation of an `<iframe>`.
        Iframe = "iframe",
        /// `<img>`.
        Image = "image",
        /// `<script>`.
        Script = "script",
        /// `<link rel=stylesheet>`.
        Style = "style",
        /// `<video>`.
        Video = "video",
    }
}

keywords! {
    /// What starts the request: the API or element whose specification builds it.
    pub enum Initiator {
        /// `fetch(url, init)`.
        Fetch = "fetch",
        /// `XMLHttpRequest`.
        Xhr = "xhr",
        /// `<img src>`.
        Img = "img",
        /// `<audio src>`.
        Audio = "audio",
        /// `<video src>`.
        Video = "video",
        /// `<script src>`, a classic script.
        Script = "script",
        /// `<script type=module src>` or `import`.
        Module = "module",
        /// `<link rel=stylesheet href>`.
        Stylesheet = "stylesheet",
        /// CSS `@font-face`.
        Font = "font",
        /// `new EventSource(url)`.
        EventSource = "eventsource",
        /// `navigator.sendBeacon(url, data)`.
        Beacon = "beacon",
        /// A `<form>` that is submitted in the page's own tab.
        Form = "form",
        /// A link or `location.href`, in the page's own tab.
        Navigation = "navigation",
        /// An `<iframe src>`.
        Iframe = "iframe",
    }
}

keywords! {
    /// The [CORS settings attribute](https://html.spec.whatwg.org/multipage/urls-and-fetching.html#cors-settings-attribute) of an element.
    pub enum CrossOrigin {
        /// `crossorigin`, `crossorigin=""`, `crossorigin="anonymous"` or any unknown value.
        Anonymous = "anonymous",
        /// `crossorigin="use-credentials"`.
        UseCredentials = "use-credentials",
    }
}

keywords! {
    /// What a request body was made from, which decides its `Content-Type` and whether it has a known length.
    pub enum BodyKind {
        /// A string: `text/plain;charset=UTF-8`.
        Text = "text",
        /// `URLSearchParams`: `application/x-www-form-urlencoded;charset=UTF-8`.
        UrlSearchParams = "url-search-params",
        /// `FormData`: `multipart/form-data` with a boundary.
        FormData = "form-data",
        /// `Blob`: its own type, if any.
        Blob = "blob",
        /// `ArrayBuffer` or a view on one: no type.
        Buffer = "buffer",
        /// `ReadableStream`: no type, no length, always a preflight.
        Stream = "stream",
    }
}

keywords! {
    /// The `SameSite` attribute of a cookie.
    pub enum SameSite {
        /// Only same-site requests.
        Strict = "strict",
        /// Same-site requests and top-level navigations with a safe method.
        Lax = "lax",
        /// Every request (needs `Secure`).
        None = "none",
        /// The attribute is missing: what that means is the engine's choice.
        Default = "default",
    }
}

keywords! {
    /// Whose behaviour is simulated.
    pub enum Engine {
        /// The text of the standards.
        Standard = "standard",
        /// Chrome, Edge and the rest of the Chromium family.
        Chromium = "chromium",
        /// Firefox (Gecko).
        Firefox = "firefox",
        /// Safari (WebKit).
        Webkit = "webkit",
    }
}

impl ReferrerPolicy {
    /// Whether it tells another site more than the default policy does.
    #[must_use]
    pub const fn is_relaxed(self) -> bool {
        matches!(self, Self::UnsafeUrl | Self::NoReferrerWhenDowngrade | Self::OriginWhenCrossOrigin)
    }
}

// `fetch()` is what most people ask about.
#[allow(clippy::derivable_impls, reason = "the keywords! macro derives the rest")]
impl Default for Initiator {
    fn default() -> Self {
        Self::Fetch
    }
}
