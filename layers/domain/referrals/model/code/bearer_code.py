"""Codes that are money: whoever reads one may spend it, so its end alone is shown."""

BEARER_KINDS = ("gift_card",)
_SHOWN = 4


def shown_code(kind: str, code: str) -> str:
    """`code` as it may be listed and sent to others; in full it goes to its person alone."""
    hidden = kind in BEARER_KINDS and len(code) > _SHOWN
    return f"…{code[-_SHOWN:]}" if hidden else code
