"""Rows behind a number of rewards: to whom, for which order, its worth and what came back."""

from collections.abc import Iterator

from referrals.pages.console.listing import Cell, Column
from referrals.pages.console.number_kind import (
    CellRows,
    CountedNumber,
    NumberKind,
    RowPart,
    RowPlace,
    currency_cells,
    money_cell,
    order_cells,
    person_cell,
)
from referrals.pages.console.visit import DeskVisit
from referrals.views.insight.counted_rewards import CountedReward, counted_rewards
from referrals.wiring import stores

REWARDED, REWARDS = "rewarded", "rewards"


def _read(part: RowPart) -> tuple[CellRows, RowPlace]:
    rules = part.visit.rules
    rewards, after = counted_rewards(
        rules.program,
        rules.time_zone,
        part.days,
        stores.grants(),
        limit=part.limit,
        start=part.place,
    )
    if part.what == REWARDED:
        rewards = list(_first_sides(rewards))
    return [_cells(part.visit, each) for each in rewards], after


def _first_sides(rewards: list[CountedReward]) -> Iterator[CountedReward]:
    """A line for each order of which something still stands: that of its first side."""
    last = None
    for each in rewards:
        if each.order_is_rewarded and each.order != last:
            last = each.order
            yield each


def _cells(visit: DeskVisit, row: CountedReward) -> list[Cell]:
    side = row.side
    return [
        *order_cells(visit, row.on, row.order),
        person_cell(visit, side.person_id),
        Cell(side.role.replace("-", " ")),
        Cell(side.kind.replace("_", " ")),
        money_cell(visit, side.worth.worth_minor, row.currency),
        money_cell(visit, row.back_minor, row.currency),
        *currency_cells(visit, row.currency),
    ]


REWARD_ROWS = NumberKind(
    numbers={
        REWARDED: CountedNumber(
            "Orders rewarded",
            "the day on which its reward was given, which may be another than the order’s",
            lambda total: total.rewarded,
        ),
        REWARDS: CountedNumber(
            "Rewards given, and what came back",
            "the day on which the order’s first reward was given",
            lambda total: total.rewards,
        ),
    },
    order="in the order in which they were given",
    columns=(
        *map(Column, ("day", "order", "shop", "person", "for", "reward")),
        Column("worth", figure=True),
        Column("came back", figure=True),
    ),
    has_money=True,
    place=lambda _: stores.grants().page_keys,
    program_key="program_id",
    read=_read,
)
