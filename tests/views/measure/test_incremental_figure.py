"""Incremental orders: of what nobody is held out of there is none, of few there is no number."""

from referrals.model.measure.cohort import CohortTable
from referrals.model.measure.figure import FigurePlace
from referrals.views.measure.incremental_figure import held_out_effect, incremental_orders
from referrals.wiring import nudge_stores
from tests.world import NOW, rules

PLACE = FigurePlace(NOW.date(), NOW.date(), NOW, "EUR")
HOLD_OUT = {"percent": 10, "since": "2026-06-01"}


def test_each_letter_with_a_hold_out_has_its_figure(account: None) -> None:
    invitation = {"after_days": 3, "hold_out": HOLD_OUT}
    held = rules(nudges={"enabled": True}, join={"invitation": invitation})
    nobody_held = rules(nudges={"enabled": True, "hold_out_percent": 0})
    table, effect = CohortTable.of([]), held_out_effect(held, nudge_stores.experiments(), NOW)

    found = list(incremental_orders(held, table, effect, PLACE))

    assert [(each.group, each.value, each.note) for each in found] == [
        ("invitations", None, "too few to say (0)"),
        ("nudges", None, "too few to say (0)"),
    ]
    assert list(incremental_orders(nobody_held, table, None, PLACE)) == []
