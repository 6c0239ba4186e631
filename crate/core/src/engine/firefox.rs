//! What Firefox does. Sources: `netwerk/protocol/http/nsCORSListenerProxy.cpp`, `dom/fetch/`, `dom/security/`.

use super::cache::{ClearedBy, MaxAgeRules, MaxAgeSyntax, PreflightCacheRules, TaintedKey, WildcardReuse};
use super::opaque_blocking::{NEVER_SNIFFED, OpaqueBlocking};
use super::profile::{
    CookieRules, HeaderRules, MixedContentRules, OpaqueReferrer, PreflightRules, Profile, RedirectRules, RequestRules,
    ResponseRules, StreamBodies, StylesheetType, ThirdPartyCookies, UpgradeShows,
};
use crate::fetch::enums::{CacheMode, Engine, Initiator, SameSite};
use crate::http::SafelistRules;

const STANDARD: Profile = Profile::STANDARD;

/// nsHttpHeaderArray::IsSingletonHeader.
const SINGLETONS: &[&str] = &[
    "Authorization",
    "Content-Disposition",
    "Content-Length",
    "From",
    "Host",
    "If-Modified-Since",
    "If-Unmodified-Since",
    "Location",
    "Max-Forwards",
    "Proxy-Authorization",
    "Referer",
    "Strict-Transport-Security",
    "User-Agent",
];

/// Firefox 153 ESR, observed as 153.7.0.
pub const FIREFOX_153: Profile = Profile {
    engine: Engine::Firefox,
    version: "153 ESR",
    request: RequestRules {
        // Minimal "An EventSource of a data: URL". EventSourceImpl::OnStartRequest.
        event_sources_need_http: true,
        // Cases stream-*; https://bugzilla.mozilla.org/show_bug.cgi?id=1387483.
        stream_bodies: StreamBodies::AsText,
        // Minimal "referrer: "" hides Origin outside mode cors." FetchUtil::SetRequestReferrer.
        empty_referrer_is_policy: true,
        // Minimal "An empty fragment is none to Firefox’s fetch()." FetchDriver::HttpFetch adds the fragment to the URL unless it is empty.
        drops_empty_fragment: true,
        ..STANDARD.request
    },
    safelist: SafelistRules {
        // Case safelisted-1025; InternalHeaders::GetUnsafeHeaders.
        total_limit: None,
        // Case header-twice. InternalHeaders::GetUnsafeHeaders.
        lists_repeated: true,
        // Minimal "In mode no-cors Firefox drops what it holds for unsafe: bytes above 0x7F." The safelist's test of
        // single bytes has no place for those above 0x7F.
        high_bytes_unsafe: true,
        // Minimal "Firefox takes one media type: a comma makes a Content-Type unsafe." NS_ParseRequestContentType takes
        // one media type.
        comma_unsafe_in_type: true,
        // Minimal "A Range that 64 bits cannot hold needs a preflight." Numbers of 64 bits.
        range_limit: Some(u64::MAX),
        ..STANDARD.safelist
    },
    preflight: PreflightRules {
        // Minimal "No preflight for a keepalive request that is too great"; nothing goes out.
        limits_keepalive_first: true,
        // Minimal "An upload listener does not allow the method." CheckPreflightRequestApproved knows no such
        // exception.
        forced_preflight_allows_method: false,
        // Case authorization-under-wildcard; pref network.cors_preflight.authorization_covered_by_wildcard.
        wildcard_covers_authorization: true,
        // Cases redirect-after-preflight, redirect-authorization-cross; StartCORSPreflight takes the loading principal.
        keeps_page_origin: true,
        // Minimal "Firefox makes no CORS check of a preflight that a redirect has led home." CheckRequestApproved asks
        // whether the preflight's own channel has been cross-site.
        trusts_own_origin: true,
        ..STANDARD.preflight
    },
    // Without a proxy an entry is forgotten, too, once its host's name has been looked up again (CORSCacheEntry::CheckDNSCache),
    // as it mostly is while a page is new: no scenario can say that.
    cache: PreflightCacheRules {
        // Sequences max-age-*; nsCORSPreflightListener::AddResultToCache.
        max_age: MaxAgeRules { syntax: MaxAgeSyntax::DigitsOrNothingKept, default: 5, limit: Some(86_400) },
        // Sequence credentialed-then-anonymous; BasePrincipal::GetPrefLightCacheKey.
        separates_credentials: true,
        // Sequences star-*; CacheEntry::CheckRequest compares tokens.
        wildcard: WildcardReuse::Never,
        // Sequence head-with-header; CacheEntry::CheckRequest.
        exempt_methods: &[b"GET", b"POST"],
        // Sequence upload-nothing-listed.
        forced_preflight_asks_for_method: false,
        // Sequence fragment.
        keeps_fragment: true,
        // Sequences tainted, tainted-after-own; StartCORSPreflight takes the loading principal.
        null_origin: TaintedKey::Page,
        // Minimal "What has expired still grants an upload in Firefox, which needs nothing listed."
        // CacheEntry::PurgeExpired leaves an entry without tokens.
        keeps_expired: true,
        // Sequence simple-fails-cors; nsCORSListenerProxy::OnStartRequest.
        cleared_by: ClearedBy::AnyFailure,
        // Sequences cache-*-looks-up; LOAD_BYPASS_CACHE.
        modes_that_skip: &[CacheMode::NoStore, CacheMode::Reload],
        // Minimal "If-Modified-Since of an XMLHttpRequest leaves Firefox's preflight cache alone."
        ignores_xhr_date: true,
        ..STANDARD.cache
    },
    redirects: RedirectRules {
        // Minimal "An empty fragment is not handed on by a redirect."
        forgets_empty_fragment: true,
        // Cases redirect-authorization-dropped, json-post-302; CheckPreflightNeeded asks LoadInfo::CorsUnsafeHeaders.
        remembers_preflight: true,
        // Minimal "WebKit brings the script's headers back with the second redirect."
        // FetchDriver::AsyncOnChannelRedirect sets the request's headers on each new channel.
        restores_headers: true,
        ..STANDARD.redirects
    },
    headers: HeaderRules {
        // Cases referrer-downgrade, http-loopback-from-https.
        downgrade_goes_by_scheme: true,
        // Case referrer-img-policy; ReferrerInfo::ShouldIgnoreLessRestrictedPolicies.
        caps_cross_site_referrer: true,
        // Case corp-sandboxed.
        opaque_referrer: OpaqueReferrer::ShownByElements,
        // Minimal "Once redirected by http, a loopback host is no longer same site in Firefox." SecFetch's IsSameSite:
        // such a host has no base domain to compare the redirect chain by.
        redirect_ends_loopback_site: true,
        // Case ipv6-origin; not over https: Minimal "An IPv6 address over https is one site, whatever the port."
        ipv6_addresses_have_no_site: true,
        // Case loopback-http-from-https.
        loopback_site_ignores_scheme: true,
        // Case frame-image-of-top-level-site.
        storage_access_sends_origin: true,
        // Case authorization-twice. FetchDriver::SetRequestHeaders merges by nsHttpHeaderArray::SetHeader.
        last_of_repeated: SINGLETONS,
        // Case content-type-twice; FetchDriver takes it by InternalHeaders::GetFirst.
        first_of_repeated: &["Content-Type"],
        // Case empty-value-last; nsIHttpChannel::SetEmptyRequestHeader.
        empty_value_starts_anew: true,
        // Case redirect-home-preflight. A preflight is a channel of its own (StartCORSPreflight).
        preflight_forgets_redirects: true,
        ..STANDARD.headers
    },
    cookies: CookieRules {
        // Case cookies-form-new-default. Case cookies-schemeful.
        default_same_site: SameSite::None,
        // Case cookies-schemeful.
        schemeful: false,
        // Cases cookies-cross-site-include, cookies-sandboxed: Total Cookie Protection.
        third_party: ThirdPartyCookies::Partitioned,
        // Case cookies-sandboxed-form.
        sandbox_is_cross_site: true,
        // Case cookies-redirected-home.
        redirects_count: true,
        ..STANDARD.cookies
    },
    mixed_content: MixedContentRules {
        // Minimal "Firefox looks at mixed content before ports."
        comes_before_ports: true,
        // Minimal "Mode same-origin is judged before the upgrade, by the URL that the script asks for."
        modes_come_first: true,
        // Minimal "A secure page on a loopback host may show images by http in Firefox." nsMixedContentBlocker::ShouldLoad.
        loopback_page_shows_mixed: true,
        // Case mixed-content-ip-image.
        upgrades_ip_addresses: true,
        // Cases upgraded-own-host, upgraded-redirect.
        // nsCORSListenerProxy::UpdateChannel looks at the original URI.
        upgrade_stays_cross_origin: true,
        // Case upgrade-insecure-requests.
        upgrade_shows: UpgradeShows::AsRedirect,
        ..STANDARD.mixed_content
    },
    response: ResponseRules {
        // Minimal "A font is used with a status of 3xx."
        failing_statuses: &[
            (Initiator::Script, 300),
            (Initiator::Module, 300),
            (Initiator::Stylesheet, 300),
            (Initiator::Font, 300),
        ],
        // Minimal "Only lines spelt Access-Control-Allow-Origin count." nsHttpHeaderArray::SetHeaderFromNet,
        // IsSuspectDuplicateHeader.
        drops_empty_repeats: true,
        // Case empty-frame-options-first; nsHttp::TrackEmptyHeader.
        empty_repeats_count: &["Content-Disposition", "Content-Length", "Location", "X-Frame-Options"],
        // Minimal "Empty repeats of Access-Control-Allow-Origin do not show, but count."
        // CheckOriginHeader::VisitHeader.
        counts_allow_origins: true,
        // Cases authorization-twice-exposed, redirect-two-equal-locations.
        unrepeated_headers: SINGLETONS,
        // Minimal "In Firefox a * before what is no name exposes all headers." InternalHeaders::CORSHeaders.
        exposes_all_before_bad_name: true,
        // Case www-authenticate-twice-exposed; MergeHeader joins them by a line feed.
        unreadable_when_repeated: &["Proxy-Authenticate", "WWW-Authenticate"],
        // Case content-type-twice-exposed. Minimal "An empty Content-Type after another is joined to it in Firefox" and
        // Minimal "Status 421 makes Firefox ask again, and join both Content-Types."
        joined_by_comma: &["Content-Type"],
        // Case two-content-lengths; IsSuspectDuplicateHeader.
        unambiguous_headers: &["Content-Disposition", "Content-Length", "Location"],
        // Minimal "Integrity metadata that cannot be read, without a body"
        null_body_is_empty: true,
        // Case stylesheet-of-no-type.
        stylesheet_type: StylesheetType::CssOrInvalidAtFirst,
        // Minimal "A script is the page's own in Firefox when its last URL is." ScriptLoader mutes the errors of
        // scripts whose principal, by the last URL, the page's does not subsume.
        scripts_forget_detours: true,
        // Minimal "The errors of a script in a data: URL are muted."
        mutes_data_scripts: true,
        // HttpBaseChannel::PerformOpaqueResponseSafelistCheckBeforeSniff, GetOpaqueResponseBlockedReason.
        opaque_blocking: OpaqueBlocking {
            // Minimal "Opaque data of the page’s own origin, reached by way of another."
            never_sniffed: &[NEVER_SNIFFED],
            // Minimal "Firefox spares application/dash+xml, nosniff or not." IsOpaqueSafeListedSpecBreakingMIMEType.
            spared: &[
                "application/dash+xml",
                "application/vnd.apple.mpegurl",
                "audio/aac",
                "audio/aacp",
                "audio/mpeg",
                "audio/mpegurl",
                "multipart/x-mixed-replace",
                "text/vtt",
            ],
            // Case orb-json-nosniff-image.
            nosniff: Some(&[]),
            // Case orb-partial-json-script.
            partial: true,
            // Minimal "206 without the first part is kept from elements in Firefox."
            any_partial: true,
            ..STANDARD.response.opaque_blocking
        },
        // Case corp-misspelt-under-coep.
        any_resource_policy_opts_in: true,
        // Cases data-url*.
        data_url_has_length: true,
        ..STANDARD.response
    },
    fetch_error: "NetworkError when attempting to fetch resource.",
};
