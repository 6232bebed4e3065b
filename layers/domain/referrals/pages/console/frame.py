"""The desk around each page: whose shop, where one can go, who is signed in, what was just done."""

from typing import Any

from referrals.edge.http import Answer, status_of
from referrals.model.brand.page_brand import PageBrand
from referrals.model.errors import BadCursorError, GoodwordError
from referrals.pages.brand import brand_of
from referrals.pages.console.desk_words import sentence
from referrals.pages.console.routes import ACTS, MENU, PAGES, MenuEntry
from referrals.pages.console.visit import DeskVisit
from referrals.pages.template import the_pages

SHEET, SCRIPT, LIST_SCRIPT = "console.css", "console.js", "list_file.js"


def show(
    visit: DeskVisit, template: str, title: str, *, status: int = 200, **values: Any
) -> Answer:
    """`template` is the file's name in this folder, without its end; it extends
    `console/frame.html` and has `visit` beside `values`."""
    return the_pages().show(
        f"console/{template}.html",
        visit.words,
        status=_status(visit, status),
        brand=_brand(visit),
        script=SCRIPT,
        sheet=the_pages().files.address(SHEET),
        list_script=the_pages().files.address(LIST_SCRIPT),
        visit=visit,
        title=title,
        menu=menu_of(visit),
        here=_menu_place(visit),
        done=_notice(visit),
        fault=sentence(visit.fault) if visit.fault else "",
        fault_field=visit.fault.field if visit.fault else "",
        **values,
    )


def show_trouble(visit: DeskVisit, error: GoodwordError, status: int) -> Answer:
    """In place of a page that can't be shown, for somebody who is signed in."""
    return show(
        visit,
        "trouble",
        "This page can’t be shown",
        status=status,
        text=sentence(error),
        beginning=_list_without_place(visit) if isinstance(error, BadCursorError) else "",
    )


def _list_without_place(visit: DeskVisit) -> str:
    """The same list under the same filters, from its beginning."""
    query = visit.event.get("queryStringParameters") or {}
    left = {name: str(text) for name, text in query.items() if name not in ("after", "format")}
    return visit.link(str(visit.event.get("rawPath", "")), **left)


def menu_of(visit: DeskVisit) -> list[MenuEntry]:
    """What this person may open."""
    return [each for each in MENU if visit.may(PAGES[each.address].right)]


def _menu_place(visit: DeskVisit) -> str:
    """The entry that the present page lies below."""
    path = str(visit.event.get("rawPath", "")).rstrip("/")
    below = [
        each.address
        for each in MENU
        if path == each.address
        or (each.address != "/console" and path.startswith(f"{each.address}/"))
    ]
    return below[0] if below else ""


def _notice(visit: DeskVisit) -> str:
    name = visit.query("done")
    return next((each.done for each in ACTS.values() if each.act == name), "")


def _status(visit: DeskVisit, status: int) -> int:
    return status_of(visit.fault) if visit.fault and status == 200 else status


def _brand(visit: DeskVisit) -> PageBrand | None:
    return brand_of(visit.program_in_view.rules) if visit.program_in_view else None
