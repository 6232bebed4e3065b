"""What a form of ours holds: plain fields of bounded length, whatever was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from referrals.edge.http import Event, headers_of, raw_body

MOST_BYTES = 20_000
MOST_FIELDS = 60


@dataclass(frozen=True, slots=True)
class Form:
    fields: dict[str, list[str]]
    files: Mapping[str, bytes] = field(default_factory=dict)
    """By the names of their fields: what was chosen, of any size that came through the gateway."""

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
    body = raw_body(event)
    if headers_of(event).get("content-type", "").lower().startswith("multipart/"):
        return _form_with_files(event, body)
    text = body[:MOST_BYTES].decode("utf-8", "replace")
    try:
        return Form(parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return Form({})


def _form_with_files(event: Event, body: bytes) -> Form:
    # One form of many has any: the others load nothing of it.
    from referrals.edge.multipart import boundary_of, parts_of

    boundary = boundary_of(event)
    parts = parts_of(body, boundary) if boundary else {}
    texts = {
        name: [part.content[:MOST_BYTES].decode("utf-8", "replace")]
        for name, part in parts.items()
        if not part.is_file
    }
    return Form(texts, {name: part.content for name, part in parts.items() if part.is_file})
