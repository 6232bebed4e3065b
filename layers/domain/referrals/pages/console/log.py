"""GET /console/log: who changed what, when, by which door, why, and what came of it."""

import re
from collections.abc import Mapping
from datetime import date

from referrals.edge.http import Answer
from referrals.model.change.change_record import LONGEST_ACTOR, WORD, ChangeRecord, Door
from referrals.model.errors import bad_cursor
from referrals.model.moment import stamp
from referrals.pages.console.listing import (
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    show_list,
)
from referrals.pages.console.visit import DeskVisit
from referrals.views.change.change_page import BadLogPeriodError, ChangeFilter, change_page
from referrals.wiring import session_stores

COLUMNS = tuple(map(Column, ("when", "who", "by", "what", "about", "why", "what came of it")))
DOORS = {Door.API: "API", Door.COMMAND_LINE: "command line", Door.DESK: "desk"}
_PLACE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ#chg_[0-9a-z]{26}")


def show(visit: DeskVisit) -> Answer:
    members = session_stores.staff().register().members
    names = {each.staff_id: each.shown_name for each in members}
    actor = visit.query("actor")[:LONGEST_ACTOR]
    called = [staff_id for staff_id, name in names.items() if _is_called(name, actor)]
    wish = ChangeFilter(
        actor,
        visit.query("kind")[:60].partition(":")[0],
        _day(visit, "from"),
        _day(visit, "to"),
        also=frozenset(called),
    )

    def fetch(start: str, limit: int) -> ListPage:
        if start and not _PLACE.fullmatch(start):
            raise bad_cursor()
        log = session_stores.change_log()
        page = change_page(wish, log, limit=limit, start=start, now=visit.now)
        return ListPage([_row(visit, each, names) for each in page.changes], page.after)

    listing = Listing(
        name="log",
        caption="Changes, the newest first",
        path="/console/log",
        columns=COLUMNS,
        fetch=fetch,
        empty="Nothing was changed then. What is changed here, by the API or by the command line "
        "stands in this list for two years.",
        filters=(
            ListFilter("actor", "Who (a name, or an id)", wish.actor),
            ListFilter("kind", "What", wish.kind),
            ListFilter("from", "From", visit.query("from")[:10], type="date"),
            ListFilter("to", "To", visit.query("to")[:10], type="date"),
        ),
    )
    return show_list(visit, listing, "Log")


def _is_called(name: str, wanted: str) -> bool:
    """By the whole name or a part of it; an address is nobody's name."""
    spoken = name.casefold()
    return "@" not in spoken and wanted.casefold() in (spoken, *spoken.split())


def _row(visit: DeskVisit, record: ChangeRecord, names: Mapping[str, str]) -> list[Cell]:
    subject = {name: text for name, text in record.subject.items() if name != WORD}
    about = ", ".join(f"{name} {text}" for name, text in subject.items())
    own_lines = visit.link("/console/log", actor=record.actor)
    return [
        Cell(f"{record.made_at:%Y-%m-%d %H:%M:%S}", raw=stamp(record.made_at)),
        Cell(names.get(record.actor, record.actor), own_lines, raw=record.actor),
        Cell(DOORS[record.door]),
        Cell(": ".join(filter(None, (record.kind, record.subject.get(WORD, ""))))),
        Cell(about or "–"),
        Cell(record.reason or "–"),
        Cell(record.outcome or "broke off", status="spent" if record.outcome == "done" else "back"),
    ]


def _day(visit: DeskVisit, name: str) -> date | None:
    given = visit.query(name)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise BadLogPeriodError(
            "this is no day.", field=name, remedy="Write it as 2026-11-29."
        ) from None
