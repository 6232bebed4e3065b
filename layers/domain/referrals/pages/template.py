"""The room's templates and static files: they lie beside the pages that show them."""

from functools import cache
from pathlib import Path

from referrals.edge.page import Pages


@cache
def the_pages() -> Pages:
    """Read once; a function asks for them while it starts."""
    return Pages(Path(__file__).parent)
