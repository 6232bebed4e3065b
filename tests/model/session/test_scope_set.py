"""Scopes by name: sets that are said out loud, and nothing by default."""

import pytest

from referrals.model.session.api_key import Scope
from referrals.model.session.scope_set import SETS, UnknownScopeError, scopes_of

# What a shop's own server has no business with: money by a word, other people's data, the log.
NOT_OF_A_SHOP = {
    Scope.CORRECTIONS_WRITE,
    Scope.GOODWILL_WRITE,
    Scope.HELD_BODIES,
    Scope.HOLDS_WRITE,
    Scope.LOG_READ,
    Scope.PRIVACY_WRITE,
    Scope.REVIEWS_WRITE,
}


def test_every_scope_is_in_a_set_beside_everything() -> None:
    named = {scope for name, scopes in SETS.items() for scope in scopes if name != "everything"}

    assert set(Scope) - named == {Scope.HELD_BODIES}


def test_a_shop_s_server_may_not_correct_nor_read_bodies() -> None:
    assert set(SETS["shop"]) & NOT_OF_A_SHOP == set()


def test_names_of_scopes_and_sets_are_mixed_freely() -> None:
    assert scopes_of(["privacy", "log:read", "privacy:read"]) == (
        Scope.PRIVACY_READ,
        Scope.PRIVACY_WRITE,
        Scope.LOG_READ,
    )


@pytest.mark.parametrize("names", [[], [""], ["shops"], ["links:*"], ["SHOP"]])
def test_what_names_nothing_is_refused(names: list[str]) -> None:
    with pytest.raises(UnknownScopeError):
        scopes_of(names)
