"""What a form of ours holds: plain fields of bounded length, whatever was sent."""

from dataclasses import dataclass
from urllib.parse import parse_qs

from referrals.edge.http import Event, raw_body

MOST_BYTES = 20_000
MOST_FIELDS = 60


@dataclass(frozen=True, slots=True)
class Form:
    fields: dict[str, list[str]]

    def text(self, name: str, most: int) -> str:
        """One line without what nobody sees, and no longer than `most`."""
        kept = (c if c.isprintable() else " " for c in self._first(name))
        return " ".join("".join(kept).split())[:most]

    def lines(self, name: str, most: int) -> str:
        """Several lines, as a text area has them."""
        lines = self._first(name).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        plain = ("".join(c if c.isprintable() else " " for c in line).strip() for line in lines)
        return "\n".join(plain).strip()[:most]

    def has(self, name: str) -> bool:
        """Whether a box of that name was ticked."""
        return bool(self._first(name))

    def _first(self, name: str) -> str:
        return self.fields.get(name, [""])[0]


def form_of(event: Event) -> Form:
    """What can't be read is as good as empty: the page that asked says what is missing."""
    body = raw_body(event)[:MOST_BYTES].decode("utf-8", "replace")
    try:
        return Form(parse_qs(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return Form({})
