//! Opaque Response Blocking, as data.

use super::switches::switches;

switches! {
/// [Opaque Response Blocking](https://github.com/annevk/orb), which no standard has taken up yet: which responses are
/// kept from images and scripts of other origins. What depends on the bytes of the body is not judged here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpaqueBlocking {
    /// Types that no such element can use, such as `application/pdf`, in lists with a space between them.
    pub never_sniffed: &'static [&'static str],
    /// Types that are never kept from elements, whatever else there is.
    pub spared: &'static [&'static str],
    /// With `nosniff`, HTML, JSON and XML, and these types; `None` for nothing.
    pub nosniff: Option<&'static [&'static str]>,
    /// What comes from the page's own origin in the end is never kept from it.
    pub spares_own_origin: bool,
    /// HTML, JSON and XML with status 206.
    pub partial: bool,
    /// Status 206 without the first part of the resource. Scripts, stylesheets, audio and video are exempt, by their
    /// types.
    pub any_partial: bool,
}
}

impl OpaqueBlocking {
    /// Whether no such element can use this type.
    #[must_use]
    pub fn never_sniffs(&self, essence: &str) -> bool {
        self.never_sniffed.iter().any(|types| types.split(' ').any(|never| never == essence))
    }
}

/// The [opaque-blocklisted-never-sniffed MIME types](https://github.com/annevk/orb#new-mime-type-sets), without those of
/// audio and video and WebVTT.
pub(super) const NEVER_SNIFFED: &str = "application/gzip application/msexcel application/mspowerpoint application/msword \
    application/msword-template application/pdf application/vnd.ces-quickpoint application/vnd.ces-quicksheet \
    application/vnd.ces-quickword application/vnd.ms-excel application/vnd.ms-excel.sheet.macroenabled.12 \
    application/vnd.ms-powerpoint application/vnd.ms-powerpoint.presentation.macroenabled.12 \
    application/vnd.ms-word application/vnd.ms-word.document.12 \
    application/vnd.ms-word.document.macroenabled.12 application/vnd.msword \
    application/vnd.openxmlformats-officedocument.presentationml.presentation \
    application/vnd.openxmlformats-officedocument.presentationml.template \
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet \
    application/vnd.openxmlformats-officedocument.spreadsheetml.template \
    application/vnd.openxmlformats-officedocument.wordprocessingml.document \
    application/vnd.openxmlformats-officedocument.wordprocessingml.template \
    application/vnd.presentation-openxml application/vnd.presentation-openxmlm \
    application/vnd.spreadsheet-openxml application/vnd.wordprocessing-openxml application/x-gzip \
    application/x-protobuf application/zip multipart/byteranges multipart/signed text/csv text/event-stream \
    text/pdf";
