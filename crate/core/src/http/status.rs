//! Statuses.
//!
//! Fetch: <https://fetch.spec.whatwg.org/#statuses>

/// Whether `status` is a [null body status](https://fetch.spec.whatwg.org/#null-body-status).
#[must_use]
pub const fn is_null_body_status(status: u16) -> bool {
    matches!(status, 101 | 103 | 204 | 205 | 304)
}

/// Whether `status` is an [ok status](https://fetch.spec.whatwg.org/#ok-status).
#[must_use]
pub const fn is_ok_status(status: u16) -> bool {
    matches!(status, 200..=299)
}

/// Whether `status` is a [range status](https://fetch.spec.whatwg.org/#range-status).
#[must_use]
pub const fn is_range_status(status: u16) -> bool {
    matches!(status, 206 | 416)
}

/// Whether `status` is a [redirect status](https://fetch.spec.whatwg.org/#redirect-status).
#[must_use]
pub const fn is_redirect_status(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_in_its_classes_only() {
        for status in 0..=1000 {
            assert_eq!(is_null_body_status(status), [101, 103, 204, 205, 304].contains(&status), "{status}");
            assert_eq!(is_ok_status(status), status / 100 == 2, "{status}");
            assert_eq!(is_range_status(status), [206, 416].contains(&status), "{status}");
            assert_eq!(is_redirect_status(status), [301, 302, 303, 307, 308].contains(&status), "{status}");
        }
    }
}
