//! Which of several request headers Chromium names: the first that it comes across. Its headers stand in a hash table
//! (`HTTPHeaderMap`, over WTF's `HashTable` with `CaseFoldingHash`), in the order of their hashes.

/// What stands in the table besides the script's headers: for secure URLs the client hints, and always `User-Agent`.
const OWN: [&[u8]; 4] = [b"sec-ch-ua", b"sec-ch-ua-mobile", b"sec-ch-ua-platform", b"user-agent"];

const SECRET: [u64; 3] = [0x2d35_8dcc_aa6c_78a5, 0x8bb8_4b93_962e_acc9, 0x4b33_a62e_d433_d4a3];
const SEED: u64 = 0xbdd8_9aa9_8270_4029;

/// The names, lower-case and each once, as the table lists them.
pub(super) fn in_table_order(names: &[Vec<u8>], secure: bool) -> Vec<Vec<u8>> {
    let own = OWN.iter().skip(if secure { 0 } else { 3 }).map(|name| name.to_vec());
    let mut table: Vec<Option<Vec<u8>>> = vec![None; 8];
    let mut count = 0;
    for name in names.iter().cloned().chain(own.filter(|own| !names.contains(own))) {
        insert(&mut table, name);
        count += 1;
        if count * 2 >= table.len() {
            let mut larger = vec![None; table.len() * 2];
            for name in std::mem::take(&mut table).into_iter().flatten() {
                insert(&mut larger, name);
            }
            table = larger;
        }
    }
    table.into_iter().flatten().collect()
}

fn insert(table: &mut [Option<Vec<u8>>], name: Vec<u8>) {
    let mask = table.len() - 1;
    let mut place = hash(&name) & mask;
    // The table is at most half full: there is always a free place.
    for step in 1..=table.len() {
        match table.get_mut(place) {
            Some(free @ None) => {
                *free = Some(name);
                return;
            }
            _ => place = (place + step) & mask,
        }
    }
}

/// [rapidhash](https://github.com/Nicoshev/rapidhash) of the name in UTF-16.
fn hash(name: &[u8]) -> usize {
    let bytes: Vec<u8> = name.iter().flat_map(|byte| [*byte, 0]).collect();
    let length = bytes.len();
    let mut seed = SEED ^ mix(SEED ^ SECRET[0], SECRET[1]) ^ length as u64;
    let (a, b);
    if length <= 16 {
        if length < 4 {
            (a, b) = (u64::from(name.first().copied().unwrap_or_default()), 0);
        } else {
            let (last, delta) = (length - 4, (length & 24) >> (length >> 3));
            a = read(&bytes, 0, 4) << 32 | read(&bytes, last, 4);
            b = read(&bytes, delta, 4) << 32 | read(&bytes, last - delta, 4);
        }
    } else {
        let (mut at, mut left) = (0, length);
        if left > 48 {
            let (mut second, mut third) = (seed, seed);
            while left >= 48 {
                seed = mix(read(&bytes, at, 8) ^ SECRET[0], read(&bytes, at + 8, 8) ^ seed);
                second = mix(read(&bytes, at + 16, 8) ^ SECRET[1], read(&bytes, at + 24, 8) ^ second);
                third = mix(read(&bytes, at + 32, 8) ^ SECRET[2], read(&bytes, at + 40, 8) ^ third);
                at += 48;
                left -= 48;
            }
            seed ^= second ^ third;
        }
        if left > 16 {
            seed = mix(read(&bytes, at, 8) ^ SECRET[2], read(&bytes, at + 8, 8) ^ seed ^ SECRET[1]);
            if left > 32 {
                seed = mix(read(&bytes, at + 16, 8) ^ SECRET[2], read(&bytes, at + 24, 8) ^ seed);
            }
        }
        (a, b) = (read(&bytes, length - 16, 8), read(&bytes, length - 8, 8));
    }
    let product = u128::from(a ^ SECRET[1]) * u128::from(b ^ seed);
    let (low, high) = (product as u64, (product >> 64) as u64);
    let hash = mix(low ^ SECRET[0] ^ length as u64, high ^ SECRET[1]) & 0x00ff_ffff;
    if hash == 0 { 0x0080_0000 } else { hash as usize }
}

fn read(bytes: &[u8], at: usize, count: usize) -> u64 {
    let there = bytes.get(at..at + count).unwrap_or_default();
    there.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte))
}

const fn mix(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::in_table_order;

    /// What Chromium 156 names first when it may name any (asked of it by fetch() on an https page).
    #[test]
    fn the_first_name_is_the_one_that_chromium_names() {
        let observed = [
            ("a b c d", "d"),
            ("alpha beta delta epsilon gamma", "beta"),
            ("authorization content-type x-a", "authorization"),
            ("x-1 x-2 x-3 x-4 x-5 x-6 x-7 x-8 x-9", "x-2"),
            ("eta theta zeta", "theta"),
            ("if-match if-none-match", "if-none-match"),
            ("x-a x-b", "x-a"),
            ("x-a x-b x-c", "x-c"),
            ("x-api-key x-trace", "x-trace"),
            ("baggage sentry-trace traceparent", "sentry-trace"),
            ("accept-encodingx cache-control pragma range x-a", "accept-encodingx"),
        ];
        for (names, first) in observed {
            let names: Vec<Vec<u8>> = names.split(' ').map(|name| name.as_bytes().to_vec()).collect();
            let order = in_table_order(&names, true);
            let found = order.iter().find(|name| names.contains(name)).unwrap();
            assert_eq!(std::str::from_utf8(found).unwrap(), first);
        }
    }
}
