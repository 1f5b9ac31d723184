//! Which addresses are public.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// What of IPv4 isn't public: IANA's registry of special purposes, and multicast.
const SPECIAL_V4: [Ipv4Net; 15] = [
    v4([0, 0, 0, 0], 8),       // this network, unspecified
    v4([10, 0, 0, 0], 8),      // private
    v4([100, 64, 0, 0], 10),   // shared by a provider's customers
    v4([127, 0, 0, 0], 8),     // loopback
    v4([169, 254, 0, 0], 16),  // link-local, metadata of clouds
    v4([172, 16, 0, 0], 12),   // private
    v4([192, 0, 0, 0], 24),    // protocol assignments
    v4([192, 0, 2, 0], 24),    // documentation
    v4([192, 88, 99, 0], 24),  // relays of 6to4
    v4([192, 168, 0, 0], 16),  // private
    v4([198, 18, 0, 0], 15),   // benchmarking
    v4([198, 51, 100, 0], 24), // documentation
    v4([203, 0, 113, 0], 24),  // documentation
    v4([224, 0, 0, 0], 4),     // multicast
    v4([240, 0, 0, 0], 4),     // reserved, broadcast
];

/// The only part of IPv6 where public addresses are given out.
const GLOBAL_V6: Ipv6Net = v6([0x2000, 0, 0, 0, 0, 0], 3);

/// What isn't public in it.
const SPECIAL_V6: [Ipv6Net; 3] = [
    v6([0x2001, 0, 0, 0, 0, 0], 23),     // protocol assignments, benchmarking, identifiers
    v6([0x2001, 0xdb8, 0, 0, 0, 0], 32), // documentation
    v6([0x3fff, 0, 0, 0, 0, 0], 20),     // documentation
];

/// Where the last four bytes of an address are an IPv4 address that is meant.
const ENDS_IN_V4: [Ipv6Net; 4] = [
    v6([0, 0, 0, 0, 0, 0], 96),         // compatible, unspecified and loopback as well
    v6([0, 0, 0, 0, 0, 0xffff], 96),    // mapped
    v6([0, 0, 0, 0, 0xffff, 0], 96),    // translated
    v6([0x64, 0xff9b, 0, 0, 0, 0], 96), // NAT64
];
const SIX_TO_FOUR: Ipv6Net = v6([0x2002, 0, 0, 0, 0, 0], 16);
const TEREDO: Ipv6Net = v6([0x2001, 0, 0, 0, 0, 0], 32);

const fn v4([a, b, c, d]: [u8; 4], bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), bits)
}

const fn v6(start: [u16; 6], bits: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(start[0], start[1], start[2], start[3], start[4], start[5], 0, 0), bits)
}

/// Whether an address may be called: it is public, or in a network that is `allowed`. One that
/// carries addresses of IPv4 is judged by these.
pub(crate) fn may_be_called(address: IpAddr, allowed: &[IpNet]) -> bool {
    let allowed = |address: IpAddr| allowed.iter().any(|network| network.contains(&address));
    let fine = |address: Ipv4Addr| allowed(address.into()) || is_public(address);
    match address {
        IpAddr::V4(address) => fine(address),
        IpAddr::V6(_) if allowed(address) => true,
        IpAddr::V6(v6) => match carried(v6).as_slice() {
            [] => GLOBAL_V6.contains(&v6) && !SPECIAL_V6.iter().any(|network| network.contains(&v6)),
            carried => carried.iter().copied().all(fine),
        },
    }
}

fn is_public(address: Ipv4Addr) -> bool {
    !SPECIAL_V4.iter().any(|network| network.contains(&address))
}

/// The addresses of IPv4 that one of IPv6 stands for or is reached by.
fn carried(address: Ipv6Addr) -> Vec<Ipv4Addr> {
    let bytes = address.octets();
    let at = |start: usize| Ipv4Addr::new(bytes[start], bytes[start + 1], bytes[start + 2], bytes[start + 3]);
    if ENDS_IN_V4.iter().any(|network| network.contains(&address)) {
        vec![at(12)]
    } else if SIX_TO_FOUR.contains(&address) {
        vec![at(2)]
    } else if TEREDO.contains(&address) {
        // Its server, and itself with all bits turned over.
        vec![at(4), Ipv4Addr::from_bits(!at(12).to_bits())]
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn public(address: impl Into<IpAddr>) -> bool {
        may_be_called(address.into(), &[])
    }

    fn parsed(text: &str) -> IpAddr {
        text.parse().expect(text)
    }

    #[test]
    fn public_addresses() {
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:4001::1",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2003::1",
            "::ffff:8.8.8.8",
            "::8.8.8.8",
            "64:ff9b::8.8.8.8",
            "2002:808:808::1",
            "2001:0:808:808:0:0:f7f7:f7f7",
        ] {
            assert!(public(parsed(text)), "{text}");
        }
    }

    #[test]
    fn addresses_that_are_not_public() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "192.168.255.255",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:0:10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "100::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "2001:0:7f00:1::f7f7:f7f7",
            "2001:0:808:808::80ff:fffe",
            "3fff::1",
            "4000::1",
            "5f00::1",
            "1::1",
        ] {
            assert!(!public(parsed(text)), "{text}");
        }
    }

    #[test]
    fn what_is_allowed_may_be_called_however_it_is_written() {
        let allowed = ["10.1.0.0/16".parse().expect("a network"), "fd00:1::/32".parse().expect("a network")];
        for text in ["10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::10.1.2.3", "fd00:1::5", "8.8.8.8"] {
            assert!(may_be_called(parsed(text), &allowed), "{text}");
        }
        for text in ["10.2.0.1", "::ffff:10.2.0.1", "fd00:2::5", "127.0.0.1"] {
            assert!(!may_be_called(parsed(text), &allowed), "{text}");
        }
    }

    proptest! {
        #[test]
        fn all_of_a_special_network_is_special(network in proptest::sample::select(&SPECIAL_V4[..]), host: u32) {
            let host = Ipv4Addr::from_bits(network.network().to_bits() | (host & !network.netmask().to_bits()));
            prop_assert!(!public(host));
        }

        #[test]
        fn it_is_the_carried_address_that_counts(bits: u32) {
            let v4 = Ipv4Addr::from_bits(bits);
            let [a, b, c, d] = v4.octets();
            let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
            for v6 in [
                v4.to_ipv6_mapped(),
                v4.to_ipv6_compatible(),
                Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1),
                Ipv6Addr::new(0x2001, 0, 0x808, 0x808, 0, 0, !high, !low),
            ] {
                prop_assert_eq!(public(v6), public(v4), "{} in {}", v4, v6);
            }
        }

        #[test]
        fn the_standard_library_agrees(bits: u32) {
            let v4 = Ipv4Addr::from_bits(bits);
            let special = v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast()
                || v4.is_broadcast() || v4.is_documentation() || v4.is_unspecified();
            prop_assert!(!(special && public(v4)), "{}", v4);
        }

        #[test]
        fn nothing_outside_global_unicast_is_public(bits: u128) {
            let v6 = Ipv6Addr::from_bits(bits);
            prop_assert!(!public(v6) || GLOBAL_V6.contains(&v6) || !carried(v6).is_empty());
            let special = v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_multicast();
            prop_assert!(!(special && public(v6)), "{}", v6);
        }
    }
}
