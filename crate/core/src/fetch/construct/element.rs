//! Requests that HTML and CSS make: elements, fonts, event streams, forms and navigations.

use super::{Construction, implied_content_type};
use crate::bytes::ByteString;
use crate::fetch::enums::{CacheMode, CredentialsMode, CrossOrigin, Initiator, Mode, RedirectMode};
use crate::fetch::request::Request;
use crate::fetch::without_credentials;
use crate::standard::{
    EVENT_SOURCE, FONT_FETCH, FORM_SUBMISSION, MODULE_SCRIPT, NAVIGATION, POTENTIAL_CORS_REQUEST, Rule,
};

static URL_PARSES: Rule = Rule::new(&POTENTIAL_CORS_REQUEST, "the URL parses against the page's URL");
static POTENTIAL_CORS: Rule =
    Rule::new(&POTENTIAL_CORS_REQUEST, "mode is cors when the element has a crossorigin attribute, else no-cors");
static MODULE_CORS: Rule = Rule::new(&MODULE_SCRIPT, "a module script is always fetched in mode cors");
static FONT_CORS: Rule = Rule::new(&FONT_FETCH, "a font is always fetched in mode cors");
static EVENT_SOURCE_CORS: Rule = Rule::new(&EVENT_SOURCE, "an event stream is always fetched in mode cors");
static NAVIGATES: Rule = Rule::new(&NAVIGATION, "mode is navigate: CORS has no say in navigations");
static SUBMITS: Rule = Rule::new(&FORM_SUBMISSION, "a form makes a navigation request: CORS has no say");

impl Construction<'_> {
    /// [Create a potential-CORS request](https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request).
    pub(super) fn potential_cors(&mut self) -> Option<Request> {
        let cross_origin = self.cross_origin();
        let mut request = self.element_request()?;
        request.mode = if cross_origin.is_none() { Mode::NoCors } else { Mode::Cors };
        request.credentials_mode = match cross_origin {
            Some(CrossOrigin::Anonymous) => CredentialsMode::SameOrigin,
            Some(CrossOrigin::UseCredentials) | None => CredentialsMode::Include,
        };
        self.drop_credentials(&mut request);
        self.decisions.set(&POTENTIAL_CORS, request.mode.as_str());
        Some(request)
    }

    /// Module scripts and fonts.
    pub(super) fn always_cors(&mut self) -> Option<Request> {
        let module = self.init.initiator == Initiator::Module;
        let mut request = self.element_request()?;
        request.mode = Mode::Cors;
        if !module && !self.profile.request.fonts_in_cors {
            request.mode = Mode::NoCors;
            request.credentials_mode = CredentialsMode::Include;
        }
        if module && self.cross_origin() == Some(CrossOrigin::UseCredentials) {
            request.credentials_mode = CredentialsMode::Include;
        }
        self.drop_credentials(&mut request);
        self.decisions.set(if module { &MODULE_CORS } else { &FONT_CORS }, request.mode.as_str());
        Some(request)
    }

    pub(super) fn event_source(&mut self) -> Option<Request> {
        let mut request = self.element_request()?;
        request.mode = Mode::Cors;
        request.cache_mode = CacheMode::NoStore;
        if self.cross_origin() == Some(CrossOrigin::UseCredentials) {
            request.credentials_mode = CredentialsMode::Include;
        }
        request.headers.push("Accept", "text/event-stream");
        self.decisions.set(&EVENT_SOURCE_CORS, "cors");
        Some(request)
    }

    pub(super) fn navigation(&mut self) -> Option<Request> {
        let request = self.element_request()?;
        self.decisions.set(&NAVIGATES, "navigate");
        Some(as_navigation(request))
    }

    pub(super) fn form(&mut self) -> Option<Request> {
        let posts = self.init.method.as_deref().is_some_and(|method| method.eq_ignore_ascii_case("post"));
        let mut request = as_navigation(self.element_request()?);
        if !posts && request.current_url().query().is_none() {
            // [Mutate action URL](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#submit-mutate-action)
            // sets a query, and be it empty.
            let mut url = request.current_url().clone();
            url.set_query(Some(""));
            request.set_current_url(url, self.client);
        }
        if posts {
            request.method = ByteString::from_static("POST");
            let implied = self.init.body.as_ref().and_then(|body| match body.kind {
                // A form that is not told otherwise sends this type.
                crate::fetch::enums::BodyKind::Text => Some(ByteString::from_static("text/plain")),
                crate::fetch::enums::BodyKind::FormData => implied_content_type(body),
                _ => None,
            });
            let enctype = implied.unwrap_or_else(|| ByteString::from_static("application/x-www-form-urlencoded"));
            request.headers.push("Content-Type", enctype);
            request.body.clone_from(&self.init.body);
        }
        self.decisions.set(&SUBMITS, request.method.clone());
        Some(request)
    }

    /// What all of them have in common: a URL, a referrer policy, integrity, and nothing else that one can choose.
    fn element_request(&mut self) -> Option<Request> {
        let url = self.parse_url(&URL_PARSES)?;
        let mut request = Request::new(url, self.init.initiator);
        // Only markup with a `referrerpolicy` attribute has a policy of its own.
        let has_policy = !matches!(self.init.initiator, Initiator::EventSource | Initiator::Font | Initiator::Form);
        if has_policy {
            request.referrer_policy = self.referrer_policy();
        }
        self.ignore(&[("referrerPolicy", self.init.referrer_policy.is_some() && !has_policy)]);
        let has_integrity =
            matches!(self.init.initiator, Initiator::Script | Initiator::Module | Initiator::Stylesheet);
        if has_integrity {
            request.integrity.clone_from(&self.init.integrity);
        }
        self.ignore(&[("integrity", !self.init.integrity.is_empty() && !has_integrity)]);
        request.user_activation = self.init.user_activation;
        self.ignore_all_but_url();
        Some(request)
    }

    fn drop_credentials(&self, request: &mut Request) {
        if self.profile.request.cors_elements_drop_credentials && request.mode == Mode::Cors {
            let url = without_credentials(request.current_url());
            request.set_current_url(url, self.client);
        }
    }

    /// The `crossorigin` attribute. `mode: "cors"`, with or without `credentials: "include"`, says the same.
    fn cross_origin(&self) -> Option<CrossOrigin> {
        let include = self.init.credentials == Some(CredentialsMode::Include);
        let always = matches!(self.init.initiator, Initiator::Module | Initiator::EventSource);
        self.init.cross_origin.or(match self.init.mode {
            Some(Mode::Cors) if include => Some(CrossOrigin::UseCredentials),
            Some(Mode::Cors) => Some(CrossOrigin::Anonymous),
            _ if always && include => Some(CrossOrigin::UseCredentials),
            _ => None,
        })
    }

    /// Markup, and a beacon, choose neither headers nor modes.
    pub(super) fn ignore_all_but_url(&mut self) {
        let init = self.init;
        let default_method = init.method.as_deref().is_none_or(|method| match init.initiator {
            Initiator::Form => true,
            Initiator::Beacon => method == "POST",
            _ => method == "GET",
        });
        let takes_body = matches!(init.initiator, Initiator::Form | Initiator::Beacon);
        self.ignore(&[
            ("method", !default_method),
            ("headers", !init.headers.is_empty()),
            ("body", init.body.is_some() && !takes_body),
            ("redirect", init.redirect.is_some_and(|mode| mode != RedirectMode::Follow)),
            ("cache", init.cache.is_some_and(|mode| mode != CacheMode::Default)),
            ("keepalive", init.keepalive && init.initiator != Initiator::Beacon),
            ("referrer", init.referrer.is_some()),
            ("uploadListener", init.upload_listener),
        ]);
    }
}

/// [Create navigation params by fetching](https://html.spec.whatwg.org/multipage/browsing-the-web.html#create-navigation-params-by-fetching).
fn as_navigation(mut request: Request) -> Request {
    request.mode = Mode::Navigate;
    request.credentials_mode = CredentialsMode::Include;
    request.redirect_mode = RedirectMode::Manual;
    request
}
