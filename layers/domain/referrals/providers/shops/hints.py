"""The hints at who sent a friend, gathered from whatever named values an order carries."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from referrals.model.order.conversion import Signals

CLICK, COOKIE, REF = "gw", "gw_cookie", "ref"
ACCEPTS_MAIL = "accepts_mail"
"""By what a shop's own till says whether the friend agreed to its mail."""
_KEPT = 8
_LONGEST = 120
_AD_CLICKS = {"gclid", "gbraid", "wbraid", "dclid", "msclkid"}
_AD_MEDIA = {"cpc", "ppc", "paidsearch", "paid_search", "paid-search", "sem"}

type Pairs = list[tuple[str, str]]


def query_pairs(address: str) -> Pairs:
    """The query's parameters; none when the address cannot be read."""
    try:
        return parse_qsl(urlsplit(address).query, max_num_fields=100)
    except ValueError:
        return []


def gather(named: Pairs, coupons: Iterable[str], landing: str) -> Signals:
    """`named` values beat the landing page's, and of each kind the first few are kept."""
    arrived = query_pairs(landing)
    found = named + arrived
    return Signals(
        click_tokens=_values(found, CLICK),
        cookie_tokens=_values(found, COOKIE),
        ref_codes=_values(found, REF),
        coupon_codes=_some(coupons),
        paid_search=_is_advertised(arrived),
    )


def _values(pairs: Pairs, name: str) -> tuple[str, ...]:
    return _some(value for key, value in pairs if key.strip().lower() == name)


def _some(values: Iterable[str]) -> tuple[str, ...]:
    usable = (value.strip() for value in values)
    distinct = dict.fromkeys(value for value in usable if 0 < len(value) <= _LONGEST)
    return tuple(distinct)[:_KEPT]


def _is_advertised(arrived: Pairs) -> bool:
    """Whether the referral link itself was bought as an advert, not merely the shop's own."""
    names = {name.lower() for name, _ in arrived}
    media = {value.lower() for name, value in arrived if name.lower() == "utm_medium"}
    bought = bool(names & _AD_CLICKS or media & _AD_MEDIA)
    return bought and bool(names & {CLICK, REF})
