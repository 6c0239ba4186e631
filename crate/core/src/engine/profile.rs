//! The switches.

use super::cache::PreflightCacheRules;
use super::opaque_blocking::OpaqueBlocking;
use super::switches::switches;
use crate::fetch::enums::{Engine, Initiator, SameSite};
use crate::http::SafelistRules;

/// The switches of one engine.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Whose profile it is.
    pub engine: Engine,
    /// The version that was observed; for `standard` the date of the text.
    pub version: &'static str,
    /// What a script may ask for.
    pub request: RequestRules,
    /// The CORS-safelisted request-headers.
    pub safelist: SafelistRules,
    /// When a preflight is made and how its response is judged.
    pub preflight: PreflightRules,
    /// The CORS-preflight cache.
    pub cache: PreflightCacheRules,
    /// Redirects.
    pub redirects: RedirectRules,
    /// The headers that the browser adds.
    pub headers: HeaderRules,
    /// Cookies.
    pub cookies: CookieRules,
    /// Mixed content and upgrades to https.
    pub mixed_content: MixedContentRules,
    /// What is made of a response.
    pub response: ResponseRules,
    /// The message of the TypeError that `fetch()` rejects with.
    pub fetch_error: &'static str,
}

switches! {
/// What a script may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRules {
    /// More headers that a script sets in vain, besides the
    /// [forbidden ones](https://fetch.spec.whatwg.org/#forbidden-request-header).
    pub ignored_headers: &'static [&'static str],
    /// A user name or password in the URL of a subresource, at first or after a redirect, is refused. XMLHttpRequest is
    /// exempt, and so are the page's own.
    pub refuses_url_credentials: bool,
    /// Elements in mode cors ask for their URL without its user name and password. By the text these stay in it.
    pub cors_elements_drop_credentials: bool,
    /// The URL of an EventSource has the scheme http or https. By the text `data:` goes, too.
    pub event_sources_need_http: bool,
    /// Whether `about:blank` can be fetched.
    pub about_blank: bool,
    /// What becomes of the charset in a `Content-Type` that a script set, when XMLHttpRequest sends text.
    pub charset_of_text: CharsetOfText,
    /// XMLHttpRequest and `sendBeacon()` leave out the type of a Blob that is not a media type, to the last semicolon.
    /// By the text any type goes.
    pub judges_blob_type: bool,
    /// Whether fonts are fetched in mode cors. If not, in no-cors.
    pub fonts_in_cors: bool,
    /// In mode no-cors the type that a body implies is left out unless it is safelisted, as
    /// [the text](https://fetch.spec.whatwg.org/#dom-request) says.
    pub no_cors_judges_implied_type: bool,
    /// `referrer: ""` counts as the policy no-referrer, too, which hides `Origin` outside mode cors.
    pub empty_referrer_is_policy: bool,
    /// XMLHttpRequest leaves out the type of a `Blob` if it is no MIME type.
    pub xhr_judges_implied_type: bool,
    /// With GET and HEAD, too, XMLHttpRequest sends the type of URLSearchParams, though not these.
    pub params_type_without_body: bool,
    /// Whether `Cross-Origin-Embedder-Policy: credentialless` is known. If not, it counts as none.
    pub knows_credentialless: bool,
    /// `Cross-Origin-Embedder-Policy` counts where the page's own URL is trustworthy. By the text the top-level page's
    /// must be, too.
    pub embedder_policy_by_own_url: bool,
    /// What becomes of a `ReadableStream` as body.
    pub stream_bodies: StreamBodies,
    /// `fetch()` takes an empty fragment for none: a URL that ends in `#` is printed without it.
    pub drops_empty_fragment: bool,
}
}

/// What becomes of the charset in a `Content-Type` that a script set, when XMLHttpRequest sends text as UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharsetOfText {
    /// One that is not UTF-8 is set right and the type serialized, as
    /// [the text](https://xhr.spec.whatwg.org/#the-send()-method) says.
    Corrected,
    /// Whatever stands behind `charset=` is written over, and the rest left as it is; with URLSearchParams, too.
    Overwritten,
}

/// What becomes of a `ReadableStream` as body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamBodies {
    /// It is sent.
    Sent,
    /// It is sent as the text `[object ReadableStream]`.
    AsText,
    /// `fetch()` rejects.
    Refused,
}

switches! {
/// When a preflight is made and how its response is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreflightRules {
    /// An upload listener forces a preflight only if there is a body to upload. By the text the listener is enough.
    pub upload_listener_needs_body: bool,
    /// With an upload listener or a stream, a response without `Access-Control-Allow-Methods` allows the request's
    /// method, [as the text says](https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
    pub forced_preflight_allows_method: bool,
    /// Whether `Access-Control-Allow-Headers: *` covers `Authorization`. The text says no, every engine yes
    /// ([issue 1919](https://github.com/whatwg/fetch/issues/1919)).
    pub wildcard_covers_authorization: bool,
    /// A preflight after a redirect says the page's origin, and is judged by it, where the request itself says `null`.
    pub keeps_page_origin: bool,
    /// The size of a keepalive request's body is looked at before its preflight. By the text, after it.
    pub limits_keepalive_first: bool,
    /// Each preflight gives the referrer of the first request, and `Sec-Fetch-*` only if that one did. By the text its
    /// own URL decides.
    pub follows_first_request: bool,
    /// A preflight whose origin is `null` is cross-site to every URL. By the text the URL list decides.
    pub null_origin_is_cross_site: bool,
    /// `Sec-Fetch-Mode` goes out with preflights to URLs that are not trustworthy, too.
    pub always_sends_fetch_mode: bool,
    /// No CORS check is made of a preflight's response that comes from the page's own origin, after a detour.
    pub trusts_own_origin: bool,
}
}

switches! {
/// Redirects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectRules {
    /// That a preflight was needed, and which headers were unsafe, is remembered from the first URL on, even once a
    /// redirect has changed the method and dropped the headers. By the text each hop looks at what it has.
    pub remembers_preflight: bool,
    /// Once a preflight was needed, each redirect to another origin than the page's needs one, and it lists the script's
    /// headers, whatever redirects have dropped.
    pub repeats_preflight: bool,
    /// A redirect brings back the headers that an earlier one has dropped, but for `Authorization`.
    pub headers_come_back: bool,
    /// A redirect to another origin turns DELETE into GET, and keeps the headers of its body.
    pub delete_becomes_get: bool,
    /// Every status from 307 to 399 with a `Location` redirects.
    pub many_statuses: bool,
    /// With credentials mode same-origin, a request that began at the page's own origin needs the credentials' consent of
    /// every redirect that follows.
    pub judges_by_first_credentials: bool,
    /// A redirect in mode cors makes its preflight, and one in mode same-origin is refused, before mixed content and ports
    /// are looked at.
    pub preflights_first: bool,
    /// Each redirect of a `fetch()` starts from the script's headers: what it does not drop itself comes back.
    pub restores_headers: bool,
    /// With `redirect: "error"` a redirect status without `Location` is handed over. By the text the status decides.
    pub error_needs_location: bool,
    /// Several `Location` headers count as one when they are equal. By the text several are a failure.
    pub merges_equal_locations: bool,
    /// Several `Location` headers are one, joined by commas.
    pub joins_locations: bool,
    /// The bytes of a `Location` are characters of Latin-1. To other engines they are UTF-8.
    pub location_is_latin1: bool,
    /// An empty `Location` cannot be followed.
    pub empty_location_fails: bool,
    /// An empty `Location` counts as none. By the grammar it is a reference to the same URL.
    pub ignores_empty_location: bool,
    /// What a `Location` is relative to has neither user name nor password, once the response is tainted cors.
    pub cors_location_forgets_credentials: bool,
    /// In mode cors the redirect-taint goes by the URLs that redirects name, before any upgrade to https; only where one
    /// leads, the page's policy counts. By the text the upgraded ones do.
    pub taints_by_location: bool,
    /// Outside mode cors elements follow a redirect to a `data:` URL. By the text nothing does.
    pub elements_follow_data: bool,
    /// An empty fragment is not handed on to the next URL.
    pub forgets_empty_fragment: bool,
    /// A `Location` that is no URL fails before the CORS check and whatever the redirect mode. By the text it is looked
    /// at when it is followed.
    pub judges_location_first: bool,
    /// The most redirects of a request that may outlive its page. By the text it is 20 for all.
    pub most_with_keepalive: usize,
    /// Headers that a redirect drops, unless it leads to the origin of a page at the top level.
    pub drops_headers: &'static [&'static str],
}
}

switches! {
/// The headers that the browser adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderRules {
    /// Elements in mode cors send `Origin` to their own origin, too. By the text only cors tainting and methods other
    /// than GET and HEAD bring it about.
    pub elements_always_send_origin: bool,
    /// Outside mode cors the referrer policy can turn `Origin` into `null`, as
    /// [the text](https://fetch.spec.whatwg.org/#append-a-request-origin-header) says.
    pub policy_hides_origin: bool,
    /// The same, for navigations and forms.
    pub policy_hides_origin_of_navigations: bool,
    /// Outside mode cors a redirect to another origin turns `Origin` into `null`. By the text only one that leaves a
    /// foreign origin does.
    pub redirect_hides_origin: bool,
    /// A downgrade is the way from https to http. By
    /// [the text](https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer) it is the way from a
    /// trustworthy URL to one that is not, so that loopback hosts never and pages on them always take part.
    pub downgrade_goes_by_scheme: bool,
    /// Unreserved characters that are percent-encoded go out decoded, and hexadecimal digits in upper case; a `Location`
    /// is relative to that URL, and the response says it, too, where it is tainted cors without user name and password.
    pub normalizes_url: bool,
    /// Values go out as UTF-8, so that each character above U+007F takes two bytes. By the text it takes one.
    pub values_as_utf8: bool,
    /// Several headers of one name go out as one.
    pub joins_repeated: bool,
    /// A beacon in mode no-cors names the origin of its page's URL, even if the page has an opaque one.
    pub beacons_name_url_origin: bool,
    /// `Sec-Fetch-User` is unknown.
    pub omits_fetch_user: bool,
    /// An `Origin` that was sent stays over a redirect within one origin, even if the method becomes GET.
    pub redirects_keep_origin: bool,
    /// To another site no referrer policy reveals more than the default one does.
    pub caps_cross_site_referrer: bool,
    /// Whether a page with an opaque origin gives the origin of its URL as referrer. By the text it gives nothing.
    pub opaque_referrer: OpaqueReferrer,
    /// For a loopback host http and https are one site.
    pub loopback_site_ignores_scheme: bool,
    /// Once redirected by http, a loopback host or an address is same site only with its own origin. By the text ports do not
    /// matter.
    pub redirect_ends_loopback_site: bool,
    /// To a page that came over http an IPv6 address is same site only with its own origin. By
    /// [the text](https://html.spec.whatwg.org/multipage/browsers.html#same-site) ports do not matter.
    pub ipv6_addresses_have_no_site: bool,
    /// `Origin` goes out where a frame of another site asks for the top-level page's site, so that the server can offer
    /// it [storage access](https://privacycg.github.io/storage-access-headers/).
    pub storage_access_sends_origin: bool,
    /// In mode cors a redirect to another origin takes `Sec-Fetch-*` away from that one request.
    pub redirect_drops_fetch_metadata: bool,
    /// A preflight's `Sec-Fetch-Site` looks at the current URL only. By the text it takes over the URL list.
    pub preflight_forgets_redirects: bool,
    /// Headers of which only the last goes out when `fetch()` is given several.
    pub last_of_repeated: &'static [&'static str],
    /// Headers of which only the first goes out when `fetch()` is given several: with a body, before any redirect. Without,
    /// or after one, the last.
    pub first_of_repeated: &'static [&'static str],
    /// An empty value takes the place of those that `fetch()` was given for that name before, and the next one its.
    pub empty_value_starts_anew: bool,
    /// A `Range` that can be read goes out written anew, as `bytes=0-1`, unless the request bypasses the HTTP cache.
    pub rewrites_range: bool,
}
}

/// Whether a page with an opaque origin gives a referrer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpaqueReferrer {
    /// Never.
    Hidden,
    /// Not by `fetch()`, XMLHttpRequest and navigations of a script.
    ShownByElements,
    /// Always.
    Shown,
}

switches! {
/// Cookies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CookieRules {
    /// What a cookie without `SameSite` counts as.
    pub default_same_site: SameSite,
    /// Whether http and https are different sites.
    pub schemeful: bool,
    /// Whether a sandboxed page is cross-site to everything. By the draft its URL counts.
    pub sandbox_is_cross_site: bool,
    /// Whether a sandboxed page is cross-site to everything but its own host.
    pub sandbox_has_its_host: bool,
    /// Frames are not cross-site for their sandbox, and to a foreign frame the top-level page's host is same-site.
    pub frames_have_top_level_site: bool,
    /// `SameSite=None` needs `Secure`, or the cookie is not kept.
    pub none_needs_secure: bool,
    /// `localhost` and the names below it are one site, to `Cross-Origin-Resource-Policy`, too.
    pub localhost_is_one_site: bool,
    /// A redirect by way of another site makes the rest of the chain cross-site. (The draft says so, too; browsers found
    /// that it breaks the web.)
    pub redirects_count: bool,
    /// A redirect by way of another site leaves no host same-site but the top-level page's own.
    pub detours_leave_host: bool,
    /// `Secure` asks for https. By the draft loopback hosts will do, too.
    pub secure_needs_https: bool,
    /// So many seconds after it was made, a cookie without `SameSite` travels with cross-site POSTs of the top level.
    pub lax_unsafe_seconds: u32,
    /// What becomes of the cookies of another site than the top-level page's.
    pub third_party: ThirdPartyCookies,
}
}

/// What becomes of the cookies of another site than the top-level page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThirdPartyCookies {
    /// They travel as their `SameSite` says.
    Travel,
    /// Each top-level site has a jar of its own for them, which is taken to be empty.
    Partitioned,
}

switches! {
/// Mixed content and upgrades to https.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MixedContentRules {
    /// Whether an http page on the loopback host may use http resources elsewhere. The text says no
    /// ([prohibits mixed security contexts](https://www.w3.org/TR/mixed-content/#categorize-settings-object)
    /// for every potentially trustworthy origin); every browser says yes.
    pub loopback_page_may_mix: bool,
    /// A page on the loopback host may show images, audio and video by http, even if it is itself secure: they are neither
    /// upgraded nor blocked.
    pub loopback_page_shows_mixed: bool,
    /// http in the local network is not blocked: the person is asked for
    /// [permission](https://wicg.github.io/local-network-access/), which is taken to be given. By the text of Mixed Content
    /// it is.
    pub local_network_may_mix: bool,
    /// Ports are looked at last, after mixed content and user names.
    pub comes_before_ports: bool,
    /// The modes same-origin and no-cors are judged first, by the URL that the script asks for. By the text they come after
    /// its upgrade.
    pub modes_come_first: bool,
    /// http on a loopback host is mixed content for a secure page, too, but for what images, audio and video ask for at
    /// first. By the text that host is trustworthy.
    pub loopback_is_mixed: bool,
    /// `upgrade-insecure-requests` upgrades http URLs on the loopback host, too.
    pub policy_upgrades_loopback: bool,
    /// Images, audio and video at IP addresses are upgraded, too. By
    /// [the text](https://www.w3.org/TR/mixed-content/#upgrade-algorithm) they are blocked.
    pub upgrades_ip_addresses: bool,
    /// At IPv6 addresses alone, of loopback hosts, too, images, audio and video are upgraded.
    pub upgrades_ipv6_addresses: bool,
    /// `localhost` with a dot at its end, and names below it, are names like others. By the text they are loopback hosts.
    pub dot_ends_trust: bool,
    /// After a redirect upgrades spare neither IP addresses nor loopback hosts; but images, audio and video that were
    /// first asked of an IP address are then not upgraded, and not blocked at hosts with a name.
    pub redirects_upgrade_anywhere: bool,
    /// The referrer of a document is determined before the upgrade of its URL. By the text, after it.
    pub navigations_upgrade_late: bool,
    /// What was upgraded stays as cross-origin as the http URL was. By the text nobody remembers that one.
    pub upgrade_stays_cross_origin: bool,
    /// How an upgrade by `upgrade-insecure-requests` shows in the response. By the text: as if the script had asked
    /// for https.
    pub upgrade_shows: UpgradeShows,
}
}

/// How an upgrade to https shows in the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpgradeShows {
    /// Only in its URL.
    AsUrl,
    /// Not at all: the URL that `fetch()` gives says http.
    Nowhere,
    /// As a redirect.
    AsRedirect,
}

switches! {
/// What is made of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseRules {
    /// A space between a header's name and its colon is dropped. By HTTP the line is not a header.
    pub trims_header_names: bool,
    /// With which statuses elements no longer load: from this one on. By the text scripts and stylesheets need an ok
    /// status.
    pub failing_statuses: &'static [(Initiator, u16)],
    /// Among several headers of one name the empty ones do not count.
    pub drops_empty_repeats: bool,
    /// Headers for which they do.
    pub empty_repeats_count: &'static [&'static str],
    /// `Access-Control-Allow-Origin` may stand there once, whatever the values. Only lines that spell it just so count.
    pub counts_allow_origins: bool,
    /// Headers of which only the first counts, even if that is empty.
    pub unrepeated_headers: &'static [&'static str],
    /// More headers that no script sees, besides
    /// [`Set-Cookie`](https://fetch.spec.whatwg.org/#forbidden-response-header-name).
    pub unreadable_headers: &'static [&'static str],
    /// A `*` in `Access-Control-Expose-Headers` counts though a later item is no name. By the text that spoils the whole
    /// header.
    pub exposes_all_before_bad_name: bool,
    /// Headers that no script sees when there are several.
    pub unreadable_when_repeated: &'static [&'static str],
    /// Headers whose values are joined by a comma without a space; empty ones count but at the start. At status 421,
    /// after which the request is made again, those of both responses.
    pub joined_by_comma: &'static [&'static str],
    /// Headers that may not stand there with different values: the response is thrown away.
    pub unambiguous_headers: &'static [&'static str],
    /// A type ends at the first comma or space, too; of several for one script or stylesheet the first counts, for a module
    /// or an event stream the last. By the text the last of all that can be read.
    pub types_end_early: bool,
    /// Which types a stylesheet may have, without `nosniff`.
    pub stylesheet_type: StylesheetType,
    /// A script is the page's own when its last URL is. By the text, when every URL is.
    pub scripts_forget_detours: bool,
    /// The errors of a script in a `data:` URL are kept from the page. By the text it is the page's own.
    pub mutes_data_scripts: bool,
    /// Which opaque responses are kept from elements.
    pub opaque_blocking: OpaqueBlocking,
    /// Bytes of a value that are not UTF-8 become U+FFFD. By the text a value is bytes.
    pub replaces_invalid_utf8: bool,
    /// To integrity metadata a missing body is an empty one. By the text there must be one.
    pub null_body_is_empty: bool,
    /// Status 407 of a server, where no proxy was asked, is a failure.
    pub refuses_proxy_authentication: bool,
    /// An event stream may not name another charset than UTF-8. By the text nobody looks at it.
    pub event_stream_charset_counts: bool,
    /// To `Cross-Origin-Resource-Policy: same-site` an IP address is the same site as its own origin only. By the text
    /// ports do not matter.
    pub ip_addresses_have_no_site: bool,
    /// Integrity metadata are in vain where there is no body, as
    /// [the text](https://fetch.spec.whatwg.org/#concept-main-fetch) says.
    pub integrity_needs_body: bool,
    /// A `Cross-Origin-Resource-Policy` with any value is the opt-in that `require-corp` demands. By the text one that is
    /// no policy counts as none.
    pub any_resource_policy_opts_in: bool,
    /// The response that `fetch()` gives for a `data:` URL has a `Content-Length`.
    pub data_url_has_length: bool,
}
}

/// Which types a stylesheet may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StylesheetType {
    /// `text/css`, or none at all; others are an error, as
    /// [the text](https://html.spec.whatwg.org/multipage/links.html#link-type-stylesheet) says.
    Css,
    /// The same, and what cannot be read counts as none.
    CssOrInvalid,
    /// The same, but after a redirect none is an error, too.
    CssOrInvalidAtFirst,
    /// Any: with a wrong one the sheet loads, and is empty.
    Any,
}
