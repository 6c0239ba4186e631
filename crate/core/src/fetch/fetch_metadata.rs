//! [Fetch Metadata](https://w3c.github.io/webappsec-fetch-metadata/): the `Sec-Fetch-*` headers.

use url::Url;

use super::enums::Mode;
use super::machine::Fetch;
use crate::http::HeaderList;
use crate::origin::Origin;
use crate::origin::secure_context::is_url_potentially_trustworthy;
use crate::standard::{FETCH_METADATA, Rule};

static TRUSTWORTHY: Rule = Rule::new(&FETCH_METADATA, "the URL is potentially trustworthy: Sec-Fetch-* are sent");
static SITE: Rule = Rule::new(&FETCH_METADATA, "Sec-Fetch-Site, over every URL of the redirect chain");

impl Fetch {
    /// Appends `Sec-Fetch-Dest`, `-Mode`, `-Site` and `-User`. `mode` is that of the request or of its preflight.
    pub(crate) fn append_fetch_metadata(&mut self, mode: Mode, headers: &mut HeaderList) {
        if !is_url_potentially_trustworthy(self.request.current_url()) {
            self.decisions.holds(&TRUSTWORTHY, false);
            return;
        }
        let destination = self.request.destination.as_str();
        headers.push("Sec-Fetch-Dest", if destination.is_empty() { "empty" } else { destination });
        headers.push("Sec-Fetch-Mode", mode.as_str());
        let site = self.site();
        self.decisions.set(&SITE, site);
        headers.push("Sec-Fetch-Site", site);
        if self.request.user_activation && self.request.is_navigation() {
            headers.push("Sec-Fetch-User", "?1");
        }
    }

    /// [Set `Sec-Fetch-Site`](https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site). The URLs of
    /// earlier exchanges are not looked at again.
    fn site(&mut self) -> &'static str {
        let SiteSoFar { urls, value } = self.site_so_far;
        let value =
            self.request.url_list().skip(urls).fold(value, |value, url| farther(value, url, &self.client.origin));
        self.site_so_far = SiteSoFar { urls: self.request.url_list().count(), value };
        value
    }
}

/// What `Sec-Fetch-Site` was for the first URLs of the URL list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SiteSoFar {
    urls: usize,
    value: &'static str,
}

impl SiteSoFar {
    /// Before any URL.
    pub(crate) const START: Self = Self { urls: 0, value: "same-origin" };
}

/// The value that one more URL leads to.
fn farther(value: &'static str, url: &Url, origin: &Origin) -> &'static str {
    if value == "cross-site" || origin.is_same_origin_with_url(url) {
        value
    } else if origin.is_same_site_with_url(url) {
        "same-site"
    } else {
        "cross-site"
    }
}
