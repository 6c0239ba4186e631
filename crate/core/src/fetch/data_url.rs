//! The [data: URL processor](https://fetch.spec.whatwg.org/#data-url-processor).

use data_url::DataUrl;
use url::Url;

/// The MIME type of a `data:` URL, or `None` when it cannot be processed.
pub(crate) fn data_url_headers(url: &Url) -> Option<String> {
    let processed = DataUrl::process(url.as_str()).ok()?;
    processed.decode_to_vec().ok()?;
    Some(processed.mime_type().to_string())
}
