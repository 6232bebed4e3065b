"""Mail domains that anybody can read under any name, for an hour: nobody is at home there.

The list is somebody else's, well kept (docs/decisions/0047); of each domain the first five bytes of
its SHA-256 are kept, sorted, so that nothing is parsed when a function starts.
"""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

FILE = Path(__file__).parent / "disposable_domains.bin"
WIDTH = 5


class DomainList:
    """Sorted hashes in one piece, searched where they lie."""

    def __init__(self, packed: bytes) -> None:
        assert len(packed) % WIDTH == 0
        self.packed = packed

    def __len__(self) -> int:
        return len(self.packed) // WIDTH

    def __getitem__(self, place: int) -> bytes:
        return self.packed[place * WIDTH : (place + 1) * WIDTH]

    def has(self, domain: str) -> bool:
        wanted = _mark(domain)
        place = bisect_left(self, wanted)
        return place < len(self) and self[place] == wanted


def pack_domains(domains: Iterable[str]) -> bytes:
    return b"".join(sorted({_mark(domain.strip().lower()) for domain in domains if domain.strip()}))


def is_disposable(address: str) -> bool:
    """Whether the mailbox is at one of those domains, or below one."""
    labels = address.rpartition("@")[2].lower().split(".")
    parents = (".".join(labels[place:]) for place in range(len(labels) - 1))
    return any(_domain_list().has(domain) for domain in parents)


@cache
def _domain_list() -> DomainList:
    return DomainList(FILE.read_bytes())


def _mark(domain: str) -> bytes:
    return sha256(domain.encode()).digest()[:WIDTH]
