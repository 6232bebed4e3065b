"""Names of mailboxes that one person may have made up from another: one letter apart, or digits."""

from itertools import pairwise

from referrals.model.people.mailbox import BadEmailError, canonical_email

SHORTEST = 6
_MARKS = ".-_0123456789"


def are_near(one: str, other: str) -> bool | None:
    """Whether two mailboxes of one host are called almost alike; None where one is no address."""
    try:
        (name, host), (name2, host2) = map(_parts, (one, other))
    except BadEmailError:
        return None
    if host != host2 or name == name2:
        return False
    bare, bare2 = _bare(name), _bare(name2)
    if min(len(bare), len(bare2)) < SHORTEST:
        return False
    return bare == bare2 or _one_step(bare, bare2)


def _parts(address: str) -> tuple[str, str]:
    name, _, host = canonical_email(address).partition("@")
    return name, host


def _bare(name: str) -> str:
    return name.translate(dict.fromkeys(map(ord, _MARKS)))


def _one_step(one: str, other: str) -> bool:
    """One letter more, fewer or other, or two neighbours swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), None)
    if start is None:
        return True
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    return short[start + 1 :] == long[start + 1 :] or _is_swap(short[start:], long[start:])


def _is_swap(one: str, other: str) -> bool:
    pair = next(pairwise(one), None)
    return pair is not None and other == f"{pair[1]}{pair[0]}{one[2:]}"
