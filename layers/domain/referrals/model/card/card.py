"""A link's card: what is on it, and the name that follows from that alone."""

import hashlib
import json
import re
from typing import NamedTuple

# Another one whenever the same facts give another picture: addresses are kept for ever.
GENERATION = 1
WIDTH, HEIGHT = 1200, 630
NAME = re.compile(r"card-[0-9a-f]{32}\.png")


class CardFacts(NamedTuple):
    words: str
    """The advocate's own; empty where there are none."""
    title: str
    """What stands in their place then."""
    advocate: str
    """The first name; empty unless friends may read it."""
    shop_name: str
    offer: str
    direction: str
    """Of the language in which the card speaks: `ltr` or `rtl`."""
    colour: str
    """As `#rrggbb`; empty for ours."""
    font: str


def card_name(code: str, facts: CardFacts) -> str:
    """The picture's file: another picture is another file, and no two links share one."""
    text = json.dumps([GENERATION, code, *facts], ensure_ascii=False)
    return f"card-{hashlib.sha256(text.encode()).hexdigest()[:32]}.png"
