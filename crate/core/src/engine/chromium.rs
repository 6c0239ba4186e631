//! What Chromium does. Sources: `services/network/cors/` and `services/network/public/cpp/cors/cors.cc`.

use super::cache::{ClearedBy, MaxAgeRules, MaxAgeSyntax, PreflightCacheRules, TaintedKey};
use super::profile::{
    CharsetOfText, CookieRules, HeaderRules, MixedContentRules, OpaqueBlocking, PreflightRules, Profile, RedirectRules,
    RequestRules, ResponseRules, StylesheetType, UpgradeShows,
};
use crate::fetch::enums::{CacheMode, Engine, Initiator};
use crate::http::{HintValue, SafelistRules};

const STANDARD: Profile = Profile::STANDARD;

/// Modes that set one of the load flags for the HTTP cache (`RetrieveCacheFlags` in preflight_controller.cc).
const REVALIDATING: &[CacheMode] = &[CacheMode::NoStore, CacheMode::Reload, CacheMode::NoCache];

/// Chromium 156, observed as 156.0.8078.79.
pub const CHROMIUM_156: Profile = Profile {
    engine: Engine::Chromium,
    version: "156",
    request: RequestRules {
        // Case user-agent-header; https://crbug.com/571722.
        ignored_headers: &["User-Agent"],
        // Case redirect-userinfo-same-origin; ShouldBlockFetchAsCredentialedSubresource.
        refuses_url_credentials: true,
        // FetchParameters::SetCrossOriginAccessControl.
        cors_elements_drop_credentials: true,
        // Case fetch-about-blank-no-cors.
        about_blank: false,
        // XMLHttpRequest::UpdateContentTypeAndCharset, ReplaceCharsetInMediaType.
        charset_of_text: CharsetOfText::Overwritten,
        // XMLHttpRequest::Send(Blob*), ParsedContentType::IsValid.
        judges_blob_type: true,
        ..STANDARD.request
    },
    safelist: SafelistRules {
        // Case device-hint; IsCorsSafelistedHeader. Names with sec- are not here: no script can set them.
        hints: &[
            ("device-memory", HintValue::Decimal),
            ("downlink", HintValue::Decimal),
            ("dpr", HintValue::Decimal),
            ("ect", HintValue::ConnectionType),
            ("intervention", HintValue::Any),
            ("rtt", HintValue::Integer),
            ("save-data", HintValue::On),
            ("viewport-width", HintValue::Integer),
            ("width", HintValue::Integer),
        ],
        // Cases safelisted-1024, safelisted-1025, repeated-accept: Blink's header map has one entry for each name.
        joins_repeated: true,
        // ParseRangeHeader reads numbers of 63 bits.
        range_limit: i64::MAX as u64,
        ..STANDARD.safelist
    },
    preflight: PreflightRules {
        // Case upload-listener-get; XMLHttpRequest::CreateRequest.
        upload_listener_needs_body: true,
        // EnsureAllowedCrossOriginMethod knows no such exception.
        forced_preflight_allows_method: false,
        // Case authorization-under-wildcard; HasAuthorizationCoveredByWildcard.
        wildcard_covers_authorization: true,
        // Case preflight-307-to-https; CreatePreflightRequest.
        always_sends_fetch_mode: true,
        ..STANDARD.preflight
    },
    cache: PreflightCacheRules {
        // Sequences max-age-*; ParseAccessControlMaxAge.
        max_age: MaxAgeRules { syntax: MaxAgeSyntax::SignedInteger, default: 5, limit: Some(7200) },
        // Sequence second-grant-adds; PreflightCache::AppendEntry.
        replaces_whole_result: true,
        // Sequences upload-*-listed; EnsureAllowedRequest.
        forced_preflight_asks_for_method: false,
        // Sequences sandboxed, tainted; minimal: a sandboxed page's request that is redirected to itself.
        null_origin: TaintedKey::NotKept,
        // Sequence fragment.
        keeps_fragment: true,
        // Sequences url-1023, url-1024; kMaxKeyLength.
        longest_url: 1023,
        // Sequences insufficient-then-refused, method-case-other; CheckIfRequestCanSkipPreflight.
        erases_insufficient: true,
        // Sequences actual-fails-cors and its neighbours.
        cleared_by: ClearedBy::Nothing,
        // Sequences cache-*; PerformPreflightCheck, FinishHandleResponseHeader.
        modes_that_skip: REVALIDATING,
        // Sequence cache-no-store-stores.
        modes_that_do_not_store: &[CacheMode::NoStore],
        ..STANDARD.cache
    },
    redirects: RedirectRules {
        // Minimal scenario "An empty fragment is not handed on".
        drops_empty_fragment: true,
        // Case error-mode-without-location; to net/ only a Location makes a redirect.
        error_needs_location: true,
        // Case redirect-two-equal-locations.
        merges_equal_locations: true,
        // Case redirect-empty-location.
        ignores_empty_location: true,
        // URLRequestJob::CanFollowRedirect.
        judges_location_first: true,
        // KeepAliveURLLoader::OnReceiveRedirect.
        most_with_keepalive: 19,
        // Client hints, which no other origin gets by default. Save-Data is not one of them.
        drops_headers: &["device-memory", "dpr", "width", "viewport-width", "rtt", "downlink", "ect"],
        ..STANDARD.redirects
    },
    headers: HeaderRules {
        // Cases module-same-origin, font-same-origin.
        elements_always_send_origin: true,
        // Case origin-no-cors-post-no-referrer.
        policy_hides_origin: false,
        // net/url_request/redirect_util.cc.
        redirect_hides_origin: true,
        // Cases referrer-downgrade, http-loopback-from-https.
        downgrade_goes_by_scheme: true,
        // A preflight is a request of its own (CreatePreflightRequest).
        preflight_forgets_redirects: true,
        // net::HttpByteRange::GetHeaderValue.
        rewrites_range: true,
        ..STANDARD.headers
    },
    cookies: CookieRules {
        // Case cookies-sandboxed.
        sandbox_is_cross_site: true,
        // kLaxAllowUnsafeMaxAge in net/cookies/canonical_cookie.h.
        lax_unsafe_seconds: 120,
        ..STANDARD.cookies
    },
    mixed_content: MixedContentRules {
        // Case upgrade-insecure-requests.
        upgrade_shows: UpgradeShows::Nowhere,
        // ResourceRequest::upgrade_if_insecure.
        redirects_upgrade_anywhere: true,
        // Case upgraded-iframe.
        navigations_upgrade_late: true,
        ..STANDARD.mixed_content
    },
    response: ResponseRules {
        // Minimal scenario "The errors of a script in a data: URL are muted".
        mutes_data_scripts: true,
        // Case space-before-colon.
        trims_header_names: true,
        // Case clear-site-data-exposed.
        unreadable_headers: &["Clear-Site-Data"],
        // CSSStyleSheetResource::CanUseSheet.
        stylesheet_type: StylesheetType::Any,
        // services/network/orb/.
        opaque_blocking: OpaqueBlocking {
            never_sniffed: true,
            spared: &[],
            spares_own_origin: true,
            nosniff: &["text/plain"],
            partial: false,
            any_partial: false,
        },
        // HttpStreamParser::ParseResponseHeaders.
        unambiguous_headers: &["Content-Disposition", "Content-Length", "Location"],
        // HttpNetworkTransaction::HandleAuthChallenge: ERR_UNEXPECTED_PROXY_AUTH.
        refuses_proxy_authentication: true,
        // Resource::ErrorOccurred; ResourceResponse::HttpStatusCode.
        failing_statuses: &[
            (Initiator::Script, 400),
            (Initiator::Module, 300),
            (Initiator::Stylesheet, 400),
            (Initiator::Font, 400),
        ],
        // ShouldAllowSameSite in cross_origin_resource_policy.cc.
        ip_addresses_have_no_site: true,
        // EventSource::DidReceiveResponse.
        event_stream_charset_counts: true,
        ..STANDARD.response
    },
    ..STANDARD
};
