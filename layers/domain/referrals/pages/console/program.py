"""GET /console/program and its form: the rules as sentences with slots, and what a change would do.

A plan is shown before anything is applied: in words, field by field, on the friend's page, and on
the orders of the last ninety days.
"""

from datetime import timedelta
from typing import Any

from referrals.edge.http import Answer
from referrals.model.draft.merge import kept_fields
from referrals.model.errors import GoodwordError
from referrals.model.history.order_change import ProposalEffect
from referrals.model.moment import floor_to_second
from referrals.model.order_key import ConversionKey
from referrals.model.program.outlook import BudgetOutlook
from referrals.model.program.program import Program
from referrals.model.words.letter_data import PARTS
from referrals.model.words.wording import languages
from referrals.pages.console.draft import DeskDraft, apply_draft, draft_in
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.orders import order_address
from referrals.pages.console.program_form import (
    offer_sentences,
    program_slots,
    row_groups,
    rule_sentences,
    setting_lines,
)
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import clock, stores

BACK = timedelta(days=90)
MOST_ORDERS = 1000
MOST_SECONDS = 8
"""Of the half minute that the page has: each order of the past is decided twice."""
USUAL_LETTER = "advocate.thanked"


def show(visit: DeskVisit) -> Answer:
    current = visit.program
    slots = program_slots(current.rules)
    draft = draft_in(visit, slots, current)
    wants_plan = bool(draft.changes)
    currency = current.rules.currency
    offers = range(len(current.rules.offers))
    return show_page(
        visit,
        "program",
        "Program",
        status=400 if draft.faults and not visit.fault else 200,
        framing=True,
        draft=draft,
        current=current,
        offers=[
            (current.rules.offers[place].name, offer_sentences(place, currency))
            for place in offers
            if f"friend_kind_{place}" in draft.texts
        ],
        sentences=rule_sentences(currency),
        settings=setting_lines(currency),
        groups=row_groups(current.rules),
        kept=kept_fields(slots, current.rules),
        more_offers=len(current.rules.offers) - len([n for n in draft.texts if "nd_kind" in n]),
        promises=_plan(current.rules, visit).promises,
        plan=_plan(draft.rules, visit) if draft.rules and wants_plan else None,
        order_address=_order_address,
        replay=_replay(draft, visit) if draft.rules and wants_plan else None,
        languages=[(tag, tag) for tag in languages()],
        letters=[(topic, topic) for topic in PARTS],
        chosen_language=visit.query("language") or "en",
        chosen_letter=visit.query("letter") or USUAL_LETTER,
    )


def apply(visit: DeskVisit) -> None:
    slots = program_slots(visit.rules)
    apply_draft(visit, slots)


def _plan(rules: Program, visit: DeskVisit) -> Any:
    from referrals.steps.program.round_shares import round_shares
    from referrals.views.draft.draft_plan import draft_plan
    from referrals.views.reward.budget_reach import budget_reach

    def outlook(of: Program) -> BudgetOutlook | None:
        return budget_reach(of, stores.tallies(), stores.insights(), visit.now)

    return draft_plan(round_shares(rules, visit.program, now=visit.now), visit.program, outlook)


def _order_address(key: str) -> str:
    order = ConversionKey.parse(key)
    return order_address(order.source, order.order_id)


def _replay(draft: DeskDraft, visit: DeskVisit) -> ProposalEffect | str:
    """What it would have made of the last ninety days; or why that can't be told."""
    from referrals.desks import simulation as simulation_desk
    from referrals.steps.history.gather_past import PastSlice
    from referrals.steps.history.simulate_program import simulate_program
    from referrals.steps.program.round_shares import round_shares

    assert draft.rules
    rules = round_shares(draft.rules, draft.current, now=visit.now)
    bound = PastSlice(MOST_ORDERS, clock.window(MOST_SECONDS))
    since = floor_to_second(visit.now - BACK)
    desk = simulation_desk.simulation()
    try:
        return simulate_program(rules, desk, since=since, now=visit.now, bound=bound)
    except GoodwordError as error:
        return error.message
