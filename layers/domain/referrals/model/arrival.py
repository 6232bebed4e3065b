"""How a friend arrives at the shop: the link's own destination, and what must come along.

Read by the redirect: no pydantic.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from referrals.model.link import Link

CLICK_TOKEN = "gw"  # noqa: S105
CODE = "ref"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,80}")
_LONGEST = 200


def arrival_address(link: Link, arrived_with: Mapping[str, str]) -> str:
    """The destination with the code, the click token if there is one, and campaign marks.

    What the destination has already stays; anything that isn't on the list stays behind.
    """
    parts = urlsplit(link.destination)
    own = parse_qsl(parts.query, keep_blank_values=True)
    taken = {name for name, _ in own} | {CLICK_TOKEN, CODE}
    marks = [(n, v) for n, v in arrived_with.items() if n.startswith("utm_") and n not in taken]
    kept = [(n, v) for n, v in own if n not in (CLICK_TOKEN, CODE)]
    token = arrived_with.get(CLICK_TOKEN, "")
    ours = [(CLICK_TOKEN, token)] if _TOKEN.fullmatch(token) else []
    passed = [(name[:_LONGEST], value[:_LONGEST]) for name, value in marks]
    query = urlencode([*kept, *passed, *ours, (CODE, link.code)])
    return urlunsplit(parts._replace(query=query))
