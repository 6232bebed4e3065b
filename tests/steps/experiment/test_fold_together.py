"""Links of a batch move their arms together, and exactly, whoever else folds them meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from awswire.dynamo import AwsError, Dynamo
from referrals.model.errors import UnavailableError
from referrals.model.experiment.tally import LinkTally
from referrals.steps.experiment.fold_trials import TRIES, TrialFoldDesk
from referrals.steps.insight.roll_up import ItemChange
from referrals.store.experiment.tally import (
    KeptTally,
    TallyMove,
    TallyPlace,
    TrialPlace,
    TrialTallies,
    portions,
    trial_place,
)
from referrals.store.table import Table
from referrals.wiring import experiment_stores, stores
from tests import trials
from tests.steps.experiment.telling import clicks, tallies, tell, wrong
from tests.world import a_link, an_advocate

HOUR = timedelta(hours=1)


@dataclass
class WireToTallies:
    """DynamoDB, where others act before a kind of request, and a busy link is in conflict."""

    dynamo: Dynamo
    meanwhile: list[Callable[[], Any]] = field(default_factory=list)
    before: str = "TransactWriteItems"
    busy: str = ""
    sizes: list[int] = field(default_factory=list)

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if operation == self.before and self.meanwhile:
            self.meanwhile.pop(0)()
        if operation == "TransactWriteItems":
            actions = request["TransactItems"]
            self.sizes.append(len(actions))
            puts = [each["Put"]["Item"]["series"]["S"] for each in actions if "Put" in each]
            if self.busy and any(each.endswith(f"#{self.busy}") for each in puts):
                raise AwsError("TransactionCanceledException", "", ("TransactionConflict",))
        return self.dynamo.call(operation, request)


def folder(**wire: Any) -> tuple[TrialFoldDesk, WireToTallies]:
    """Someone who folds over a wire of their own, without waiting."""
    table = experiment_stores.trial_tallies().table
    edge = WireToTallies(table.dynamo, **wire)
    tallied = TrialTallies(Table(edge, table.name))
    return TrialFoldDesk(tallied, stores.programs(), list[int]().append), edge


@pytest.fixture
def codes(account: None) -> list[str]:
    """Three links on each arm, by turns."""
    trial = trials.begin()
    stores.people().add(an_advocate())
    some = [f"link-{number}" for number in range(99)]
    arms = [(each.name if (each := trial.arm_of(code)) else "") for code in some]
    by_arm = [[c for c, on in zip(some, arms, strict=True) if on == arm] for arm in sorted({*arms})]
    codes = [code for pair in zip(*by_arm, strict=False) for code in pair][:6]
    for code in codes:
        stores.links().create(a_link(code))
    return codes


def of(codes: list[str], count: int, program_id: str = "friends") -> list[ItemChange]:
    """So many clicks of each; other counts are other clicks."""
    return [change for code in codes for change in clicks(code, count, count * HOUR, program_id)]


def arms() -> list[tuple[int, int, int, int]]:
    return tallies(stores.programs().get("friends").rules.experiments[0])


@pytest.mark.parametrize("before", ["BatchGetItem", "Query", "TransactWriteItems"])
@pytest.mark.parametrize("known", [0, 2, 6])
def test_overlapping_folders_sum_up_exactly(codes: list[str], before: str, known: int) -> None:
    parts = of(codes[:4], 1), of(codes[2:], 2), of([codes[1], codes[2], codes[4]], 3)
    tell(*of(codes[:known], 5))

    def last() -> None:
        tell(*parts[2])

    def second() -> None:
        tell(*parts[1], desk=folder(meanwhile=[last], before=before)[0])

    first, edge = folder(meanwhile=[second, lambda: tell(*of(codes, 4))], before=before)
    tell(*parts[0], desk=first)
    told_first = wrong()
    for act in edge.meanwhile:
        act()

    assert (told_first, wrong()) == ([], [])
    assert sum(links for links, *_ in arms()) == 6
    assert sum(people for _, people, *_ in arms()) == 4 + 2 * 4 + 3 * 3 + 4 * 6 + 5 * known
    assert len(edge.sizes) <= 3


def test_a_batch_costs_one_transaction_for_all_its_links(codes: list[str]) -> None:
    desk, edge = folder()

    assert tell(*of(codes, 2), desk=desk) == 6
    assert edge.sizes == [6 + 2]


def test_programs_of_a_batch_share_its_transaction(codes: list[str]) -> None:
    trials.apply(trials.BEGAN, program="club", experiments=[trials.declared()])
    stores.links().create(a_link("club-1", program_id="club"))
    desk, edge = folder()

    assert tell(*of(codes[:1], 2), *of(["club-1"], 1, program_id="club"), desk=desk) == 2
    assert (edge.sizes, wrong()) == ([4], [])


def test_many_links_are_cut_to_what_a_transaction_holds(codes: list[str]) -> None:
    many = [f"more-{number}" for number in range(99)]
    desk, edge = folder()

    assert tell(*of(many, 1), desk=desk) == 99
    assert (edge.sizes[0], len(edge.sizes)) == (96 + 2, 2)
    assert sum(links for links, *_ in arms()) == 99


def test_a_busy_link_holds_up_no_other(codes: list[str]) -> None:
    desk, edge = folder(busy=codes[0])
    changes = of(codes, 2)

    with pytest.raises(UnavailableError):
        tell(*changes, desk=desk)

    place = trial_place(stores.programs().get("friends").rules.experiments[0], "friends")
    kept = dict(experiment_stores.trial_tallies().links(place))
    assert {*kept} == {*codes[1:]}
    assert len(edge.sizes) <= TRIES + 10
    assert (tell(*changes), wrong()) == (1, [])


def test_links_of_many_arms_still_fit(codes: list[str]) -> None:
    trial, tallied = TrialPlace("friends", "many-arms", 1), experiment_stores.trial_tallies()
    after = [KeptTally(f"arm-{number % 9}", LinkTally(1, 0, 0)) for number in range(96)]
    moves = [
        TallyMove(TallyPlace(trial, f"link-{place}"), None, each)
        for place, each in enumerate(after)
    ]

    actions = [len(tallied.commit_actions(portion)) for portion in portions(moves)]

    assert actions == [91 + 9, 5 + 5]
