"""Which machines may be asked: those of the public internet, and those that the operator permits."""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import aiohttp

Network = IPv4Network | IPv6Network

CLOSED = tuple(
    map(ip_network, ("169.254.0.0/16", "fe80::/10", "fd00:ec2::/32", "100.100.100.200", "192.0.0.192", "168.63.129.16"))
)
"""Link-local networks and the services by which clouds tell a machine its secrets: closed whatever is permitted.

Source: the documentation of AWS, Alibaba Cloud, Oracle Cloud and Azure.
"""
RESERVED = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")))
"""What older versions of ``ipaddress`` take for public: special purposes, documentation, and tunnels (6to4, Teredo).

Source: IANA's registries of special-purpose addresses.
"""
UNICAST = IPv6Network("2000::/3")
"""All that IANA has given out of IPv6 for the public internet."""
TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64: the last 32 bits are the IPv4 address that is really asked."""


class Closed(OSError):
    """A machine that may not be asked; all have one text, so that many of them are told as one."""

    def __init__(self) -> None:
        super().__init__("not a public address")


class Gate:
    """Lets connections through to public machines and to ``permitted`` networks.

    It makes the sockets of a connector, so that what is judged is the very address that is connected to, wherever it
    came from: a name, a name that resolves differently now, a number in any spelling, a redirect.
    """

    def __init__(self, permitted: Sequence[Network]) -> None:
        self._permitted = permitted

    def open(self, info: aiohttp.AddrInfoType) -> socket.socket:
        """Return a socket for the address that is about to be connected to.

        Raises:
            Closed: it may not be.
        """
        family, kind, protocol, _, target = info
        if not self.permits(ip_address(target[0])):
            raise Closed
        return socket.socket(family, kind, protocol)

    def permits(self, address: IPv4Address | IPv6Address) -> bool:
        """Tell whether the machine at ``address`` may be asked; one that stands for another is judged by that."""
        if isinstance(address, IPv6Address):
            embedded = IPv4Address(int(address) & 0xFFFFFFFF) if address in TRANSLATED else address.ipv4_mapped
            address = embedded or address
        if any(address in network for network in CLOSED):
            return False
        return _is_public(address) or any(address in network for network in self._permitted)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if not address.is_global or address.is_multicast or any(address in network for network in RESERVED):
        return False
    return isinstance(address, IPv4Address) or address in UNICAST
