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
        let site = site(self.request.url_list(), &self.client.origin);
        self.decisions.set(&SITE, site);
        headers.push("Sec-Fetch-Site", site);
        if self.request.user_activation && self.request.is_navigation() {
            headers.push("Sec-Fetch-User", "?1");
        }
    }
}

/// [Set `Sec-Fetch-Site`](https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site).
fn site<'a>(url_list: impl Iterator<Item = &'a Url>, origin: &Origin) -> &'static str {
    let mut site = "same-origin";
    for url in url_list {
        if origin.is_same_origin_with_url(url) {
            continue;
        }
        if !origin.is_same_site_with_url(url) {
            return "cross-site";
        }
        site = "same-site";
    }
    site
}
