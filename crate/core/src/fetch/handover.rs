//! The end of [main fetch](https://fetch.spec.whatwg.org/#concept-main-fetch): what is withheld, and the
//! [filtered response](https://fetch.spec.whatwg.org/#concept-filtered-response) that the script gets.

use std::borrow::Cow;

use super::decisions::Failure;
use super::enums::{CredentialsMode, Destination, Initiator, ResponseTainting, ResponseType};
use super::machine::Fetch;
use super::receive::with_type_of;
use crate::bytes::isomorphic_decode;
use crate::engine::{OpaqueBlocking, StylesheetType, UpgradeShows};
use crate::explain::CauseCode;
use crate::http::is_token;
use crate::http::token::trim_tab_or_space;
use crate::http::{
    HeaderList, MimeType, determine_nosniff, extract_mime_type, extract_token_list,
    is_cors_safelisted_response_header_name, is_forbidden_response_header_name, is_never_script, is_null_body_status,
    set_has, sorted_lowercase_set,
};
use crate::scenario::Reply;
use crate::standard::{
    ELEMENT_RESOURCE, EVENT_SOURCE, FILTERED_RESPONSE, INTEGRITY, LINKED_STYLESHEET, MIME_TYPE, MODULE_SCRIPT, NOSNIFF,
    Rule,
};
use crate::verdict::{HeaderPairs, HiddenBecause, HiddenHeaders, Phase, Response};

static NOT_NOSNIFF: Rule =
    Rule::new(&NOSNIFF, "no nosniff, or the MIME type fits the destination").about("Content-Type");
static SCRIPT_TYPE: Rule =
    Rule::new(&MIME_TYPE, "a script is not served as image, audio, video or CSV").about("Content-Type");
/// Opaque Response Blocking keeps data of a type that no element has.
pub(crate) static NEVER_SNIFFED: Rule =
    Rule::new(&MIME_TYPE, "this engine keeps data of this type from elements of other origins").about("Content-Type");
/// Markup and data that say that they are a part.
pub(crate) static PARTIAL_MARKUP: Rule =
    Rule::new(&MIME_TYPE, "this engine keeps parts of markup from elements of other origins").about("Content-Type");
/// Markup and data that shall not be sniffed.
pub(crate) static NOSNIFF_MARKUP: Rule =
    Rule::new(&MIME_TYPE, "this engine keeps markup with nosniff from elements of other origins").about("Content-Type");
static FIRST_PART: Rule =
    Rule::new(&MIME_TYPE, "this engine keeps later parts from elements of other origins").about("Content-Range");
static BODY_VISIBLE: Rule = Rule::new(&INTEGRITY, "integrity needs a body that the page may see");
static BODY_MATCHES: Rule = Rule::new(&INTEGRITY, "the body matches the metadata");
static MODULE_TYPE: Rule =
    Rule::new(&MODULE_SCRIPT, "the response's MIME type is a JavaScript MIME type").about("Content-Type");
static ELEMENT_STATUS: Rule = Rule::new(&ELEMENT_RESOURCE, "the response's status is an ok status");
static STYLE_TYPE: Rule =
    Rule::new(&LINKED_STYLESHEET, "the Content-Type is text/css (the page is taken not to be in quirks mode)")
        .about("Content-Type");
static EVENT_STREAM: Rule =
    Rule::new(&EVENT_SOURCE, "the status is 200 and the type is text/event-stream").about("Content-Type");
static EXPOSED: Rule = Rule::new(&FILTERED_RESPONSE, "the headers that Access-Control-Expose-Headers adds")
    .about("Access-Control-Expose-Headers");
static TYPE: Rule = Rule::new(&FILTERED_RESPONSE, "the response's type");

/// Types that Opaque Response Blocking protects unless the bytes say otherwise.
pub(crate) fn is_markup(mime_type: Option<&MimeType>) -> bool {
    mime_type
        .is_some_and(|mime| mime.essence() != "image/svg+xml" && (mime.is_html() || mime.is_json() || mime.is_xml()))
}

/// Types that say that an element may use the resource.
pub(crate) fn is_usable(mime: &MimeType) -> bool {
    mime.is_javascript() || mime.is_css() || mime.is_audio_or_video() || mime.essence() == "image/svg+xml"
}

/// The hashes of nothing.
static EMPTY_HASHES: [&str; 3] = [
    "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg",
    "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb",
    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
];

/// Hash algorithms, the strongest first.
static ALGORITHMS: [&str; 3] = ["sha512-", "sha384-", "sha256-"];

fn is_never(value: &[u8]) -> bool {
    is_never_script(&isomorphic_decode(value).to_ascii_lowercase())
}

/// The hash of one item, without its options.
fn hash<'a>(item: &'a str, algorithm: &str) -> Option<&'a str> {
    let name = item.get(..algorithm.len())?;
    let hash = item.get(algorithm.len()..)?.split('?').next()?.trim_end_matches('=');
    let is_base64 =
        !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte));
    (name.eq_ignore_ascii_case(algorithm) && is_base64).then_some(hash)
}

/// Whether two are the same in base64 or base64url.
fn is_same_hash(a: &str, b: &str) -> bool {
    let plain = |byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    };
    a.len() == b.len() && a.bytes().map(plain).eq(b.bytes().map(plain))
}

impl Fetch {
    /// Blocks what must not be handed over, then filters the response.
    pub(crate) fn handover(&mut self, reply: &Reply) {
        self.decisions.phase = Phase::Response;
        // The HTTP fetch has succeeded: what fails from here on leaves the preflight cache alone.
        self.leave_http_fetch();
        let typed = with_type_of(reply, &self.profile.response, self.request.initiator);
        self.block_by_mime_type(&typed.headers);
        self.block_opaque(reply);
        let hidden = self.request.response_tainting == ResponseTainting::Opaque;
        self.check_integrity(hidden, self.has_null_body(reply.status));
        self.check_body(&reply.body_hashes);
        self.check_consumer(&typed);
        if !self.decisions.has_failed() {
            let response = self.filtered_response(reply);
            self.decisions.set(&TYPE, response.response_type.as_str());
            self.hand_over(response);
        }
    }

    fn block_by_mime_type(&mut self, headers: &HeaderList) {
        let (script, style) = (self.request.is_script_like(), self.request.destination == Destination::Style);
        if !script && !style {
            return;
        }
        let mime_type = extract_mime_type(headers);
        let fits_script = mime_type.as_ref().is_some_and(|mime| mime.is_javascript());
        let fits = if script { fits_script } else { mime_type.as_ref().is_some_and(|mime| mime.is_css()) };
        let early = self.profile.response.types_end_early;
        let unread = || early && headers.get("Content-Type").is_some_and(|value| is_never(&value));
        let never_script = script && mime_type.as_ref().map_or_else(unread, |mime| is_never_script(mime.essence()));
        let received = || headers.get_owned("Content-Type");
        let wanted = if script { "text/javascript" } else { "text/css" };
        if never_script {
            let failure = Failure::new(CauseCode::MimeType, &SCRIPT_TYPE).header("Content-Type").expected(wanted);
            self.decisions.fail(Failure { received: received(), ..failure });
        }
        if determine_nosniff(headers) && !fits {
            let failure = Failure::new(CauseCode::Nosniff, &NOT_NOSNIFF).header("Content-Type").expected(wanted);
            self.decisions.fail(Failure { received: received(), ..failure });
        }
    }

    pub(crate) fn check_integrity(&mut self, hidden: bool, body_is_null: bool) {
        if self.request.integrity.is_empty() {
            return;
        }
        let needs_body = self.profile.response.integrity_needs_body;
        let code = if hidden {
            CauseCode::IntegrityOpaque
        } else if body_is_null
            && needs_body
            && !(self.profile.response.null_body_is_empty && self.body_fits(&EMPTY_HASHES))
        {
            CauseCode::IntegrityNoBody
        } else {
            self.decisions.holds_of(&BODY_VISIBLE, true, self.request.response_tainting.as_str());
            return;
        };
        let received = self.request.integrity.clone();
        self.decisions.fail(Failure::new(code, &BODY_VISIBLE).received(received));
    }

    fn check_body(&mut self, hashes: &[String]) {
        if self.request.integrity.is_empty() || hashes.is_empty() || self.decisions.has_failed() {
            return;
        }
        let hashes: Vec<&str> = hashes.iter().map(String::as_str).collect();
        if !self.body_fits(&hashes) {
            let failure = Failure::new(CauseCode::IntegrityMismatch, &BODY_MATCHES).received(hashes.join(" "));
            let expected = self.request.integrity.clone();
            self.decisions.fail(failure.expected(expected));
        }
    }

    /// [Does a body with these hashes match the metadata](https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist)?
    fn body_fits(&self, hashes: &[&str]) -> bool {
        let items = || self.request.integrity.split_ascii_whitespace();
        let strongest = ALGORITHMS.iter().find(|algorithm| items().any(|item| hash(item, algorithm).is_some()));
        strongest.is_none_or(|algorithm| {
            let actual = || hashes.iter().filter_map(|item| hash(item, algorithm));
            items().filter_map(|item| hash(item, algorithm)).any(|asked| actual().any(|hash| is_same_hash(asked, hash)))
        })
    }

    fn has_null_body(&self, status: u16) -> bool {
        self.request.method == "HEAD" || is_null_body_status(status)
    }

    /// What the API or element itself demands of the response.
    fn check_consumer(&mut self, reply: &Reply) {
        let mime_type = || extract_mime_type(&reply.headers);
        let received = reply.headers.get_owned("Content-Type");
        let fails = |(element, from): &(Initiator, u16)| *element == self.request.initiator && reply.status >= *from;
        if self.profile.response.failing_statuses.iter().any(fails) {
            let failure = Failure::new(CauseCode::NotOkStatus, &ELEMENT_STATUS).received(reply.status.to_string());
            self.decisions.fail(failure.expected("200-299"));
        }
        let failure = match self.request.initiator {
            Initiator::Stylesheet if !self.stylesheet_type_passes(received.is_none(), mime_type().as_ref()) => {
                let failure = Failure::new(CauseCode::MimeType, &STYLE_TYPE).header("Content-Type");
                Failure { received, ..failure.expected("text/css") }
            }
            Initiator::Module if !mime_type().is_some_and(|mime| mime.is_javascript()) => {
                let failure = Failure::new(CauseCode::MimeType, &MODULE_TYPE).header("Content-Type");
                Failure { received, ..failure.expected("text/javascript") }
            }
            Initiator::EventSource
                if reply.status != 200 || mime_type().is_none_or(|mime| !self.is_event_stream(&mime)) =>
            {
                let failure = Failure::new(CauseCode::EventStreamType, &EVENT_STREAM).header("Content-Type");
                Failure { received, ..failure.expected("text/event-stream") }
            }
            _ => return,
        };
        self.decisions.fail(failure);
    }

    fn is_event_stream(&self, mime_type: &MimeType) -> bool {
        let charset = mime_type.parameter("charset").filter(|charset| !charset.is_empty());
        mime_type.essence() == "text/event-stream"
            && (!self.profile.response.event_stream_charset_counts
                || charset.is_none_or(|charset| charset.eq_ignore_ascii_case("utf-8")))
    }

    /// A type that is missing passes in every browser, unless a redirect has made one forget what it asked for.
    fn stylesheet_type_passes(&self, is_missing: bool, mime_type: Option<&MimeType>) -> bool {
        match self.profile.response.stylesheet_type {
            StylesheetType::Css => is_missing || mime_type.is_some_and(MimeType::is_css),
            StylesheetType::CssOrInvalid => mime_type.is_none_or(MimeType::is_css),
            StylesheetType::CssOrInvalidAtFirst => {
                let is_first = !self.request.is_redirected() && self.upgraded_from.is_none();
                mime_type.map_or(is_first, MimeType::is_css)
            }
            StylesheetType::Any => true,
        }
    }

    /// [Opaque-response-safelist check](https://github.com/annevk/orb#new-algorithms), before the body is looked at.
    fn block_opaque(&mut self, reply: &Reply) {
        let rules = &self.profile.response.opaque_blocking;
        let OpaqueBlocking { never_sniffed: _, spared, nosniff, spares_own_origin, partial, any_partial } = *rules;
        let is_own = spares_own_origin && self.client.origin.is_same_origin_with_url(self.request.current_url());
        let is_element = self.request.destination != Destination::Empty && !is_own;
        if self.request.response_tainting != ResponseTainting::Opaque || !is_element {
            return;
        }
        let mime_type = extract_mime_type(&reply.headers);
        let essence = mime_type.as_ref().map(MimeType::essence).unwrap_or_default();
        if spared.contains(&essence) {
            return;
        }
        let is_markup = is_markup(mime_type.as_ref());
        let is_protected = nosniff.is_some_and(|types| is_markup || types.contains(&essence));
        let is_later = |range: Option<_>| !range.is_some_and(|range: Cow<'_, [u8]>| range.starts_with(b"bytes 0-"));
        let rule = if rules.never_sniffs(essence) {
            &NEVER_SNIFFED
        } else if is_markup && partial && reply.status == 206 {
            &PARTIAL_MARKUP
        } else if is_protected && determine_nosniff(&reply.headers) {
            &NOSNIFF_MARKUP
        } else if any_partial
            && reply.status == 206
            && !mime_type.as_ref().is_some_and(is_usable)
            && is_later(reply.headers.get("Content-Range"))
        {
            &FIRST_PART
        } else {
            return;
        };
        let failure = Failure::new(CauseCode::OpaqueResponseBlocking, rule).header("Content-Type");
        self.decisions.fail(failure.received(essence.to_owned()));
    }

    fn filtered_response(&mut self, reply: &Reply) -> Response {
        let (url, redirected) = self.shown_url();
        let rules = &self.profile.response;
        let is_script = self.request.initiator == Initiator::Script;
        let last = self.request.current_url();
        let tainting = match self.request.response_tainting {
            ResponseTainting::Opaque
                if is_script && rules.scripts_forget_detours && self.client.origin.is_same_origin_with_url(last) =>
            {
                ResponseTainting::Basic
            }
            ResponseTainting::Basic if is_script && rules.mutes_data_scripts && last.scheme() == "data" => {
                ResponseTainting::Opaque
            }
            tainting => tainting,
        };
        let (visible, hidden, response_type) = match tainting {
            ResponseTainting::Opaque if self.request.initiator != Initiator::Font => {
                return opaque_filtered(&reply.headers);
            }
            // Only an engine that asks no server about fonts gets here: such a font can be used, and measured.
            ResponseTainting::Opaque => {
                (Vec::new(), all_hidden(&reply.headers, HiddenBecause::Opaque), ResponseType::Basic)
            }
            ResponseTainting::Basic if self.request.is_navigation() => {
                (Vec::new(), all_hidden(&reply.headers, HiddenBecause::Document), ResponseType::Basic)
            }
            ResponseTainting::Basic => {
                let forbidden =
                    |name: &[u8]| is_forbidden_response_header_name(name).then_some(HiddenBecause::Forbidden);
                let (visible, hidden) = split(&reply.headers, &forbidden);
                (visible, hidden, ResponseType::Basic)
            }
            ResponseTainting::Cors => {
                let (visible, hidden) = self.cors_filtered(&reply.headers);
                (visible, hidden, ResponseType::Cors)
            }
        };
        let body_readable = self.script_may_read();
        Response {
            response_type,
            url,
            redirected,
            status: reply.status,
            headers: visible,
            hidden_headers: hidden,
            body_readable,
        }
    }

    /// The response's URL, and whether it was redirected.
    pub(crate) fn shown_url(&self) -> (String, bool) {
        let url = self.url_as_sent();
        let redirected = self.request.is_redirected();
        match (self.profile.mixed_content.upgrade_shows, &self.upgraded_from) {
            (UpgradeShows::Nowhere, Some(asked)) if self.request.initiator == Initiator::Fetch && !redirected => {
                (super::without_fragment(asked), redirected)
            }
            (UpgradeShows::AsRedirect, Some(_)) => (url, true),
            _ => (url, redirected),
        }
    }

    fn cors_filtered(&mut self, headers: &HeaderList) -> (HeaderPairs, HiddenHeaders) {
        let exposed = extract_token_list(headers, "Access-Control-Expose-Headers").ok().flatten().unwrap_or_default();
        if !exposed.is_empty() {
            self.decisions.set(&EXPOSED, exposed.join(&b", "[..]));
        }
        let wildcard = exposed.contains(&&b"*"[..]) || self.exposes_all_before_bad_name(headers);
        let all = wildcard && self.request.credentials_mode != CredentialsMode::Include;
        let exposed = sorted_lowercase_set(&exposed);
        split(headers, &|name| {
            if is_cors_safelisted_response_header_name::<&[u8]>(name, &[]) {
                None
            } else if is_forbidden_response_header_name(name) {
                Some(HiddenBecause::Forbidden)
            } else if all || set_has(&exposed, name) {
                None
            } else {
                Some(if wildcard { HiddenBecause::LiteralWildcard } else { HiddenBecause::NotExposed })
            }
        })
    }

    fn exposes_all_before_bad_name(&self, headers: &HeaderList) -> bool {
        self.profile.response.exposes_all_before_bad_name
            && headers.get("Access-Control-Expose-Headers").is_some_and(|value| {
                let items = value.split(|byte| *byte == b',').map(trim_tab_or_space);
                items.take_while(|item| item.is_empty() || is_token(item)).any(|item| item == b"*")
            })
    }

    /// A document belongs to the user: only a page of the same origin can look into it.
    fn script_may_read(&self) -> bool {
        !self.request.is_navigation() || self.client.origin.is_same_origin_with_url(self.request.current_url())
    }
}

fn opaque_filtered(headers: &HeaderList) -> Response {
    Response {
        response_type: ResponseType::Opaque,
        url: String::new(),
        redirected: false,
        status: 0,
        headers: Vec::new(),
        hidden_headers: all_hidden(headers, HiddenBecause::Opaque),
        body_readable: false,
    }
}

/// The headers of a response of which a script sees none.
pub(crate) fn all_hidden(headers: &HeaderList, because: HiddenBecause) -> HiddenHeaders {
    split(headers, &|_| Some(because)).1
}

/// What a script sees of a header list, and what not: as it iterates one, lower-case, sorted, combined.
fn split(
    headers: &HeaderList,
    hidden_because: &dyn Fn(&[u8]) -> Option<HiddenBecause>,
) -> (HeaderPairs, HiddenHeaders) {
    let mut visible = Vec::with_capacity(headers.len());
    let mut hidden = Vec::with_capacity(headers.len());
    for header in headers.sort_and_combine() {
        match hidden_because(&header.name) {
            None => visible.push((header.name, header.value)),
            Some(because) => hidden.push((header.name, header.value, because)),
        }
    }
    (visible, hidden)
}
