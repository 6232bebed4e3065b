"""A shop that makes codes, of every kind."""

from collections.abc import Iterator

import pytest

from referrals.providers.shops.fulfilment_registry import MODULES
from referrals.wiring import stores
from tests.shops.tills import Till, open_till
from tests.steps.code.code_handovers import KEY, settle
from tests.world import a_program, refer, store_credential


@pytest.fixture(params=MODULES)
def till(request: pytest.FixtureRequest, account: None) -> Iterator[Till]:
    """A shop whose program says that it makes the codes, and Ben's reward, due at once."""
    with open_till(request.param) as made:
        store_credential(made.platform, made.credential)
        stores.programs().add(a_program(hold_days=0, codes_by=made.platform))
        assert refer() == KEY
        settle()
        yield made
