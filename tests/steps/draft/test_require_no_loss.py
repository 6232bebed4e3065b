"""A file of rules undoes nothing unawares, whichever version it says it was made on."""

from typing import Any

import pytest

from referrals.desks import program as program_desk
from referrals.steps.draft.require_no_loss import (
    FileVersion,
    file_version,
    require_no_loss,
    version_in,
    with_version,
)
from referrals.steps.program.apply_program import apply_program
from referrals.store.program.program import ProgramChangedError
from referrals.wiring import stores
from tests.world import NOW, rules


def apply(*, by_file: bool, **changes: Any) -> None:
    apply_program(rules(**changes), program_desk.program(), now=NOW, by_file=by_file)


@pytest.fixture(autouse=True)
def versions(account: None) -> None:
    """One of a file, two of the desk."""
    apply(by_file=True)
    apply(by_file=False, hold_days=20)
    apply(by_file=False, hold_days=20, name="Club")


def judge(stated: int | FileVersion | None, **changes: Any) -> None:
    programs = stores.programs()
    require_no_loss(rules(**changes), programs.get("friends"), programs, stated)


def test_all_that_would_be_lost_is_named() -> None:
    with pytest.raises(ProgramChangedError, match=r"hold_days \(now 20, here 14\)") as refused:
        judge(None)

    assert "name (now Club, here Friends of the Bakery)" in str(refused.value)
    assert "--on-version 3" in refused.value.remedy


@pytest.mark.parametrize(("stated", "name"), [(3, "Other"), (2, "Club"), (None, "Club")])
def test_what_was_seen_or_taken_over_may_be_applied(stated: int | None, name: str) -> None:
    judge(stated, hold_days=14 if stated == 3 else 20, name=name)


def test_a_comment_counts_in_its_own_stack_alone() -> None:
    second = file_version(stores.programs().get_version("friends", 2))

    with pytest.raises(ProgramChangedError, match="after version 2"):
        judge(second)
    with pytest.raises(ProgramChangedError, match="after version 1"):
        judge(second._replace(applied_at="2020-01-01T00:00:00Z"))


def test_the_comment_follows_and_the_rest_stays() -> None:
    version = FileVersion(7, "2026-11-30T08:00:00Z")
    text = "# ours\n# version: 2 of 2026-01-01T00:00:00Z\nname: A\n"

    after = with_version(text, version)

    assert version_in(after) == version
    assert after == "# ours\n# version: 7 of 2026-11-30T08:00:00Z\nname: A\n"
    assert with_version("name: A\n", version) == "name: A\n"
