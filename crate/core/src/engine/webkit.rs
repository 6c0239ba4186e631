//! What WebKit does: observed of WebKitGTK, and explained by `Source/WebCore/loader/CrossOriginAccessControl.cpp`,
//! `CrossOriginPreflightResultCache.cpp`, `platform/network/HTTPParsers.cpp`, `NetworkLoadChecker.cpp`.

use super::cache::{ClearedBy, MaxAgeRules, MaxAgeSyntax, PreflightCacheRules, TaintedKey, WildcardReuse};
use super::profile::{
    CookieRules, HeaderRules, MixedContentRules, OpaqueReferrer, PreflightRules, Profile, RedirectRules, RequestRules,
    ResponseRules, StreamBodies, StylesheetType,
};
use crate::fetch::enums::{Engine, Initiator, SameSite};
use crate::http::SafelistRules;

const STANDARD: Profile = Profile::STANDARD;

/// WebKitGTK 2.50.
pub const WEBKIT_2_50: Profile = Profile {
    engine: Engine::Webkit,
    version: "2.50",
    safelist: SafelistRules {
        // isCrossOriginSafeRequestHeader looks at one header at a time.
        total_limit: None,
        // HTTPHeaderMap has one entry for each name.
        joins_repeated: true,
        // Observed: Range: BYTES=0-1 needs no preflight.
        range_case_insensitive: true,
        // Numbers of 64 bits: isCrossOriginSafeRequestHeader, parseRange.
        range_limit: u64::MAX - 1,
        ..STANDARD.safelist
    },
    preflight: PreflightRules {
        // CrossOriginPreflightResultCacheItem::allowsCrossOriginMethod knows no such exception.
        forced_preflight_allows_method: false,
        // CrossOriginPreflightResultCacheItem::validateCrossOriginHeaders.
        wildcard_covers_authorization: true,
        // NetworkLoadChecker::checkCORSRedirectedRequest goes back to the first request's headers.
        follows_first_request: true,
        // createAccessControlPreflightRequest compares the origin that it says.
        null_origin_is_cross_site: true,
        ..STANDARD.preflight
    },
    cache: PreflightCacheRules {
        // parseAccessControlMaxAge, maxPreflightCacheTimeout.
        max_age: MaxAgeRules { syntax: MaxAgeSyntax::SignedInteger, default: 5, limit: Some(600) },
        // CrossOriginPreflightResultCache::appendEntry.
        replaces_whole_result: true,
        // CrossOriginPreflightResultCacheItem::allowsRequest passes the request's own policy on.
        wildcard: WildcardReuse::AsAsked,
        // CrossOriginPreflightResultCacheItem::validateCrossOriginHeaders knows no exception.
        wildcard_covers_authorization: true,
        // CrossOriginPreflightResultCacheItem::allowsCrossOriginMethod.
        forced_preflight_asks_for_method: false,
        // NetworkLoadChecker::checkCORSRedirectedRequest makes a unique origin.
        null_origin: TaintedKey::OnlyThePagesOwn,
        // Observed: /a and /a#x each have a preflight.
        keeps_fragment: true,
        // CrossOriginPreflightResultCache::canSkipPreflight.
        erases_insufficient: true,
        // CrossOriginPreflightResultCache has no such function.
        cleared_by: ClearedBy::Nothing,
        // validatePreflightResponse appends the entry before it looks at the error.
        stores_refused: true,
        ..STANDARD.cache
    },
    request: RequestRules {
        // Minimal scenario "referrer: \"\" hides Origin".
        empty_referrer_is_policy: true,
        // Observed: about:blank for an image "can't be shown".
        about_blank: false,
        // Case cookies-font.
        fonts_in_cors: false,
        // Case no-cors-blob-json; FetchRequest::setBody.
        no_cors_judges_implied_type: false,
        // XMLHttpRequest::send(Blob&) asks isValidContentType.
        xhr_judges_implied_type: true,
        // Minimal scenario "XMLHttpRequest with GET and URLSearchParams".
        params_type_without_body: true,
        // Case cookies-credentialless; CrossOriginEmbedderPolicyValue.
        knows_credentialless: false,
        // Observed: require-corp holds for https in a frame of http.
        embedder_policy_by_own_url: true,
        // Case stream-body.
        stream_bodies: StreamBodies::Refused,
        ..STANDARD.request
    },
    redirects: RedirectRules {
        // NetworkLoadChecker::m_isSimpleRequest, m_originalRequestHeaders.
        repeats_preflight: true,
        // NetworkLoadChecker::m_firstRequestHeaders.
        headers_come_back: true,
        // NetworkDataTaskSoup.cpp, shouldRedirectAsGET.
        delete_becomes_get: true,
        // NetworkDataTaskSoup::shouldStartHTTPRedirection.
        many_statuses: true,
        // SubresourceLoader::checkRedirectionCrossOriginAccessControl has one StoredCredentialsPolicy for the whole chain.
        judges_by_first_credentials: true,
        // The network process makes the preflight, the page's process looks at the rest:
        // SubresourceLoader::willSendRequestInternal.
        preflights_first: true,
        // Observed: GET to /a,%20https://b/ for two Location headers.
        joins_locations: true,
        // Observed: é in a Location goes out as %C3%83%C2%A9.
        location_is_latin1: true,
        // SubresourceLoader.cpp, isLocationURLFailure.
        empty_location_fails: true,
        // Observed: a 302 without Location, or with an empty one, is handed over.
        error_needs_location: true,
        ..STANDARD.redirects
    },
    headers: HeaderRules {
        // createPotentialAccessControlRequest sets it for all with a crossorigin attribute.
        elements_always_send_origin: true,
        // SecurityPolicy::generateReferrerHeader compares schemes.
        downgrade_goes_by_scheme: true,
        // GUri, with G_URI_FLAGS_ENCODED.
        normalizes_url: true,
        // Observed: x-bytes é goes out as C3 A9.
        values_as_utf8: true,
        // HTTPHeaderMap has one entry for each name.
        joins_repeated: true,
        // Observed: Origin: https://app.example.com from its sandboxed page.
        beacons_name_url_origin: true,
        // Case navigation-link.
        omits_fetch_user: true,
        // NetworkDataTaskSoup::continueHTTPRedirection takes it away only across origins.
        redirects_keep_origin: true,
        // Case cookies-redirected-to-other-site; SubresourceLoader::checkRedirectionCrossOriginAccessControl calls
        // cleanHTTPRequestHeadersForAccessControl.
        redirect_drops_fetch_metadata: true,
        // Cases sandboxed-own-server, sandboxed-frame, corp-sandboxed.
        opaque_referrer: OpaqueReferrer::Shown,
        ..STANDARD.headers
    },
    mixed_content: MixedContentRules {
        // Case http-loopback-from-https; https://bugs.webkit.org/show_bug.cgi?id=171934.
        loopback_is_mixed: true,
        // Observed: http://localhost goes out as https.
        policy_upgrades_loopback: true,
        ..STANDARD.mixed_content
    },
    response: ResponseRules {
        // Minimal scenario "The errors of a script in a data: URL are muted".
        mutes_data_scripts: true,
        // matchIntegrityMetadata looks at no body, too.
        null_body_is_empty: true,
        // Case latin1-value-exposed.
        replaces_invalid_utf8: true,
        // extractMIMETypeFromMediaType; soup_message_headers_get_content_type.
        types_end_early: true,
        // Observed: a type that cannot be read is none.
        stylesheet_type: StylesheetType::CssOrInvalid,
        // SubresourceLoader::responseHasHTTPStatusCodeError begins at 400.
        failing_statuses: &[
            (Initiator::Script, 400),
            (Initiator::Module, 400),
            (Initiator::Stylesheet, 300),
            (Initiator::Font, 400),
        ],
        ..STANDARD.response
    },
    cookies: CookieRules {
        // libsoup has no default but None.
        default_same_site: SameSite::None,
        // RegistrableDomain knows no schemes.
        schemeful: false,
        // Observed: cookies with SameSite travel to the host of a sandboxed page, but not to its site.
        sandbox_has_its_host: true,
        // Document::isSameSiteForCookies; minimal scenarios "… frame has the site of the top-level page".
        frames_have_top_level_site: true,
        // Observed: it travels, also to http.
        none_needs_secure: false,
        // Observed: SameSite=Strict travels from localhost to api.localhost.
        localhost_is_one_site: true,
        ..STANDARD.cookies
    },
    fetch_error: "Load failed",
};
