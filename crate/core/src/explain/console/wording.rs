//! What browsers print about requests: one table, from which lines are written and by which pasted ones are recognised.
//!
//! A row: its name, what it says, its text. The texts are the engines' own. A comment names the engine's source and the
//! versions; rows of bygone versions are only recognised. The more specific of two rows stands first.

use super::super::codes::CauseCode;
use crate::fetch::enums::Engine;

/// What a line tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// What went wrong.
    Cause(CauseCode),
    /// Something that most often has this cause; a line that says more goes before.
    Symptom(CauseCode),
    /// That something went wrong.
    Failed(About),
    /// Which request it is about, and from where.
    Frame,
    /// The same of a redirect that may not be followed: the URL is the one that answers with it.
    Redirect,
    /// What is added after the cause.
    After,
    /// That it is about the preflight.
    Preflight,
}

/// What can be said where the line does not tell the cause.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// A script's error.
    Script,
    /// A line that stands beside the one with the cause.
    SecondLine,
    /// The rest of the line has the cause.
    Truncated,
    /// The browser protects the local network.
    LocalNetwork,
    /// A setting or an extension.
    Disabled,
    /// The server answers with an error.
    HttpStatus,
    /// A warning: the request succeeded.
    Wildcard,
}

/// A row of the table.
pub(super) struct Wording {
    pub(super) engine: Engine,
    pub(super) says: Says,
    pub(super) text: &'static str,
}

macro_rules! wordings {
    ($($engine:ident { $($NAME:ident: $says:expr, $text:literal;)+ })+) => {
        $($(pub(super) const $NAME: Wording = Wording { engine: Engine::$engine, says: $says, text: $text };)+)+
        /// Every row.
        pub(super) static ALL: &[Wording] = &[$($($NAME,)+)+];
    };
}

use About::{Disabled, HttpStatus, LocalNetwork, Script, SecondLine, Truncated, Wildcard};
use CauseCode as C;
use Says::{After, Cause, Failed, Frame, Preflight, Redirect, Symptom};

wordings! {
    Chromium {
        // third_party/blink/renderer/platform/loader/cors/cors_error_string.cc; observed: Chromium 156.
        C_REDIRECTED: Frame, "Access to {kind} at '{url}' (redirected from '{from}') from origin '{origin}' has been blocked by CORS policy: ";
        C_BLOCKED: Frame, "Access to {kind} at '{url}' from origin '{origin}' has been blocked by CORS policy: ";
        C_PREFLIGHT: Preflight, "Response to preflight request doesn't pass access control check: ";
        C_MISSING: Cause(C::MissingAllowOrigin), "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
        C_WILDCARD: Cause(C::WildcardWithCredentials), "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.";
        C_MULTIPLE: Cause(C::MultipleAllowOrigin), "The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed.";
        C_INVALID: Cause(C::AllowOriginMismatch), "The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'.";
        C_MISMATCH: Cause(C::AllowOriginMismatch), "The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin.";
        C_CREDENTIALS: Cause(C::InvalidAllowCredentials), "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must be 'true' when the request's credentials mode is 'include'.";
        C_STATUS: Cause(C::PreflightStatus), "It does not have HTTP ok status.";
        C_PREFLIGHT_REDIRECT: Cause(C::PreflightRedirect), "Redirect is not allowed for a preflight request.";
        C_METHOD: Cause(C::MethodNotAllowed), "Method {method} is not allowed by Access-Control-Allow-Methods in preflight response.";
        C_HEADER: Cause(C::HeaderNotAllowed), "Request header field {header} is not allowed by Access-Control-Allow-Headers in preflight response.";
        C_METHODS: Cause(C::InvalidAllowMethods), "Cannot parse Access-Control-Allow-Methods response header field in preflight response.";
        C_HEADERS: Cause(C::InvalidAllowHeaders), "Cannot parse Access-Control-Allow-Headers response header field in preflight response.";
        C_USERINFO: Cause(C::RedirectIncludesCredentials), "Redirect location '{value}' contains a username and password, which is disallowed for cross-origin requests.";
        C_SCHEME: Cause(C::CorsScheme), "Cross origin requests are only supported for protocol schemes: chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app.";
        C_FETCH_HINT: After, " Have the server send the header with a valid value.";
        C_XHR_HINT: After, " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.";
        // fetch_manager.cc, resource_fetcher.cc, mixed_content_checker.cc, script_loader.cc, link_style.cc …; Chromium 156.
        C_SAME_ORIGIN: Cause(C::SameOriginMode), "Fetch API cannot load {url}. Request mode is \"same-origin\" but the URL's origin is not same as the request origin {origin}.";
        C_UNSAFE: Cause(C::SameOriginMode), "Unsafe attempt to load URL {url} from frame with URL {page}. Domains, protocols and ports must match.";
        C_NO_CORS_REDIRECT: Cause(C::NoCorsRedirectMode), "Fetch API cannot load {url}. Request mode is \"no-cors\" but the redirect mode is not \"follow\".";
        C_FETCH_SCHEME: Cause(C::CorsScheme), "Fetch API cannot load {url}. URL scheme \"{detail}\" is not supported.";
        C_FORBIDDEN_HEADER: Frame, "Refused to set unsafe header \"{header}\"";
        C_FTP: Cause(C::CorsScheme), "FTP is not supported.";
        C_LOCAL: Cause(C::CorsScheme), "Not allowed to load local resource: {url}";
        C_MIXED: Cause(C::MixedContent), "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure {kind} '{url}'. This request has been blocked; the content must be served over HTTPS.";
        C_UPGRADED: Frame, "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure element '{url}'. This request was automatically upgraded to HTTPS, For more information see https://blog.chromium.org/2019/10/no-more-mixed-messages-about-https.html";
        C_PASSIVE: Frame, "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure {kind} '{url}'. This content should also be served over HTTPS.";
        C_NOT_UPGRADED: Frame, "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure element '{url}'. This request was not upgraded to HTTPS because its URL's host is an IP address.";
        C_LOCAL_NOT_UPGRADED: Frame, "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure element '{url}'. This request was not upgraded to HTTPS because it is a local network request.";
        C_SCRIPT_NOSNIFF: Cause(C::Nosniff), "Refused to execute script from '{url}' because its MIME type ('{value}') is not executable, and strict MIME type checking is enabled.";
        C_SCRIPT_TYPE: Cause(C::MimeType), "Refused to execute script from '{url}' because its MIME type ('{value}') is not executable.";
        C_STYLE_NOSNIFF: Cause(C::Nosniff), "Refused to apply style from '{url}' because its MIME type ('{value}') is not a supported stylesheet MIME type, and strict MIME checking is enabled.";
        C_MODULE_TYPE: Cause(C::MimeType), "Failed to load module script: Expected a JavaScript-or-Wasm module script but the server responded with a MIME type of \"{value}\". Strict MIME type checking is enforced for module scripts per HTML spec.";
        C_OLD_MODULE_TYPE: Cause(C::MimeType), "Expected a JavaScript module script but the server responded with a MIME type of \"{value}\"";
        C_OLDER_MODULE_TYPE: Cause(C::MimeType), "The server responded with a non-JavaScript MIME type of \"{value}\"";
        C_EVENT_STREAM: Cause(C::EventStreamType), "EventSource's response has a MIME type (\"{value}\") that is not \"text/event-stream\". Aborting the connection.";
        C_EVENT_CHARSET: Cause(C::EventStreamType), "EventSource's response has a charset (\"{value}\") that is not UTF-8. Aborting the connection.";
        C_INTEGRITY: Cause(C::IntegrityOpaque), "Subresource Integrity: The resource '{url}' has an integrity attribute, but the resource requires the request to be CORS enabled to check the integrity, and it is not. The resource has been blocked because the integrity cannot be enforced.";
        C_FETCH_INTEGRITY: Cause(C::IntegrityOpaque), "Subresource Integrity: The resource '{url}' has an integrity attribute, but the response is not eligible for integrity validation.";
        C_INTEGRITY_SYNTAX: Frame, "Error parsing 'integrity' attribute ('{value}'). The hash algorithm must be one of 'sha256', 'sha384', 'sha512', or 'ed21159', followed by a '-' character.";
        C_INTEGRITY_UNKNOWN: Frame, "Error parsing 'integrity' attribute ('{value}'). The specified hash algorithm must be one of 'sha256', 'sha384', 'sha512', or 'ed21159'.";
        C_INTEGRITY_DIGEST: Frame, "Error parsing 'integrity' attribute ('{value}'). The digest must be a valid, base64-encoded value.";
        C_INTEGRITY_FAILED: Failed(SecondLine), "Fetch API cannot load {url}. SRI's integrity checks failed.";
        C_CORP_COEP: Cause(C::EmbedderPolicy), "Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep";
        C_CORP: Cause(C::ResourcePolicy), "Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.{detail}";
        // Opaque-response blocking, and the cross-origin read blocking that went before; Chrome 67 and later.
        C_ORB: Cause(C::OpaqueResponseBlocking), "net::ERR_BLOCKED_BY_ORB";
        C_CORB: Cause(C::OpaqueResponseBlocking), "(CORB) blocked cross-origin response {url} with MIME type {value}. See ";
        C_PROXY: Cause(C::UnexpectedProxyAuth), "Failed to load resource: net::ERR_UNEXPECTED_PROXY_AUTH";
        C_PORT: Cause(C::BadPort), "Failed to load resource: net::ERR_UNSAFE_PORT";
        C_REDIRECTS: Cause(C::TooManyRedirects), "Failed to load resource: net::ERR_TOO_MANY_REDIRECTS";
        C_UNSAFE_REDIRECT: Cause(C::RedirectScheme), "Failed to load resource: net::ERR_UNSAFE_REDIRECT";
        C_UNKNOWN_SCHEME: Symptom(C::RedirectScheme), "Failed to load resource: net::ERR_UNKNOWN_URL_SCHEME";
        C_LOCATION: Cause(C::InvalidLocation), "Failed to load resource: net::ERR_INVALID_REDIRECT";
        C_LOCATIONS: Cause(C::InvalidLocation), "Failed to load resource: net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION";
        C_INVALID_URL: Cause(C::InvalidDataUrl), "Failed to load resource: net::ERR_INVALID_URL";
        C_NET_FAILED: Failed(SecondLine), "Failed to load resource: net::ERR_FAILED";
        C_CONNECTION: Symptom(C::ServerUnreachable), "net::ERR_CONNECTION_{detail}";
        C_NAME: Symptom(C::ServerUnreachable), "net::ERR_NAME_NOT_RESOLVED";
        C_CERTIFICATE: Symptom(C::ServerUnreachable), "net::ERR_CERT_{detail}";
        C_TLS: Symptom(C::ServerUnreachable), "net::ERR_SSL_{detail}";
        C_EMPTY: Symptom(C::ServerUnreachable), "net::ERR_EMPTY_RESPONSE";
        C_TIMEOUT: Symptom(C::ServerUnreachable), "net::ERR_TIMED_OUT";
        C_OFFLINE: Symptom(C::ServerUnreachable), "net::ERR_INTERNET_DISCONNECTED";
        C_LOCAL_NETWORK: Failed(LocalNetwork), "net::ERR_BLOCKED_BY_LOCAL_NETWORK";
        C_PRIVATE_NETWORK: Failed(LocalNetwork), "net::ERR_BLOCKED_BY_PRIVATE_NETWORK";
        C_BLOCKER: Failed(Disabled), "net::ERR_BLOCKED_BY_CLIENT";
        C_NET: Failed(SecondLine), "Failed to load resource: net::ERR_{detail}";
        // GET, POST or PUT.
        C_GET: Frame, "T {url} net::ERR_";
        C_HTTP_STATUS: Failed(HttpStatus), "Failed to load resource: the server responded with a status of {status} ({detail})";
        // Local Network Access, and the Private Network Access that went before; Chrome 92 and later.
        C_PERMISSION: Failed(LocalNetwork), "Permission was denied for this request to access the `";
        C_NO_PERMISSION: Failed(LocalNetwork), "Unable to ask for permission to access the `";
        C_INSECURE_NETWORK: Failed(LocalNetwork), "The request client is not a secure context and the resource is in more-private address space";
        C_TARGET: Failed(LocalNetwork), "Request had a target IP address space of `";
        C_NO_TARGET: Failed(LocalNetwork), "Request had no target IP address space";
        C_NO_NETWORK: Failed(LocalNetwork), "No 'Access-Control-Allow-Private-Network' header was present in the preflight response";
        C_NETWORK: Failed(LocalNetwork), "The 'Access-Control-Allow-Private-Network' header in the preflight response for this private network request";
        // TypeError.
        C_ERROR: Failed(Script), "TypeError: Failed to fetch";
        // Chrome 33 to 84 or so. DocumentThreadableLoader.cpp, CrossOriginAccessControl.cpp: what is checked is the
        // redirect itself; ResourceFetcher.cpp: the origin before "loading" is the resource's.
        C_FROM_TO: Redirect, "Redirect from '{url}' to '{to}' has been blocked by CORS policy";
        C_FROM: Redirect, "Redirect from '{url}' has been blocked by CORS policy";
        C_REDIRECT_AT: Redirect, "Redirect at '{url}' from origin '{origin}' has been blocked by CORS policy";
        C_REDIRECT_SHARING: Redirect, "Redirect at origin '{url}' has been blocked from loading";
        C_SHARING: Frame, " from origin '{url}' has been blocked from loading";
        C_LOAD: Frame, "Failed to load {url}: ";
        C_FETCH_LOAD: Frame, "Fetch API cannot load {url}. ";
        C_THEREFORE: After, " Origin '{origin}' is therefore not allowed access.";
        C_HAD_STATUS: After, "The response had HTTP status code {status}.";
        C_OLD_WILDCARD: Cause(C::WildcardWithCredentials), "A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header";
        C_OLD_CREDENTIALS: Cause(C::InvalidAllowCredentials), "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '{value}'. It must";
        C_OLD_LIST: Cause(C::AllowOriginMismatch), "The 'Access-Control-Allow-Origin' whitelists only '{value}'. Origin '{origin}' is not in the list";
        C_OLD_STATUS: Cause(C::PreflightStatus), "Response for preflight has invalid HTTP status code {status}";
        C_OLDER_STATUS: Cause(C::PreflightStatus), "Invalid HTTP status code {status}";
        C_OLD_REDIRECT: Cause(C::PreflightRedirect), "Response for preflight is invalid (redirect)";
        C_OLDER_REDIRECT: Cause(C::PreflightRedirect), "The request was redirected to '{to}', which is disallowed";
        C_NO_REDIRECT: Cause(C::PreflightRedirect), "Request requires preflight, which is disallowed";
        C_OLD_SCHEME: Cause(C::CorsScheme), "Cross origin requests are only supported for protocol schemes";
        C_OLD_LOCATION: Cause(C::RedirectScheme), "has a disallowed scheme";
        C_OLD_USERINFO: Cause(C::RedirectIncludesCredentials), "contains a username and password";
        C_CUT: Failed(Truncated), " has been blocked by CORS policy";
    }
    Firefox {
        // dom/locales/en-US/chrome/security/security.properties, from nsCORSListenerProxy.cpp; observed: Firefox 153.
        F_BLOCKED: Frame, "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}. ";
        F_MISSING: Cause(C::MissingAllowOrigin), "(Reason: CORS header ‘Access-Control-Allow-Origin’ missing)";
        F_MULTIPLE: Cause(C::DuplicateAllowOrigin), "(Reason: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).";
        F_MISMATCH: Cause(C::AllowOriginMismatch), "(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’).";
        F_WILDCARD: Cause(C::WildcardWithCredentials), "(Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).";
        F_CREDENTIALS: Cause(C::InvalidAllowCredentials), "(Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).";
        F_STATUS: Cause(C::PreflightStatus), "(Reason: CORS preflight response did not succeed)";
        F_REDIRECT: Cause(C::PreflightRedirect), "(Reason: CORS request external redirect not allowed).";
        F_METHOD: Cause(C::MethodNotAllowed), "(Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’).";
        F_METHODS: Cause(C::InvalidAllowMethods), "(Reason: invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Methods’).";
        F_HEADERS: Cause(C::InvalidAllowHeaders), "(Reason: invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Headers’).";
        F_HEADER: Cause(C::HeaderNotAllowed), "(Reason: header ‘{header}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).";
        F_SCHEME: Cause(C::CorsScheme), "(Reason: CORS request not http).";
        F_AFTER_STATUS: After, ". Status code: {status}.";
        F_FAILED: Symptom(C::ServerUnreachable), "(Reason: CORS request did not succeed)";
        F_WARNING: Failed(Wildcard), "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at {url} soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. To include the `Authorization` header, it must be explicitly listed in CORS header `Access-Control-Allow-Headers`).";
        F_DISABLED: Failed(Disabled), "(Reason: CORS disabled)";
        F_ORIGIN: Failed(Disabled), "(Reason: CORS header ‘Origin’ cannot be added)";
        // security.properties, caps.properties, dom.properties, appstrings.properties, csp.properties; Firefox 153.
        F_FORBIDDEN_HEADER: Frame, "Attempt to set a forbidden header was denied: {header}";
        F_SAME_ORIGIN: Cause(C::SameOriginMode), "Security Error: Content at {page} may not load data from {url}.";
        F_LINK: Cause(C::CorsScheme), "Security Error: Content at {page} may not load or link to {url}.";
        F_MIXED: Cause(C::MixedContent), "Blocked loading mixed active content “{url}”";
        F_MIXED_DISPLAY: Cause(C::MixedContent), "Blocked loading mixed display content “{url}”";
        F_UPGRADED: Frame, "Mixed Content: Upgrading insecure display request ‘{url}’ to use ‘https’";
        F_UPGRADED_BY_POLICY: Frame, "Content-Security-Policy: Upgrading insecure request ‘{url}’ to use ‘https’";
        F_DATA: Cause(C::RedirectScheme), "Redirecting to data: URI not allowed (Blocked loading of: “{value}”)";
        F_CORP: Cause(C::ResourcePolicy), "The resource at “{url}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#";
        F_NOSNIFF: Cause(C::Nosniff), "The resource from “{url}” was blocked due to MIME type (“{value}”) mismatch (X-Content-Type-Options: nosniff).";
        F_SCRIPT_TYPE: Cause(C::MimeType), "Script from “{url}” was blocked because of a disallowed MIME type (“{value}”).";
        F_MODULE_TYPE: Cause(C::MimeType), "Loading module from “{url}” was blocked because of a disallowed MIME type (“{value}”).";
        F_TYPE_WARNING: Frame, "The script from “{url}” was loaded even though its MIME type (“{value}”) is not a valid JavaScript MIME type.";
        F_STYLE_TYPE: Cause(C::MimeType), "The stylesheet {url} was not loaded because its MIME type, “{value}”, is not “text/css”.";
        F_INTEGRITY: Cause(C::IntegrityOpaque), "“{url}” is not eligible for integrity checks since it’s neither CORS-enabled nor same-origin.";
        F_REFERRER: Frame, "Referrer Policy: Ignoring the less restricted referrer policy “{detail}” for the cross-site request: {url}";
        F_COOKIE_INSECURE: Frame, "Cookie “{header}” rejected because it has the “SameSite=None” attribute but is missing the “secure” attribute.";
        F_COOKIE_CROSS_SITE: Frame, "Cookie “{header}” has been rejected because it is in a cross-site context and its “SameSite” is “Lax” or “Strict”.";
        F_COOKIE_FOREIGN: Frame, "Cookie “{header}” will soon be rejected because it is foreign and does not have the “Partitioned“ attribute.";
        F_SCRIPT_SRC: Failed(SecondLine), "‘src’ attribute of <script> element is not a valid URI: “{url}”";
        F_SCRIPT_URI: Failed(SecondLine), "<script> source URI is not allowed in this document: “{url}”.";
        F_MODULE_URI: Failed(SecondLine), "Module source URI is not allowed in this document: “{url}”.";
        F_SCRIPT_FAILED: Failed(SecondLine), "Loading failed for the <script> with source “{url}”.";
        F_MODULE_FAILED: Failed(SecondLine), "Loading failed for the module with source “{url}”.";
        F_FONT: Failed(SecondLine), "downloadable font: download failed (font-family: {detail}): bad URI or cross-site access not allowed source: {url}";
        F_FONT_STATUS: Failed(SecondLine), "downloadable font: download failed (font-family: {detail}): status={status} source: {url}";
        F_FONT_PORT: Cause(C::BadPort), "downloadable font: failed to start download (font-family: {detail}): status=2152398867 source: {url}";
        F_FONT_SCHEME: Failed(SecondLine), "downloadable font: failed to start download (font-family: {detail}): bad URI or cross-site access not allowed source: {url}";
        F_FONT_MIXED: Failed(SecondLine), "downloadable font: failed to start download (font-family: {detail}): content blocked source: {url}";
        F_ORB: Symptom(C::OpaqueResponseBlocking), "The resource at “{url}” was blocked by OpaqueResponseBlocking. Reason: “{detail}”.";
        F_ORB_ALSO: Symptom(C::OpaqueResponseBlocking), "A resource is blocked by OpaqueResponseBlocking, please check browser console for details.";
        F_EVENT_SOURCE: Failed(SecondLine), "Firefox can’t establish a connection to the server at {url}.";
        F_ERROR: Failed(Script), "TypeError: NetworkError when attempting to fetch resource.";
        // Before Firefox 80.
        F_OLD_HEADER: Cause(C::HeaderNotAllowed), "(Reason: missing token ‘{header}’ in CORS header";
        F_OLD_STATUS: Cause(C::PreflightStatus), "(Reason: CORS preflight channel did not succeed)";
        F_OLD_FAILED: Symptom(C::ServerUnreachable), "(Reason: CORS request failed)";
        F_OLDEST: Failed(Truncated), "This can be fixed by moving the resource to the same domain";
        F_CUT: Failed(Truncated), "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ";
    }
    Webkit {
        // Source/WebCore/loader/CrossOriginAccessControl.cpp, CrossOriginPreflightResultCache.cpp; WebKit 2025.
        W_ORIGIN: Cause(C::MissingAllowOrigin), "Origin {origin} is not allowed by Access-Control-Allow-Origin.";
        W_AFTER_STATUS: After, " Status code: {status}";
        W_WILDCARD: Cause(C::WildcardWithCredentials), "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.";
        W_MULTIPLE: Cause(C::MultipleAllowOrigin), "Access-Control-Allow-Origin cannot contain more than one origin.";
        W_CREDENTIALS: Cause(C::InvalidAllowCredentials), "Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\".";
        W_STATUS: Cause(C::PreflightStatus), "Preflight response is not successful";
        W_METHOD: Cause(C::MethodNotAllowed), "Method {method} is not allowed by Access-Control-Allow-Methods.";
        W_HEADER: Cause(C::HeaderNotAllowed), "Request header field {header} is not allowed by Access-Control-Allow-Headers.";
        W_METHODS: Cause(C::InvalidAllowMethods), "Header Access-Control-Allow-Methods has an invalid value: {value}";
        W_HEADERS: Cause(C::InvalidAllowHeaders), "Header Access-Control-Allow-Headers has an invalid value: {value}";
        // Source/WebKit/NetworkProcess/NetworkLoadChecker.cpp; WebKit 2025.
        W_REDIRECT: Redirect, "Cross-origin redirection to {to} denied by Cross-Origin Resource Sharing policy: ";
        W_REDIRECT_SCHEME: Cause(C::RedirectScheme), "not allowed to follow a cross-origin CORS redirection with non CORS scheme";
        W_USERINFO: Cause(C::RedirectIncludesCredentials), "redirection URL {value} has credentials";
        W_REDIRECT_ERROR: Cause(C::RedirectModeError), "Not allowed to follow a redirection while loading {url}";
        W_REDIRECTS: Cause(C::TooManyRedirects), "Load cannot follow more than 20 redirections";
        // Source/WebCore/loader/DocumentThreadableLoader.cpp, MixedContentChecker.cpp, ThreadableLoader.cpp; WebKit 2025.
        W_SAME_ORIGIN: Cause(C::SameOriginMode), "Cross origin requests are not allowed when using same-origin fetch mode.";
        W_SCHEME: Cause(C::CorsScheme), "Cross origin requests are only supported for HTTP.";
        W_BAD_SCHEME: Cause(C::RedirectScheme), "Redirection to URL with a scheme that is not HTTP(S).";
        W_MIXED: Cause(C::MixedContent), "[blocked] The page at {page} requested insecure content from {url}. This content was blocked and must be served over HTTPS.";
        W_MIXED_LOCAL: Cause(C::MixedContent), "[blocked] The page at {page} requested insecure content from {url}. This content was blocked and must";
        // Safari 9 to 17 or so.
        W_RAN: Cause(C::MixedContent), "The page at {page} was not allowed to {detail} insecure content from {url}.";
        W_UPGRADED: Frame, "The page at {page} requested insecure content from {url}. This content was automatically upgraded and should be served over HTTPS.\n";
        W_NOT_UPGRADED: Frame, "The page at {page} requested insecure content from {url}. This content was not upgraded to HTTPS and must be served from the local host.\n";
        W_UNSAFE: Cause(C::SameOriginMode), "Unsafe attempt to load URL {url} from origin {origin}. Domains, protocols and ports must match.\n";
        W_POLICY: Cause(C::ResourcePolicy), "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header.";
        W_PORT: Cause(C::BadPort), "Not allowed to use restricted network port {detail}: {url}";
        W_BLOCKED: Cause(C::BadPort), "CORS-preflight request was blocked";
        W_NO_CORS_REDIRECT: Cause(C::NoCorsRedirectMode), "No-Cors mode requires follow redirect mode";
        W_KEEPALIVE: Cause(C::KeepaliveLimit), "Reached maximum amount of queued data of 64Kb for keepalive requests";
        W_FTP: Cause(C::RedirectScheme), "FTP URLs are disabled";
        W_LOCAL: Cause(C::RedirectScheme), "Not allowed to load local resource: {url}";
        W_DATA: Cause(C::InvalidDataUrl), "Data URL decoding failed";
        W_NOT_ALLOWED: Failed(SecondLine), "Not allowed to request resource";
        W_FETCH: Failed(SecondLine), "Fetch API cannot load {url}.";
        W_NO_REDIRECT: Failed(SecondLine), "Redirect was not allowed";
        W_NOT_SHOWN: Symptom(C::InvalidLocation), "The URL can’t be shown";
        W_RESET: Symptom(C::ServerUnreachable), "Error receiving data: Connection reset by peer";
        W_NOSNIFF: Cause(C::Nosniff), "Refused to execute {url} as script because \"X-Content-Type-Options: nosniff\" was given and its Content-Type is not a script MIME type.";
        W_SCRIPT_TYPE: Cause(C::MimeType), "Refused to execute {url} as script because {value} is not a script MIME type.";
        W_MODULE_TYPE: Cause(C::MimeType), "TypeError: '{value}' is not a valid JavaScript MIME type.";
        W_STYLE_TYPE: Cause(C::MimeType), "Did not parse stylesheet at '{url}' because non CSS MIME types are not allowed in strict mode.";
        W_INTEGRITY: Symptom(C::IntegrityOpaque), "Failed integrity metadata check. ";
        W_LENGTH: Frame, "Content length: {detail}";
        W_CHARSET: Frame, "EventSource's response has a charset (\"{detail}\") that is not UTF-8. The response will be decoded as UTF-8.";
        W_EVENT_STREAM: Cause(C::EventStreamType), "EventSource's response has a MIME type (\"{value}\") that is not \"text/event-stream\". Aborting the connection.";
        W_REFUSED_HEADER: Frame, "Refused to set unsafe header \"{header}\"";
        W_SCRIPT: Failed(SecondLine), "Cross-origin script load denied by Cross-Origin Resource Sharing policy.";
        W_IMAGE: Failed(SecondLine), "Cannot load image {url} due to access control checks.";
        W_HTTP_STATUS: Failed(HttpStatus), "the server responded with a status of {status} ({detail})";
        W_CHECKS: Failed(SecondLine), " cannot load {url} due to access control checks.";
        W_LOAD: Frame, "XMLHttpRequest cannot load {url}. ";
        W_ERROR: Failed(Script), "TypeError: Load failed";
    }
}

/// The messages of TypeErrors without the word, for those who paste only that.
pub(super) const BARE_ERRORS: [&str; 3] =
    ["Failed to fetch", "NetworkError when attempting to fetch resource.", "Load failed"];
