//! [HTTP-redirect fetch](https://fetch.spec.whatwg.org/#concept-http-redirect-fetch).

use std::borrow::Cow;
use std::ops::ControlFlow;

use url::Url;

use super::decisions::Failure;
use super::enums::{Initiator, Mode, RedirectTaint, ReferrerPolicy, ResponseTainting};
use super::machine::Fetch;
use super::main_fetch::includes_credentials;
use super::network_or_cache::normalized;
use crate::bytes::{ByteString, isomorphic_decode};
use crate::carets::encode_carets;
use crate::engine::{Profile, RedirectRules};
use crate::explain::CauseCode;
use crate::http::{HeaderList, extract_location, is_one_of, is_request_body_header_name};
use crate::origin::urls_same_origin;
use crate::scenario::Reply;
use crate::standard::{LOCATION_URL, REDIRECT_FETCH, REDIRECT_TAINT, Rule};

const MOST_REDIRECTS: usize = 20;

static HAS_LOCATION: Rule = Rule::new(&LOCATION_URL, "the redirect response has a Location header").about("Location");
static LOCATION_PARSES: Rule =
    Rule::new(&LOCATION_URL, "there is one Location, and it parses as a URL").about("Location");
static HTTP_LOCATION: Rule = Rule::new(&REDIRECT_FETCH, "the location URL's scheme is http or https").about("Location");
static COUNT: Rule = Rule::new(&REDIRECT_FETCH, "there were fewer redirects than are followed, 20 by the standard");
static NO_CREDENTIALS: Rule =
    Rule::new(&REDIRECT_FETCH, "a cross-origin location URL in cors mode has no user name or password")
        .about("Location");
static NO_CREDENTIALS_TAINTED: Rule =
    Rule::new(&REDIRECT_FETCH, "a location URL after a cross-origin hop has no user name or password")
        .about("Location");
static BODY_SOURCE: Rule = Rule::new(&REDIRECT_FETCH, "the body can be sent again: it is not a stream");
static BECOMES_GET: Rule =
    Rule::new(&REDIRECT_FETCH, "301 or 302 after POST, or 303 after anything but GET and HEAD: method becomes GET");
static DELETE_BECOMES_GET: Rule =
    Rule::new(&REDIRECT_FETCH, "this engine makes GET of DELETE where the location has another origin");
static AUTHORIZATION_REMOVED: Rule =
    Rule::new(&REDIRECT_FETCH, "Authorization is removed when the location has another origin").about("Authorization");
static APPENDED: Rule = Rule::new(&REDIRECT_FETCH, "append the location URL to the URL list").about("Location");
static TAINTED: Rule = Rule::new(&REDIRECT_TAINT, "the request left a foreign origin: its origin becomes null");

/// Which headers a redirect drops, whether or not the request has them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DroppedOnRedirect {
    body_headers: bool,
    authorization: bool,
}

impl DroppedOnRedirect {
    /// Whether `name` is dropped.
    pub(crate) fn covers(self, name: &[u8]) -> bool {
        (self.body_headers && is_request_body_header_name(name))
            || (self.authorization && name.eq_ignore_ascii_case(b"authorization"))
    }
}

/// The [location URL](https://fetch.spec.whatwg.org/#concept-response-location-url) of a redirect response.
pub(crate) enum Location {
    /// No `Location`: the response is handed over as it is.
    None,
    /// Where to go.
    Url(Url),
    /// Not one URL.
    Failure(ByteString),
}

pub(crate) fn location_url(headers: &HeaderList, current: &Url, profile: &Profile) -> Location {
    let rules = &profile.redirects;
    let joined_value;
    let value = match extract_location(headers) {
        Ok(None) => return Location::None,
        Err(_) if rules.joins_locations => {
            joined_value = joined(headers);
            &joined_value
        }
        Ok(Some(value)) => value,
        Err(failure)
            if rules.merges_equal_locations && headers.values("Location").all(|value| *value == failure.value) =>
        {
            match headers.values("Location").next() {
                Some(value) => value,
                None => return Location::None,
            }
        }
        Err(_) => return Location::Failure(joined(headers)),
    };
    if value.is_empty() && rules.ignores_empty_location {
        return Location::None;
    }
    if value.is_empty() && rules.empty_location_fails {
        return Location::Failure(value.clone());
    }
    let text = if rules.location_is_latin1 { isomorphic_decode(value) } else { url_text(value) };
    // What was sent is what the location is relative to.
    let sent = profile.headers.normalizes_url.then(|| Url::parse(&normalized(current.as_str())).ok()).flatten();
    match sent.as_ref().unwrap_or(current).join(&text) {
        Ok(url) => {
            let mut url = encode_carets(url);
            hand_fragment_on(current, &mut url, rules);
            Location::Url(url)
        }
        Err(_) => Location::Failure(value.clone()),
    }
}

/// A URL without fragment takes over that of the URL that leads to it.
pub(crate) fn hand_fragment_on(from: &Url, to: &mut Url, rules: &RedirectRules) {
    if to.fragment().is_none() {
        to.set_fragment(from.fragment().filter(|fragment| !(fragment.is_empty() && rules.forgets_empty_fragment)));
    }
}

/// To every browser the bytes of a `Location` are UTF-8; a byte that is not stays that byte, percent-encoded.
pub(crate) fn url_text(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.into();
    }
    let mut text = String::with_capacity(bytes.len() + 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text.into()
}

fn joined(headers: &HeaderList) -> ByteString {
    headers.get_owned("Location").unwrap_or_else(|| ByteString::from_static(""))
}

fn becomes_get(status: u16, method: &[u8]) -> bool {
    match status {
        301 | 302 => method == b"POST",
        303 => method != b"GET" && method != b"HEAD",
        _ => false,
    }
}

impl Fetch {
    /// Follows the redirect of `reply`, or hands `reply` over when it has no `Location`.
    pub(crate) fn redirect_fetch(&mut self, reply: &Reply) -> ControlFlow<()> {
        let mut base = self.request.current_url().clone();
        if self.profile.redirects.cors_location_forgets_credentials
            && self.request.response_tainting == ResponseTainting::Cors
        {
            let _ = base.set_username("");
            let _ = base.set_password(None);
        }
        let location = match location_url(&reply.headers, &base, self.profile) {
            Location::None => {
                // Some engines take an empty one for none.
                match reply.headers.get("Location") {
                    Some(value) => self.decisions.holds_of(&HAS_LOCATION, false, &*value),
                    None => self.decisions.holds(&HAS_LOCATION, false),
                };
                self.handover(reply);
                return ControlFlow::Continue(());
            }
            Location::Failure(value) => {
                return self.invalid_location(value);
            }
            Location::Url(url) => url,
        };
        if location.scheme() == "data" && self.follows_data() {
            return self.follow_to_data(location);
        }
        if !matches!(location.scheme(), "http" | "https") {
            let failure = Failure::new(CauseCode::RedirectScheme, &HTTP_LOCATION).header("Location");
            return self.decisions.stop(failure.received(location.scheme().to_owned()).expected("http or https"));
        }
        let most = if self.request.keepalive { self.profile.redirects.most_with_keepalive } else { MOST_REDIRECTS };
        if self.request.redirect_count == most {
            let failure = Failure::new(CauseCode::TooManyRedirects, &COUNT);
            return self.decisions.stop(failure.received((most + 1).to_string()).expected(most.to_string()));
        }
        self.request.redirect_count += 1;
        if self.decisions.hop == 0 {
            self.first_headers.clone_from(&self.request.headers);
        }
        self.check_location_credentials(&location);
        self.check_body_source(reply.status);
        self.note_failure();
        self.rewrite_method(reply.status, &location);
        self.remove_authorization(&location);
        self.restore_headers(reply.status);
        self.drop_headers(&location);
        if self.profile.redirects.headers_come_back {
            self.bring_headers_back(reply.status, &location);
        }
        self.go_to(location);
        self.set_referrer_policy_on_redirect(&reply.headers);
        self.decisions.hop += 1;
        self.decisions.prepare_next();
        self.main_fetch()
    }

    fn follows_data(&self) -> bool {
        let elements = [Initiator::Script, Initiator::Stylesheet, Initiator::Img, Initiator::Font];
        self.profile.redirects.elements_follow_data
            && self.request.mode != Mode::Cors
            && elements.contains(&self.request.initiator)
    }

    fn follow_to_data(&mut self, location: Url) -> ControlFlow<()> {
        self.go_to(location);
        self.decisions.hop += 1;
        self.decisions.prepare_next();
        self.request.response_tainting = ResponseTainting::Opaque;
        self.scheme_fetch()
    }

    pub(crate) fn invalid_location(&mut self, value: ByteString) -> ControlFlow<()> {
        let failure = Failure::new(CauseCode::InvalidLocation, &LOCATION_PARSES).header("Location");
        self.decisions.stop(failure.received(value))
    }

    fn check_location_credentials(&mut self, location: &Url) {
        if !includes_credentials(location) {
            return;
        }
        let cross_origin = self.request.mode == Mode::Cors && !self.client.origin.is_same_origin_with_url(location);
        let tainted = self.request.response_tainting == ResponseTainting::Cors;
        if !cross_origin && !tainted {
            return;
        }
        let rule = if cross_origin { &NO_CREDENTIALS } else { &NO_CREDENTIALS_TAINTED };
        let failure = Failure::new(CauseCode::RedirectIncludesCredentials, rule).header("Location");
        let failure = failure.received(location.as_str().to_owned());
        if self.profile.redirects.preflights_first && !tainted {
            self.late_credentials = Some((self.decisions.stage(), failure));
        } else {
            self.decisions.fail(failure);
        }
    }

    fn check_body_source(&mut self, status: u16) {
        let is_stream = self.request.body.as_ref().is_some_and(|body| body.length.is_none());
        if status == 303 || !is_stream {
            return;
        }
        self.decisions.fail(Failure::new(CauseCode::RedirectStreamBody, &BODY_SOURCE));
    }

    fn rewrite_method(&mut self, status: u16, location: &Url) {
        let is_deleted = self.profile.redirects.delete_becomes_get
            && self.request.method == "DELETE"
            && !urls_same_origin(self.request.current_url(), location);
        let becomes_get = becomes_get(status, &self.request.method);
        self.dropped_on_redirect.body_headers = becomes_get;
        if becomes_get || is_deleted {
            let rule = if becomes_get { &BECOMES_GET } else { &DELETE_BECOMES_GET };
            self.decisions.holds_of(rule, true, self.request.method.clone());
            self.request.method = ByteString::from_static("GET");
            self.request.body = None;
        }
        if becomes_get {
            self.request.headers.retain(|header| !is_request_body_header_name(&header.name));
        }
    }

    fn remove_authorization(&mut self, location: &Url) {
        let leaves = !urls_same_origin(self.request.current_url(), location);
        self.dropped_on_redirect.authorization = leaves;
        if leaves && self.request.headers.contains("Authorization") {
            let target = location.origin().ascii_serialization();
            let left = self.request.current_url().origin().ascii_serialization();
            self.decisions.holds_between(&AUTHORIZATION_REMOVED, true, Some(target.into()), left);
            self.request.headers.delete("Authorization");
        }
    }

    /// What the engine takes back from everybody but the page's own server.
    fn drop_headers(&mut self, location: &Url) {
        let top_level = self.client.top_level_url();
        let is_own = self.client.origin.is_same_origin_with_url(location) && urls_same_origin(top_level, location);
        if !is_own {
            self.request.headers.retain(|header| !is_one_of(&header.name, self.profile.redirects.drops_headers));
        }
    }

    /// Whether the body's headers go is asked of the first method then, too.
    fn restore_headers(&mut self, status: u16) {
        let from_script = matches!(self.request.initiator, Initiator::Fetch | Initiator::Xhr);
        if self.profile.redirects.restores_headers && from_script {
            let implied = self.type_is_implied.then(|| self.request.headers.get("Content-Type")).flatten();
            let implied = implied.map(|value| ByteString::from(&*value));
            let authorization = self.dropped_on_redirect.authorization;
            let dropped = DroppedOnRedirect { body_headers: becomes_get(status, &self.method), authorization };
            self.start_from_first_headers(dropped);
            if self.type_is_implied {
                self.request.headers.delete("Content-Type");
                if let Some(implied) = implied {
                    self.request.headers.push("Content-Type", implied);
                }
            }
        }
    }

    /// All headers of the script, as far as this redirect does not drop them itself.
    fn bring_headers_back(&mut self, status: u16, location: &Url) {
        if !self.request.headers.contains("Authorization") {
            self.authorization_dropped = true;
        }
        let body_headers = self.dropped_on_redirect.body_headers;
        self.body_headers_dropped |= body_headers;
        let dropped = DroppedOnRedirect { authorization: self.authorization_dropped, body_headers };
        self.start_from_first_headers(dropped);
        let has_crossed = self.request.response_tainting == ResponseTainting::Cors
            || !self.client.origin.is_same_origin_with_url(location);
        if self.request.mode == Mode::Cors && has_crossed {
            return;
        }
        // Only the type comes back, and it is always the first method that the redirect changes.
        let all = DroppedOnRedirect { body_headers: self.body_headers_dropped, ..dropped };
        let keeps_type = !becomes_get(status, &self.method);
        let type_of_body = self.first_headers.get("Content-Type").filter(|_| keeps_type).map(|v| ByteString::from(&*v));
        self.request.headers.retain(|header| !all.covers(&header.name));
        self.request.headers.delete("Content-Type");
        if let Some(value) = type_of_body {
            self.request.headers.push("Content-Type", value);
        }
    }

    fn start_from_first_headers(&mut self, dropped: DroppedOnRedirect) {
        self.request.headers.clone_from(&self.first_headers);
        self.request.headers.retain(|header| !dropped.covers(&header.name));
    }

    fn go_to(&mut self, location: Url) {
        self.decisions.set(&APPENDED, location.as_str().to_owned());
        let before = self.request.redirect_taint();
        self.left = self.taints_by_location().then(|| {
            let named = self.upgraded_from.take().filter(|_| self.decisions.hop > 0);
            named.unwrap_or_else(|| self.request.current_url().clone())
        });
        if let Some(left) = &self.left {
            let url = location.clone();
            self.request.redirect_to(location, &self.client);
            self.request.taint_as(left, &url, &self.client);
        } else {
            self.request.redirect_to(location, &self.client);
        }
        let taint = self.request.redirect_taint();
        if taint != before && taint != RedirectTaint::SameOrigin {
            self.decisions.set(&TAINTED, taint.as_str());
        }
    }

    pub(crate) fn taints_by_location(&self) -> bool {
        self.profile.redirects.taints_by_location && self.request.mode == Mode::Cors
    }

    /// [Set request's referrer policy on redirect](https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect).
    fn set_referrer_policy_on_redirect(&mut self, headers: &HeaderList) {
        let policy = parse_referrer_policy(headers);
        if policy != ReferrerPolicy::Empty {
            self.request.referrer_policy = policy;
        }
    }
}

/// [Parse a referrer policy from a `Referrer-Policy` header](https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header):
/// the last token that is a policy.
pub(crate) fn parse_referrer_policy(headers: &HeaderList) -> ReferrerPolicy {
    let tokens = crate::http::extract_token_list(headers, "Referrer-Policy").ok().flatten().unwrap_or_default();
    let known = tokens.iter().rev().filter_map(|token| std::str::from_utf8(token).ok());
    known
        .map(str::to_ascii_lowercase)
        .filter_map(|token| ReferrerPolicy::from_keyword(&token))
        .find(|policy| *policy != ReferrerPolicy::Empty)
        .unwrap_or(ReferrerPolicy::Empty)
}
