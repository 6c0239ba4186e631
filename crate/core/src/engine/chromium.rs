//! What Chromium does. Sources: `services/network/cors/` and `services/network/public/cpp/cors/cors.cc`.

use super::cache::{ClearedBy, MaxAgeRules, MaxAgeSyntax, PreflightCacheRules, TaintedKey};
use super::opaque_blocking::{NEVER_SNIFFED, OpaqueBlocking};
use super::profile::{
    CharsetOfText, CookieRules, HeaderRules, MixedContentRules, PreflightRules, Profile, RedirectRules, RequestRules,
    ResponseRules, StylesheetType, UpgradeShows,
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
        // Minimal "A script with crossorigin asks for its URL without the user name."
        // FetchParameters::SetCrossOriginAccessControl.
        cors_elements_drop_credentials: true,
        // Case fetch-about-blank-no-cors.
        about_blank: false,
        // Minimal "XMLHttpRequest writes UTF-8 over a charset." XMLHttpRequest::UpdateContentTypeAndCharset,
        // ReplaceCharsetInMediaType.
        charset_of_text: CharsetOfText::Overwritten,
        // Minimal "XMLHttpRequest and a Blob whose type is no MIME type." XMLHttpRequest::Send(Blob*),
        // ParsedContentType::IsValid.
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
        // Minimal "A Range that 64 bits cannot hold needs a preflight." ParseRangeHeader reads numbers of 63 bits, of
        // which it keeps the greatest for itself.
        range_limit: Some(i64::MAX as u64 - 1),
        ..STANDARD.safelist
    },
    preflight: PreflightRules {
        // Minimal "No preflight for a keepalive request that is too great"; nothing goes out.
        limits_keepalive_first: true,
        // Case upload-listener-get; XMLHttpRequest::CreateRequest.
        upload_listener_needs_body: true,
        // Minimal "An upload listener does not allow the method." EnsureAllowedCrossOriginMethod knows no such
        // exception.
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
        // Minimal "A preflight that the cache mode asked for replaces what Chromium knew of the URL." Sequence
        // second-grant-adds; PreflightCache::AppendEntry.
        replaces_whole_result: true,
        // Sequences upload-*-listed; EnsureAllowedRequest.
        forced_preflight_asks_for_method: false,
        // Sequences sandboxed, tainted. Minimal "A sandboxed page’s request that is redirected to itself needs one
        // preflight."
        null_origin: TaintedKey::NotKept,
        // Sequence fragment.
        keeps_fragment: true,
        // Sequences url-1023, url-1024; kMaxKeyLength.
        longest_url: 1023,
        // Sequences insufficient-then-refused, method-case-other; CheckIfRequestCanSkipPreflight.
        erases_insufficient: true,
        // Sequence actual-fails-cors*.
        cleared_by: ClearedBy::Nothing,
        // Sequences cache-*; PerformPreflightCheck, FinishHandleResponseHeader.
        modes_that_skip: REVALIDATING,
        // Sequence cache-no-store-stores.
        modes_that_do_not_store: &[CacheMode::NoStore],
        ..STANDARD.cache
    },
    redirects: RedirectRules {
        // Case error-mode-without-location; to net/ only a Location makes a redirect.
        error_needs_location: true,
        // Case redirect-two-equal-locations.
        merges_equal_locations: true,
        // Case redirect-empty-location.
        ignores_empty_location: true,
        // Minimal "A user name does not follow a relative redirect of another origin." RemoveUserAndPassFromURL in
        // ThreadableLoader.
        cors_location_forgets_credentials: true,
        // Minimal "An empty fragment is forgotten over a redirect." RedirectInfo::ComputeRedirectInfo.
        forgets_empty_fragment: true,
        // Minimal "A Location that is no URL fails before the CORS check." URLRequestJob::CanFollowRedirect.
        judges_location_first: true,
        // Minimal "Twenty redirects of a keepalive request." KeepAliveURLLoader::OnReceiveRedirect.
        most_with_keepalive: 19,
        // Minimal "Client hints do not survive a redirect to another origin." By default no other origin gets them.
        // Save-Data is not one of them.
        drops_headers: &["device-memory", "dpr", "width", "viewport-width", "rtt", "downlink", "ect"],
        ..STANDARD.redirects
    },
    headers: HeaderRules {
        // Cases module-same-origin, font-same-origin.
        elements_always_send_origin: true,
        // Case origin-no-cors-post-no-referrer.
        policy_hides_origin: false,
        // Case form-post-307; net/url_request/redirect_util.cc.
        redirect_hides_origin: true,
        // Cases referrer-downgrade, http-loopback-from-https.
        downgrade_goes_by_scheme: true,
        // Minimal "Firefox makes no CORS check of a preflight that a redirect has led home." A preflight is a request
        // of its own (CreatePreflightRequest).
        preflight_forgets_redirects: true,
        // Case range-with-zeros; net::HttpByteRange::GetHeaderValue.
        rewrites_range: true,
        ..STANDARD.headers
    },
    cookies: CookieRules {
        // Case cookies-sandboxed.
        sandbox_is_cross_site: true,
        // Case cookies-form-new-default; kLaxAllowUnsafeMaxAge in net/cookies/canonical_cookie.h.
        lax_unsafe_seconds: 120,
        ..STANDARD.cookies
    },
    mixed_content: MixedContentRules {
        // Minimal "A secure page may ask the local network over http, with permission; Chromium says that https would
        // be better." MixedContentChecker::ShouldBlockFetch.
        local_network_may_mix: true,
        // Minimal "Mode same-origin is judged before the upgrade, by the URL that the script asks for."
        // FetchManager::Loader::Start.
        modes_come_first: true,
        // Minimal "Mixed content comes before ports." a port is looked at by net/.
        comes_before_ports: true,
        // Case upgrade-insecure-requests.
        upgrade_shows: UpgradeShows::Nowhere,
        // Minimal "An image is upgraded after a redirect to an IP address." ResourceRequest::upgrade_if_insecure.
        redirects_upgrade_anywhere: true,
        // Case upgraded-iframe.
        navigations_upgrade_late: true,
        ..STANDARD.mixed_content
    },
    response: ResponseRules {
        // Minimal "The errors of a script in a data: URL are muted."
        mutes_data_scripts: true,
        // Case space-before-colon.
        trims_header_names: true,
        // Case clear-site-data-exposed.
        unreadable_headers: &["Clear-Site-Data"],
        // Minimal "A stylesheet whose type cannot be read." CSSStyleSheetResource::CanUseSheet.
        stylesheet_type: StylesheetType::Any,
        // services/network/orb/.
        opaque_blocking: OpaqueBlocking {
            // Case orb-pdf-image.
            never_sniffed: &[NEVER_SNIFFED],
            // Minimal "Firefox spares application/dash+xml, nosniff or not."
            spared: &["application/dash+xml"],
            // Minimal "Opaque data of the page’s own origin, reached by way of another."
            spares_own_origin: true,
            // Case script-nosniff.
            nosniff: Some(&["text/plain"]),
            ..STANDARD.response.opaque_blocking
        },
        // Minimal "WebKit joins several Location headers." HttpStreamParser::ParseResponseHeaders.
        unambiguous_headers: &["Content-Disposition", "Content-Length", "Location"],
        // Minimal "Status 407 of a preflight is a failure, too." HttpNetworkTransaction::HandleAuthChallenge:
        // ERR_UNEXPECTED_PROXY_AUTH.
        refuses_proxy_authentication: true,
        // Minimal "WebKit uses a script with status 305." Resource::ErrorOccurred; ResourceResponse::HttpStatusCode.
        failing_statuses: &[
            (Initiator::Script, 400),
            (Initiator::Module, 300),
            (Initiator::Stylesheet, 400),
            (Initiator::Font, 400),
        ],
        // Minimal "Same-site resource policy between two ports of an IP address." ShouldAllowSameSite in
        // cross_origin_resource_policy.cc.
        ip_addresses_have_no_site: true,
        // Minimal "Integrity without a body: the standard refuses, an engine may not."
        // FetchManager::Loader::DidReceiveResponse.
        integrity_needs_body: false,
        // Minimal "An event stream that names another charset than UTF-8." EventSource::DidReceiveResponse.
        event_stream_charset_counts: true,
        ..STANDARD.response
    },
    ..STANDARD
};
