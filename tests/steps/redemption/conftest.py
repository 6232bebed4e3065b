"""A shop that makes codes, of every kind, and Ada with something to exchange."""

from collections.abc import Iterator

import pytest

from referrals.providers.shops.fulfilment_registry import MODULES
from tests.credit import credit
from tests.shops.tills import Till, open_till
from tests.steps.redemption.exchanges import CATALOGUE
from tests.world import a_program, store_credential, store_program


@pytest.fixture(params=MODULES)
def till(request: pytest.FixtureRequest, account: None) -> Iterator[Till]:
    """A shop that makes the codes, and Ada with 5.00 EUR and 600 points."""
    with open_till(request.param) as made:
        store_credential(made.platform, made.credential)
        store_program(a_program(codes_by=made.platform, catalogue=CATALOGUE))
        credit(500)
        credit(600, "points")
        yield made
