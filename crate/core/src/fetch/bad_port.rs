//! [Bad ports](https://fetch.spec.whatwg.org/#port-blocking).

use std::ops::ControlFlow;

use url::Url;

use super::decisions::{Decisions, Failure};
use crate::explain::CauseCode;
use crate::standard::{BAD_PORT, Rule};

static GOOD_PORT: Rule = Rule::new(&BAD_PORT, "the port is not a bad port");

/// The standard's table, sorted.
const BAD_PORTS: &[u16] = &[
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/// Whether `port` is a [bad port](https://fetch.spec.whatwg.org/#bad-port).
#[must_use]
pub fn is_bad_port(port: u16) -> bool {
    BAD_PORTS.binary_search(&port).is_ok()
}

/// [Should request be blocked due to a bad port](https://fetch.spec.whatwg.org/#block-bad-port)?
pub(crate) fn block_bad_port(url: &Url, decisions: &mut Decisions) -> ControlFlow<()> {
    let Some(port) = url.port().filter(|_| matches!(url.scheme(), "http" | "https")) else {
        return ControlFlow::Continue(());
    };
    if !is_bad_port(port) {
        decisions.holds_of(&GOOD_PORT, true, port.to_string());
        return ControlFlow::Continue(());
    }
    decisions.stop(Failure::new(CauseCode::BadPort, &GOOD_PORT).received(port.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_has_its_neighbours_right() {
        assert!(BAD_PORTS.is_sorted());
        assert_eq!(BAD_PORTS.len(), 83);
        for bad in [0, 25, 6000, 6665, 6669, 10080] {
            assert!(is_bad_port(bad), "{bad}");
        }
        for good in [80, 443, 3000, 8080, 6664, 6670, 10081] {
            assert!(!is_bad_port(good), "{good}");
        }
    }
}
