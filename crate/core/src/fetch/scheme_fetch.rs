//! [Scheme fetch](https://fetch.spec.whatwg.org/#concept-scheme-fetch).

use std::ops::ControlFlow;

use super::data_url::{DataUrl, process_data_url};
use super::decisions::Failure;
use super::enums::Initiator;
use super::machine::Fetch;
use crate::explain::CauseCode;
use crate::http::HeaderList;
use crate::scenario::Reply;
use crate::standard::{Rule, SCHEME_FETCH};
use crate::trace::Moment;

static ABOUT_BLANK: Rule = Rule::new(&SCHEME_FETCH, "about: only has a response for about:blank");
static BLOB: Rule = Rule::new(&SCHEME_FETCH, "the method is GET, and the blob: URL is one of this page's origin");
static DATA: Rule = Rule::new(&SCHEME_FETCH, "the data: URL can be processed");
static KNOWN_SCHEME: Rule = Rule::new(&SCHEME_FETCH, "the scheme is about, blob, data, http or https");

impl Fetch {
    pub(crate) fn scheme_fetch(&mut self) -> ControlFlow<()> {
        match self.request.current_url().scheme() {
            "http" | "https" => self.http_fetch(false),
            "about" => self.about(),
            "blob" => self.blob(),
            "data" => self.data(),
            _ => self.refuse(CauseCode::UnsupportedScheme, &KNOWN_SCHEME),
        }
    }

    fn about(&mut self) -> ControlFlow<()> {
        if self.request.current_url().path() == "blank" && self.profile.request.about_blank {
            self.local_response(&ABOUT_BLANK, "text/html;charset=utf-8".to_owned())
        } else {
            self.refuse(CauseCode::UnsupportedScheme, &ABOUT_BLANK)
        }
    }

    /// A blob of this origin is taken to exist: the scenario cannot say otherwise.
    fn blob(&mut self) -> ControlFlow<()> {
        let own = self.client.origin.is_same_origin_with_url(self.request.current_url());
        if own && self.request.method == "GET" {
            return self.respond_locally(&BLOB, HeaderList::new());
        }
        self.refuse(CauseCode::BlobNotAvailable, &BLOB)
    }

    fn data(&mut self) -> ControlFlow<()> {
        match process_data_url(self.request.current_url()) {
            Some(DataUrl { mime_type, body }) => {
                let mut headers = HeaderList::with_capacity(2);
                headers.push("Content-Type", mime_type);
                if self.profile.response.data_url_has_length && self.request.initiator == Initiator::Fetch {
                    headers.push("Content-Length", body.len().to_string());
                }
                self.respond_locally(&DATA, headers)
            }
            None => self.refuse(CauseCode::InvalidDataUrl, &DATA),
        }
    }

    fn refuse(&mut self, code: CauseCode, rule: &'static Rule) -> ControlFlow<()> {
        let url = self.request.current_url().as_str().to_owned();
        self.decisions.stop(Failure::new(code, rule).received(url))
    }

    fn local_response(&mut self, rule: &'static Rule, content_type: String) -> ControlFlow<()> {
        let mut headers = HeaderList::with_capacity(1);
        headers.push("Content-Type", content_type);
        self.respond_locally(rule, headers)
    }

    fn respond_locally(&mut self, rule: &'static Rule, headers: HeaderList) -> ControlFlow<()> {
        // What follows the comma of a data: URL may be megabytes.
        let seen = self.request.current_url().as_str().split(',').next();
        self.decisions.pass(rule, seen.map(|seen| seen.to_owned().into()));
        self.decisions.moment = Moment::Response;
        self.handover(&Reply::new(200, headers));
        ControlFlow::Continue(())
    }
}
