"""GET /console/program/versions: each version, who applied it and why, and its rules as YAML."""

import re
from http import HTTPStatus

from referrals.edge.http import Answer, answer
from referrals.edge.page_answer import HEADERS
from referrals.model.draft.yaml_text import yaml_text
from referrals.model.errors import NotFoundError, bad_cursor
from referrals.model.moment import stamp
from referrals.model.program.program import AppliedProgram, rules_json
from referrals.model.staff.right import Right
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.listing import Cell, Column, Listing, ListPage, show_list
from referrals.pages.console.visit import DeskVisit
from referrals.steps.draft.require_no_loss import file_version
from referrals.views.draft.version_log import ProgramVersion, program_versions
from referrals.wiring import session_stores, stores

COLUMNS = (
    Column("version", figure=True),
    Column("applied"),
    Column("who"),
    Column("why"),
    Column("fields changed", figure=True),
)
# The log is asked for each.
MOST_SHOWN = 8
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class NoSuchVersionError(NotFoundError):
    code = "no_such_version"


def show(visit: DeskVisit) -> Answer:
    program = visit.program
    names = {each.staff_id: each.shown_name for each in session_stores.staff().register().members}

    def fetch(start: str, limit: int) -> ListPage:
        if start and not _NUMBER.fullmatch(start):
            raise bad_cursor()
        newest = min(int(start), program.version) if start else program.version
        oldest = max(newest - min(limit, MOST_SHOWN) + 1, 1)
        rows = [_row(each, names, visit) for each in _versions(visit, oldest, newest)]
        return ListPage(rows, str(oldest - 1) if oldest > 1 else "")

    listing = Listing(
        name=f"{program.program_id}-versions",
        caption="Versions, the newest first",
        path="/console/program/versions",
        columns=COLUMNS,
        fetch=fetch,
        empty="There is no version yet.",
    )
    return show_list(visit, listing, "Versions of the program")


def show_version(visit: DeskVisit) -> Answer:
    """A version's rules, as a page or as the file that the command line applies."""
    number = visit.parts["version"]
    if not _NUMBER.fullmatch(number) or int(number) > visit.program.version:
        raise NoSuchVersionError("there is no such version.", remedy="See the list.")
    found = _versions(visit, int(number), int(number))[0]
    text = yaml_text(rules_json(found.applied.rules))
    if visit.query("format") == "yaml":
        return _file(found.applied, f"{file_version(found.applied).line}\n{text}")
    return show_page(
        visit, "version", f"Version {number}", version=found, yaml=text, current=visit.program
    )


def _versions(visit: DeskVisit, oldest: int, newest: int) -> list[ProgramVersion]:
    program_id = visit.program.program_id
    kept = list(stores.programs().between(program_id, max(oldest - 1, 1), newest))
    before = next((each for each in kept if each.version < oldest), None)
    shown = [each for each in kept if each.version >= oldest]
    return program_versions(shown, before, session_stores.change_log())


def _row(version: ProgramVersion, names: dict[str, str], visit: DeskVisit) -> list[Cell]:
    applied, record = version.applied, version.record
    # The rules name mailboxes of the shop's own people.
    may_read = visit.may(Right.PROGRAM)
    address = visit.link(f"/console/program/versions/{applied.version}") if may_read else ""
    actor = record.actor if record else ""
    return [
        Cell(str(applied.version), link=address),
        Cell(f"{applied.applied_at:%Y-%m-%d %H:%M}", raw=stamp(applied.applied_at)),
        Cell(names.get(actor, actor) or "–", raw=actor),
        Cell((record.reason if record else "") or "–"),
        Cell("all" if applied.version == 1 else str(len(version.changes))),
    ]


def _file(applied: AppliedProgram, text: str) -> Answer:
    name = f"{applied.program_id}-{applied.version}.yaml"
    headers = {
        **HEADERS,
        "content-type": "application/yaml; charset=utf-8",
        "content-disposition": f'attachment; filename="{name}"',
    }
    return answer(HTTPStatus.OK, text, headers=headers)
