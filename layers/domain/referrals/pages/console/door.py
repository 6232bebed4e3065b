"""The door of the desk: who asks, whether they may, and the line in the log around each act."""

from dataclasses import replace
from http import HTTPStatus
from importlib import import_module
from typing import Any

from referrals.edge.http import Answer, Event, answer, status_of
from referrals.edge.log import count
from referrals.edge.same_origin import require_same_origin
from referrals.model.change.change_record import LONGEST_REASON, Door, new_change
from referrals.model.errors import GoodwordError, NotFoundError
from referrals.pages.console import sign_in
from referrals.pages.console.act_log import act_in_log
from referrals.pages.console.address_part import part_of
from referrals.pages.console.frame import show_trouble
from referrals.pages.console.routes import ACTS, PAGES, ConsoleAct, match
from referrals.pages.console.visit import DeskVisit, visit_of
from referrals.wiring import clients, clock


class NoSuchPageError(NotFoundError):
    code = "no_such_page"


# Whoever is not signed in has these, and nothing else.
OPEN: dict[tuple[str, str], str] = {
    ("GET", "/console/sign-in"): "sign_in.ask",
    ("POST", "/console/sign-in"): "sign_in.send",
    ("GET", "/console/link"): "sign_in.show_link",
    ("HEAD", "/console/link"): "sign_in.show_link",
    ("POST", "/console/link"): "sign_in.enter",
    ("GET", "/console/passkey"): "passkey_door.ask",
    ("POST", "/console/passkey"): "passkey_door.enter",
    ("POST", "/console/sign-out"): "sign_in.leave",
}


def respond(event: Event) -> Answer:
    require_same_origin(event)
    method, path = method_of(event), path_of(event)
    if open_page := OPEN.get((method, path)):
        shown: Answer = function_of(open_page)(event)
        return shown
    table: dict[str, Any] = ACTS if method == "POST" else PAGES
    found = match(path, table)
    if method == "POST" or _is_file(event):
        return _respond(event, found)
    # What one part of a page has read, no other asks for again.
    return clients.make_view(lambda: _respond(event, found))


def _respond(event: Event, found: tuple[str, dict[str, str]] | None) -> Answer:
    method = method_of(event)
    if found is None or method not in ("GET", "HEAD", "POST"):
        # Asked first who it is: a stranger learns of no page whether it is there.
        visit_of(event, {})
        raise NoSuchPageError("no page of the desk has this address.", remedy="Look at the menu.")
    address, parts = found
    visit = visit_of(event, parts)
    if method == "POST":
        return do_act(ACTS[address], visit)
    page = show_page(address, visit)
    return {**page, "body": ""} if method == "HEAD" else page


def _is_file(event: Event) -> bool:
    """A list as a file is written in parts, and none of them is kept."""
    return "format" in (event.get("queryStringParameters") or {})


def show_page(address: str, visit: DeskVisit) -> Answer:
    """The page, or in the same frame why not."""
    page = PAGES[address]
    try:
        visit.staff.require(page.right)
        shown: Answer = function_of(page.view)(visit)
    except GoodwordError as error:
        count("Refused", code=error.code)
        # Where not even the page is there, what its form was refused for is the nearer answer.
        told = visit.fault or error
        return show_trouble(replace(visit, fault=None), told, status_of(told))
    return shown


def do_act(act: ConsoleAct, visit: DeskVisit) -> Answer:
    """Done, and on to the page; or the page again, with what was wrong and what was typed."""
    try:
        visit.staff.require(act.right)
        place = _log_and_do(act, visit)
    except GoodwordError as error:
        count("Refused", code=error.code)
        return show_page(act.page, replace(visit, fault=error))
    if isinstance(place, dict):
        return place
    kept = {name: part_of(text) for name, text in visit.parts.items()}
    page = place or act.page.format(**kept)
    headers = {"location": visit.link(page, done=act.act), "x-robots-tag": "noindex"}
    return answer(HTTPStatus.SEE_OTHER, headers=headers)


def _log_and_do(act: ConsoleAct, visit: DeskVisit) -> str | Answer:
    """Where to go on, or what is handed over. The line stands before anything is done, and its
    end after it."""
    fields = {name: values[0] for name, values in visit.form.fields.items()}
    program = visit.program_in_view
    record = new_change(
        act.operation,
        {
            "program": program.program_id if program else "",
            **fields,
            **visit.parts,
            **({"act": act.word} if act.word else {}),
        },
        actor=visit.staff.staff_id,
        door=Door.DESK,
        reason=visit.form.text("why", LONGEST_REASON),
        now=visit.now,
        random=clock.random_bytes(10),
    )
    subject = dict(visit.parts)
    with act_in_log(record, subject):
        place: str | Answer = function_of(act.act)(visit) or ""
        subject |= visit.made
    return place


def show_refusal(event: Event, status: int) -> Answer:
    """Outside the frame: nobody is signed in, or it is our fault."""
    return sign_in.show_refusal(event, status)


def function_of(name: str) -> Any:
    """Imported when asked for: no page waits for what another one loads."""
    file, _, function = name.partition(".")
    return getattr(import_module(f"referrals.pages.console.{file}"), function)


def method_of(event: Event) -> str:
    return str(event["requestContext"]["http"]["method"]).upper()


def path_of(event: Event) -> str:
    return str(event.get("rawPath", "")).rstrip("/")
