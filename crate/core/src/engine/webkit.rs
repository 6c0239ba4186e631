//! What WebKit does, as far as its sources tell: `Source/WebCore/loader/CrossOriginAccessControl.cpp`,
//! `CrossOriginPreflightResultCache.cpp`, `platform/network/HTTPParsers.cpp`, `NetworkLoadChecker.cpp`.

use super::cache::{ClearedBy, MaxAgeRules, MaxAgeSyntax, PreflightCacheRules, TaintedKey, WildcardReuse};
use super::profile::{
    CookieRules, HeaderRules, MixedContentRules, OpaqueReferrer, PreflightRules, Profile, RequestRules, ResponseRules,
    StreamBodies,
};
use crate::fetch::enums::{Engine, SameSite};
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
        ..STANDARD.safelist
    },
    preflight: PreflightRules {
        // CrossOriginPreflightResultCacheItem::allowsCrossOriginMethod knows no such exception.
        forced_preflight_allows_method: false,
        // CrossOriginPreflightResultCacheItem::validateCrossOriginHeaders.
        wildcard_covers_authorization: true,
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
        null_origin: TaintedKey::NotKept,
        // CrossOriginPreflightResultCache::canSkipPreflight.
        erases_insufficient: true,
        // CrossOriginPreflightResultCache has no such function.
        cleared_by: ClearedBy::Nothing,
        // validatePreflightResponse appends the entry before it looks at the error.
        stores_refused: true,
        ..STANDARD.cache
    },
    request: RequestRules {
        // Case cookies-font.
        fonts_in_cors: false,
        // Case no-cors-blob-json; FetchRequest::setBody.
        no_cors_judges_implied_type: false,
        // Case cookies-credentialless; CrossOriginEmbedderPolicyValue.
        knows_credentialless: false,
        // Case stream-body.
        stream_bodies: StreamBodies::Refused,
        ..STANDARD.request
    },
    mixed_content: MixedContentRules {
        // Case http-loopback-from-https; https://bugs.webkit.org/show_bug.cgi?id=171934.
        loopback_is_mixed: true,
        ..STANDARD.mixed_content
    },
    headers: HeaderRules {
        // Case cookies-module-same-origin; createPotentialAccessControlRequest.
        elements_always_send_origin: true,
        // Case cookies-redirected-to-other-site; NetworkLoadChecker::checkCORSRedirectedRequest.
        redirect_ends_fetch_metadata: true,
        // SecurityPolicy::shouldHideReferrer.
        downgrade_goes_by_scheme: true,
        // Cases sandboxed-own-server, sandboxed-frame, corp-sandboxed.
        opaque_referrer: OpaqueReferrer::Shown,
        ..STANDARD.headers
    },
    cookies: CookieRules {
        // libsoup knows no default of Lax.
        default_same_site: SameSite::None,
        // RegistrableDomain has no scheme.
        schemeful: false,
        ..STANDARD.cookies
    },
    response: ResponseRules {
        // Case latin1-value-exposed.
        replaces_invalid_utf8: true,
        ..STANDARD.response
    },
    fetch_error: "Load failed",
    ..STANDARD
};
