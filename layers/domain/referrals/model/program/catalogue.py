"""The catalogue: what points buy, and for how many."""

from typing import Annotated

from pydantic import Field

from referrals.model.program.field import Name, Strict
from referrals.model.program.offer import Terms

MOST_ITEMS = 50


class CatalogueItem(Strict):
    item: Name
    """Its name for programs, and for ever: people's exchanges keep it."""
    points: Annotated[int, Field(ge=1, le=10**9, strict=True)]
    gives: Terms
    """As a reward's: a discount code, a gift."""


type Catalogue = Annotated[tuple[CatalogueItem, ...], Field(max_length=MOST_ITEMS)]
