"""What the tests of all sources need to know of each; <name>/facts.py beside it tells it of one."""

from dataclasses import dataclass, field
from typing import Any

from tests.lives import Step

type Parts = dict[str, Any]
"""What is put where in a paid order's body: a path with dots, and a value."""

RECORDED, NOTED, IGNORED, HELD = ((200, word) for word in ("recorded", "noted", "ignored", "held"))
REFUSED = (401, "bad_signature")

# One total in six currencies: 50.00, 500, 1.230, 500, 500 and 500, as people write it,
MAJOR: Parts = {"EUR": "50.00", "KWD": "1.230"} | dict.fromkeys(("JPY", "ISK", "UGX", "MGA"), "500")
# in minor units of ISO 4217, as a number or as text,
MINOR: Parts = {"EUR": 5000, "JPY": 500, "KWD": 1230, "ISK": 500, "UGX": 500, "MGA": 50000}
MINOR_TEXT: Parts = {currency: str(minor) for currency, minor in MINOR.items()}
# and in hundredths where ISO 4217 has none.
HUNDREDTHS: Parts = MINOR | {"ISK": 50000, "UGX": 50000, "MGA": 500}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    heading: str
    """In docs/algorithms/conversions.md."""
    given_secret: str = ""
    """One in the platform's own form; empty where `goodword source add` makes it."""
    two_signatures: str
    """What parts them in one header; empty where never more than one is sent."""
    answers: dict[tuple[int, str], str]
    """What its events/conversions/<name>_<case>.json are answered: the cases, by answer."""
    paid_case: str
    """The one of them that is an ordinary paid order; bench sends it."""
    paid_topic: str
    """Of cli/goodword/trial: an ordinary order as fully paid as the source can tell it."""
    total: str
    """Where in that body the total stands."""
    totals: Parts = field(default_factory=lambda: MAJOR)
    """How the total is sent, by currency."""
    shipped: Parts = field(default_factory=dict)
    """45.00 of goods, 5.00 of shipping and 8.00 of tax: 58.00 in all."""
    taxed: Parts = field(default_factory=dict)
    """50.00 of goods and 8.00 of tax, from those who ship nothing."""
    tipped: Parts = field(default_factory=dict)
    """50.00 of goods and a tip of 8.00."""
    agreed: Parts = field(default_factory=dict)
    """How the body says that the friend may be written to; empty where it never does."""
    cards_and_duties: Parts = field(default_factory=dict)
    """20.00 of the total buys gift cards, 3.00 are duties."""
    seen_in_yen: Parts = field(default_factory=dict)
    """The friend saw 8150 yen."""
    life: tuple[Step, ...]
    """One order, from its creation to its last change; tests/lives.py names the events."""
    lacked: dict[str, str] = field(default_factory=dict)
    """The events that the source never tells, and why."""
    unpaid: dict[str, str] = field(default_factory=dict)
    """What is told in each state that is not paid, in the worked examples' words."""
