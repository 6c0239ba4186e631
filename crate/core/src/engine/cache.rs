//! The switches of the [CORS-preflight cache](https://fetch.spec.whatwg.org/#concept-cache).

use super::switches::switches;
use crate::fetch::enums::CacheMode;

switches! {
/// How preflight results are kept and looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreflightCacheRules {
    /// How `Access-Control-Max-Age` is read.
    pub max_age: MaxAgeRules,
    /// A new result replaces all that was known for its origin and URL. By the text each method and header name has
    /// an entry of its own, and the entries add up.
    pub replaces_whole_result: bool,
    /// A grant to a request with credentials does not serve one without. By the text it does.
    pub separates_credentials: bool,
    /// When a stored `*` covers a later request.
    pub wildcard: WildcardReuse,
    /// A stored `*` covers `Authorization`, too.
    pub wildcard_covers_authorization: bool,
    /// The methods that a look-up does not ask for. The text: the CORS-safelisted ones, unless
    /// `forced_preflight_asks_for_method`.
    pub exempt_methods: &'static [&'static [u8]],
    /// Whether a request with the use-CORS-preflight flag (upload listener, stream) needs its method in the cache even
    /// if that is exempt.
    pub forced_preflight_asks_for_method: bool,
    /// The origin under which a request is kept whose origin is `null`.
    pub null_origin: TaintedKey,
    /// The key has the URL's fragment. The text says so by letter; it means the URL that a server sees.
    pub keeps_fragment: bool,
    /// Results for longer URLs are not kept.
    pub longest_url: usize,
    /// A look-up that finds too little, or something expired, erases what it found.
    pub erases_insufficient: bool,
    /// Results stay after their time: they grant nothing, but a request that needs no grant finds them.
    pub keeps_expired: bool,
    /// Which failures clear the entries of the request's origin and URL.
    pub cleared_by: ClearedBy,
    /// A result is kept before method and headers were compared with it, and even if they are not allowed.
    pub stores_refused: bool,
    /// The `cache` modes that never look a preflight result up. By the text the mode concerns the HTTP cache only.
    pub modes_that_skip: &'static [CacheMode],
    /// `If-Modified-Since` of an XMLHttpRequest does not turn the mode into no-store here, as other conditions do.
    pub ignores_xhr_date: bool,
    /// The `cache` modes that never keep one.
    pub modes_that_do_not_store: &'static [CacheMode],
}
}

/// How `Access-Control-Max-Age` is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaxAgeRules {
    /// What one may write.
    pub syntax: MaxAgeSyntax,
    /// Seconds that a result holds when the header is missing, or does not say.
    pub default: u64,
    /// The most that one can ask for, in seconds.
    pub limit: Option<u64>,
}

/// What one may write into `Access-Control-Max-Age`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaxAgeSyntax {
    /// One header of digits; anything else means the default. Negative is zero: so say all browsers and
    /// web-platform-tests, though not the text.
    Digits,
    /// A number with an optional sign that fits into 64 bits; anything else means the default. Negative is zero.
    SignedInteger,
    /// Digits; nothing means the default, and with anything else the result is not kept at all.
    DigitsOrNothingKept,
}

/// When a stored `*` covers a later request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WildcardReuse {
    /// When it was granted to a request without credentials. (The text forgets that condition.)
    AsGranted,
    /// When the later request is one without credentials.
    AsAsked,
    /// Never.
    Never,
}

/// Under which origin a request is kept that says `Origin: null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaintedKey {
    /// Under `null`, as the text says.
    Null,
    /// Under the page's own, also after a redirect has made the request's origin `null`.
    Page,
    /// Under `null` for a page whose own origin that is; after a redirect that made it so, only for that request.
    OnlyThePagesOwn,
    /// Not at all: each such origin is unlike any other. A page's own lasts as long as the request.
    NotKept,
}

/// Which failures clear the entries of an origin and URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearedBy {
    /// A request that needed a preflight, as the text says.
    FailureWithPreflight,
    /// Every request in mode cors to another origin.
    AnyFailure,
    /// None.
    Nothing,
}
