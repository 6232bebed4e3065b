"""A person's name, as far as it may be printed: nobody signs a shop's letter with their address.

Names come from whoever fills in a checkout. One that is an address or a link, or that turns the
text around it, is left out; a letter greets without it.
"""

import re

# Full stops of any script, and the Greek one that looks like a Catalan name's middle dot.
_DOTS = ".\u0387\u06d4\u2024\u3002\uff0e\uff61"
_ADDRESS_OR_LINK = re.compile(
    rf"[@\uff20\ufe6b:\uff1a\\]|//|[^\s{_DOTS}][{_DOTS}][^\s{_DOTS}]{{2}}|[0-9][{_DOTS}][0-9]"
)
# Controls, directional marks and what nobody sees; not the joiners, which Persian and Hindi write.
_MARKS = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def printable_name(text: str) -> str:
    """The name, or nothing: a part of it would be somebody's who was never called so."""
    name = text.strip()
    return "" if any(map(_is_odd, (name, _plain(name)))) else name


def first_name_in(name: str) -> str:
    """For letters and pages; empty where it is an address, a link or worse."""
    return next(iter(printable_name(name).split()), "")


def shown_first_name(name: str, *, agreed: bool) -> str:
    """What friends read: nothing, unless the person lets them."""
    return first_name_in(name) if agreed else ""


def _is_odd(text: str) -> bool:
    return bool(_MARKS.search(text) or _ADDRESS_OR_LINK.search(text))


def _plain(text: str) -> str:
    """Small and wide forms are read, and followed, as what they stand for."""
    if text.isascii():
        return text
    # Seldom: most names' cold start doesn't pay for it.
    from unicodedata import normalize

    return normalize("NFKC", text)
