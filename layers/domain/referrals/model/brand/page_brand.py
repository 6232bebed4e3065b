"""What a page shows of a shop: its name or logo on top, and the stylesheet of its colour.

A stylesheet is named by the colour and font alone, so that any copy of it may be kept for ever.
"""

import re
from typing import NamedTuple

# Another one whenever the same colour gives another palette: copies of the old are kept for ever.
GENERATION = "1"
NAME = re.compile(r"brand-([0-9a-f]{6}|plain)-(serif|sans)\.css")
_PLAIN = "plain"


class PageBrand(NamedTuple):
    shop_name: str
    logo: str
    """An https address; empty where the first letter stands for it."""
    stylesheet: str
    """Empty where the page's own colours and fonts are the shop's, too."""

    @property
    def initial(self) -> str:
        return initial_of(self.shop_name)


def initial_of(shop_name: str) -> str:
    """The first letter, which stands for a shop without a logo."""
    return next((letter for letter in shop_name if letter.isalnum()), "·").upper()[:1]


def page_brand(shop_name: str, colour: str, font: str, logo: str) -> PageBrand:
    """`colour` as `#rrggbb`, or empty for ours."""
    own = colour or font != "serif"
    name = f"brand-{colour.removeprefix('#') or _PLAIN}-{font}.css"
    return PageBrand(shop_name, logo, f"/static/{name}?v={GENERATION}" if own else "")


class StyleSheet(NamedTuple):
    """What such a name asks for."""

    colour: str
    font: str


def read_name(name: str) -> StyleSheet | None:
    """None for what is no such name."""
    found = NAME.fullmatch(name)
    if not found:
        return None
    return StyleSheet("" if found[1] == _PLAIN else f"#{found[1]}", found[2])
