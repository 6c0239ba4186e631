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
        // Case safelisted-1024. HTTPHeaderMap has one entry for each name.
        joins_repeated: true,
        // Case range-upper-case. Range: BYTES=0-1 needs no preflight.
        range_case_insensitive: true,
        // Minimal "A Range that 64 bits cannot hold needs a preflight." Numbers of 64 bits:
        // isCrossOriginSafeRequestHeader, parseRange.
        range_limit: Some(u64::MAX),
        // Minimal "A number with a plus sign in a Range"; parseInteger takes a sign, and white space around.
        range_numbers_have_signs: true,
        ..STANDARD.safelist
    },
    preflight: PreflightRules {
        // Minimal "An upload listener does not allow the method."
        // CrossOriginPreflightResultCacheItem::allowsCrossOriginMethod knows no such exception.
        forced_preflight_allows_method: false,
        // Case authorization-under-wildcard. CrossOriginPreflightResultCacheItem::validateCrossOriginHeaders.
        wildcard_covers_authorization: true,
        // Minimal "No preflight for a keepalive request that is too great"; CachedResource::load asks
        // KeepaliveRequestTracker.
        limits_keepalive_first: true,
        // Minimal "WebKit makes a redirect's preflight before it refuses mixed content."
        // NetworkLoadChecker::checkCORSRedirectedRequest goes back to the first request's headers.
        follows_first_request: true,
        // Minimal "After a redirect within the site that makes its origin null, the preflight is cross-site in
        // WebKit." createAccessControlPreflightRequest compares the origin that it says.
        null_origin_is_cross_site: true,
        ..STANDARD.preflight
    },
    cache: PreflightCacheRules {
        // Sequence max-age-plus-one-after-1500ms; parseAccessControlMaxAge, maxPreflightCacheTimeout.
        max_age: MaxAgeRules { syntax: MaxAgeSyntax::SignedInteger, default: 5, limit: Some(600) },
        // Sequence credentialed-star-then-anonymous. CrossOriginPreflightResultCacheItem::allowsRequest passes the
        // request's own policy on.
        wildcard: WildcardReuse::AsAsked,
        // Sequence star-authorization. CrossOriginPreflightResultCacheItem::validateCrossOriginHeaders knows no
        // exception.
        wildcard_covers_authorization: true,
        // Sequence upload-put-listed. CrossOriginPreflightResultCacheItem::allowsCrossOriginMethod.
        forced_preflight_asks_for_method: false,
        // Sequence tainted. NetworkLoadChecker::checkCORSRedirectedRequest makes a unique origin.
        null_origin: TaintedKey::OnlyThePagesOwn,
        // Minimal "WebKit caches preflights by URL with its fragment." /a and /a#x each have a preflight.
        keeps_fragment: true,
        // Sequence preflight-403. CrossOriginPreflightResultCache::canSkipPreflight.
        erases_insufficient: true,
        // Sequence redirect-error. CrossOriginPreflightResultCache has no such function.
        cleared_by: ClearedBy::Nothing,
        // Sequence refused-without-look-up; validatePreflightResponse appends the entry before it looks at the error.
        stores_refused: true,
        ..STANDARD.cache
    },
    request: RequestRules {
        // Minimal "referrer: "" hides Origin outside mode cors."
        empty_referrer_is_policy: true,
        // Minimal "An EventSource of a data: URL"; ThreadableLoader, whose request is in mode cors.
        event_sources_need_http: true,
        // Case fetch-about-blank-no-cors.
        about_blank: false,
        // Case cookies-font.
        fonts_in_cors: false,
        // Case no-cors-blob-json; FetchRequest::setBody.
        no_cors_judges_implied_type: false,
        // Minimal "XMLHttpRequest and a Blob whose type is no MIME type." XMLHttpRequest::send(Blob&) asks
        // isValidContentType.
        xhr_judges_implied_type: true,
        // Minimal scenario "XMLHttpRequest with GET and URLSearchParams".
        params_type_without_body: true,
        // Case cookies-credentialless; CrossOriginEmbedderPolicyValue.
        knows_credentialless: false,
        // Minimal "A secure page in a frame of one that is not".
        embedder_policy_by_own_url: true,
        // Case stream-body.
        stream_bodies: StreamBodies::Refused,
        ..STANDARD.request
    },
    redirects: RedirectRules {
        // Minimal "WebKit repeats the preflight after a redirect that made the request a simple one."
        // NetworkLoadChecker::m_isSimpleRequest, m_originalRequestHeaders.
        repeats_preflight: true,
        // Minimal "WebKit brings the script's headers back with the second redirect."
        // NetworkLoadChecker::m_firstRequestHeaders.
        headers_come_back: true,
        // Minimal "WebKit turns DELETE into GET when a redirect leaves the origin." NetworkDataTaskSoup.cpp,
        // shouldRedirectAsGET.
        delete_becomes_get: true,
        // Minimal "WebKit follows a Location of status 309." NetworkDataTaskSoup::shouldStartHTTPRedirection.
        many_statuses: true,
        // Minimal "WebKit asks redirects for the consent to credentials where the request began at home."
        // SubresourceLoader::checkRedirectionCrossOriginAccessControl has one StoredCredentialsPolicy for the whole
        // chain.
        judges_by_first_credentials: true,
        // Minimal "Mode same-origin and a redirect to a blocked port elsewhere." The network process makes the
        // preflight, the page's process looks at the rest: SubresourceLoader::willSendRequestInternal.
        preflights_first: true,
        // Minimal "WebKit joins several Location headers." GET to /a,%20https://b/ for two Location headers.
        joins_locations: true,
        // Case redirect-utf8-location; é in a Location goes out as %C3%83%C2%A9.
        location_is_latin1: true,
        // Minimal "WebKit does not follow an empty Location." SubresourceLoader.cpp, isLocationURLFailure.
        empty_location_fails: true,
        // Minimal "redirect: "error" and a status of 302 without Location." a 302 without Location, or with an empty
        // one, is handed over.
        error_needs_location: true,
        // Minimal "A user name does not follow a relative redirect of another origin."
        // ResourceRequestBase::removeCredentials.
        cors_location_forgets_credentials: true,
        // Minimal "WebKit taints by the URL before its upgrade"; NetworkLoadChecker::m_url is not upgraded.
        taints_by_location: true,
        // Minimal "WebKit follows a script to a data: URL"; outside mode cors nobody looks at the scheme.
        elements_follow_data: true,
        ..STANDARD.redirects
    },
    headers: HeaderRules {
        // Case module-as-text; createPotentialAccessControlRequest sets it for all with a crossorigin attribute.
        elements_always_send_origin: true,
        // Minimal "WebKit lets images of loopback hosts through." SecurityPolicy::generateReferrerHeader compares
        // schemes.
        downgrade_goes_by_scheme: true,
        // Minimal "A script with crossorigin asks for its URL without the user name." GUri, with G_URI_FLAGS_ENCODED.
        normalizes_url: true,
        // Minimal "In mode no-cors Firefox drops what it holds for unsafe: bytes above 0x7F." x-bytes é goes out as C3
        // A9.
        values_as_utf8: true,
        // Minimal "With a body Firefox sends the first of several Content-Types." HTTPHeaderMap has one entry for each
        // name.
        joins_repeated: true,
        // Minimal "WebKit names the origin of a sandboxed page's URL in a beacon." Origin: https://app.example.com from
        // its sandboxed page.
        beacons_name_url_origin: true,
        // Case navigation-link.
        omits_fetch_user: true,
        // Minimal "WebKit keeps Origin over a redirect that makes POST a GET."
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
        // Minimal "Mixed content comes before ports." CachedResourceLoader::canRequest, ResourceLoader::init.
        comes_before_ports: true,
        // Minimal "WebKit trusts no localhost. with a dot at its end"; SecurityOrigin::isLocalHostOrLoopbackIPAddress
        // compares the name as it stands.
        dot_ends_trust: true,
        // Minimal "WebKit upgrades images at IPv6 addresses"; URL::hostIsIPAddress is asked with the brackets.
        upgrades_ipv6_addresses: true,
        // Case http-loopback-from-https; https://bugs.webkit.org/show_bug.cgi?id=171934.
        loopback_is_mixed: true,
        // Minimal "upgrade-insecure-requests and a loopback host." http://localhost goes out as https.
        policy_upgrades_loopback: true,
        ..STANDARD.mixed_content
    },
    response: ResponseRules {
        // Minimal "The errors of a script in a data: URL are muted."
        mutes_data_scripts: true,
        // Minimal "Integrity metadata that cannot be read, without a body"; matchIntegrityMetadata looks at an empty body.
        null_body_is_empty: true,
        // Case latin1-value-exposed.
        replaces_invalid_utf8: true,
        // Minimal "A type ends at a comma for a stylesheet"; extractMIMETypeFromMediaType, soup_message_headers_get_content_type.
        types_end_early: true,
        // Minimal "A stylesheet whose type cannot be read." a type that cannot be read is none.
        stylesheet_type: StylesheetType::CssOrInvalid,
        // Minimal "WebKit uses a script with status 305." SubresourceLoader::responseHasHTTPStatusCodeError begins at
        // 400.
        failing_statuses: &[
            (Initiator::Script, 400),
            (Initiator::Module, 400),
            (Initiator::Stylesheet, 300),
            (Initiator::Font, 400),
        ],
        ..STANDARD.response
    },
    cookies: CookieRules {
        // Case cookies-img-cross-site; libsoup has no default but None.
        default_same_site: SameSite::None,
        // Case cookies-schemeful. RegistrableDomain knows no schemes.
        schemeful: false,
        // Minimal "WebKit sends no cookies with SameSite to other hosts of a sandboxed page's site." cookies with
        // SameSite travel to the host of a sandboxed page, but not to its site.
        sandbox_has_its_host: true,
        // Minimal "A sandboxed frame has the site of the top-level page"; Document::isSameSiteForCookies.
        frames_have_top_level_site: true,
        // Minimal "A detour leaves Strict cookies to the top-level page's own host"; soup_host_matches_host.
        detours_leave_host: true,
        // Minimal "A Secure cookie and http on the loopback host"; soup_cookie_applies_to_uri.
        secure_needs_https: true,
        // Minimal "SameSite=None without Secure": it travels, also to http.
        none_needs_secure: false,
        // Minimal "Cookies with SameSite between localhost and a name below it." SameSite=Strict travels from localhost
        // to api.localhost.
        localhost_is_one_site: true,
        ..STANDARD.cookies
    },
    fetch_error: "Load failed",
};
