"""GET /console/held: deliveries of a shop that were genuine and not understood, a key each."""

import re

from referrals.desks import conversion as conversion_desk
from referrals.desks import order as order_desk
from referrals.edge.http import Answer
from referrals.model.errors import ConflictError, NotFoundError
from referrals.model.order.receipt import Outcome
from referrals.model.staff.right import Right
from referrals.pages.console.address_part import part_of
from referrals.pages.console.listing import (
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    show_list,
)
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import stores, todo_stores

COLUMNS = tuple(map(Column, ("delivery", "order", "why it waits", "bytes", "received")))
MOST_READS = 4
"""For one page: where those that were read lie between, it looks so much further and no more."""
SHA = re.compile(r"[0-9a-f]{64}")


class StillHeldError(ConflictError):
    code = "still_held"


class NoHeldBodyError(NotFoundError):
    code = "no_held_body"


def show(visit: DeskVisit) -> Answer:
    found: list[conversion_desk.HeldBody] = []
    source = _source(visit)

    def fetch(start: str, limit: int) -> ListPage:
        found[:], after = _page(visit, source, start, limit)
        return ListPage([_row(visit, each) for each in found], after)

    listing = Listing(
        name="held",
        caption="Deliveries that were not understood",
        path="/console/held",
        columns=COLUMNS,
        fetch=fetch,
        empty=f"Nothing of {source} waits here. What a shop sends and nobody understands is kept "
        "for 30 days.",
        filters=(ListFilter("source", "Shop", source, [(s, s) for s in order_desk.SOURCES]),),
    )
    return show_list(
        visit,
        listing,
        "Held deliveries",
        template="held_bodies",
        found=found,
        source=source,
        further=_sha(visit.query("further")),
        helps=visit.may(Right.HELP),
    )


def replay(visit: DeskVisit) -> str:
    """One of `goodword conversions replay`."""
    from referrals.steps.order.replay_held_bodies import replay_held_body

    source, sha, now = _source(visit), _sha(visit.form.text("sha", 64)), visit.now
    if not sha:
        raise NoHeldBodyError("nothing says which one.", remedy="Press its own button.")
    visit.made.update(source=source, sha=sha)
    desk = conversion_desk.recording()
    receipt = replay_held_body(visit.program.program_id, source, sha, desk, now=now)
    if receipt.outcome is Outcome.HELD:
        raise StillHeldError(
            f"it is still not understood: {_in_words(receipt.reason)}.",
            remedy="It stays here. Put right what it says, and read it again.",
        )
    return _place(source)


def replay_all(visit: DeskVisit) -> str:
    """One round of `goodword conversions replay`; its answer says where to go on."""
    from referrals.steps.order.replay_held_bodies import replay_held_bodies

    source, desk = _source(visit), conversion_desk.recording()
    visit.made.update(source=source)
    after = _sha(visit.form.text("further", 64))
    program_id = visit.program.program_id
    done = replay_held_bodies(program_id, source, desk, now=visit.now, after=after)
    return _place(source, done.after)


def _page(
    visit: DeskVisit, source: str, start: str, limit: int
) -> tuple[list[conversion_desk.HeldBody], str]:
    """Those that still wait: who was understood stays in the table until its thirty days end."""
    after = _sha(start)
    for _ in range(MOST_READS):
        program_id = visit.program.program_id
        bodies, after = stores.bodies().held_page(program_id, source, limit, after)
        found = [each for each in bodies if each.replayed_at is None]
        if found or not after:
            break
    return found, after


def _source(visit: DeskVisit) -> str:
    """The one that is named, or else the first of which something waits."""
    named = visit.form.text("source", 40) or visit.query("source")
    if named in order_desk.SOURCES:
        return named
    look = todo_stores.source_looks().find(visit.program.program_id)
    waiting = [each.source for each in look.states if each.held] if look else []
    return next((each for each in waiting if each in order_desk.SOURCES), "shopify")


def _place(source: str, further: str = "") -> str:
    more = f"&further={further}" if further else ""
    return f"/console/held?source={part_of(source)}{more}"


def _sha(given: str) -> str:
    return given if SHA.fullmatch(given) else ""


def _in_words(reason: str) -> str:
    return reason.replace("_", " ").rstrip(".")


def _row(visit: DeskVisit, held: conversion_desk.HeldBody) -> list[Cell]:
    return [
        Cell(held.sha[:12], raw=held.sha),
        Cell(held.order_id or "–"),
        Cell(_in_words(held.reason), status="person", raw=held.reason),
        Cell(str(held.size)),
        Cell(visit.date(held.received_at), raw=held.received_at.isoformat()),
    ]
