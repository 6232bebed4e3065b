"""What an item of the catalogue may say."""

from typing import Any

import pytest
from pydantic import ValidationError

from referrals.model.program.catalogue import CatalogueItem

TOTE: dict[str, Any] = {"item": "tote", "points": 500, "gives": {"kind": "free_gift"}}


def test_an_item_keeps_its_terms() -> None:
    assert CatalogueItem.model_validate(TOTE).gives.kind == "free_gift"


@pytest.mark.parametrize("wrong", [{"points": 0}, {"points": "5"}, {"item": ""}, {"price": 5}])
def test_what_makes_no_price_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CatalogueItem.model_validate({**TOTE, **wrong})
