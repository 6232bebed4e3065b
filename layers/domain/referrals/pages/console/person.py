"""GET /console/people/{person_id}: one person, in parts that each ask little of the tables."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from referrals.edge.http import Answer
from referrals.model.expiry.terms import POINTS
from referrals.model.order_key import ConversionKey
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Person, Role
from referrals.model.staff.right import Right
from referrals.pages.console.cursor import pack, unpack
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.listing import cursor_of
from referrals.pages.console.orders import COLUMNS, order_cells
from referrals.pages.console.people import letters_of
from referrals.pages.console.person_acts import erasure_of
from referrals.pages.console.visit import DeskVisit
from referrals.views.order.order_list import OrderRow, order_row, orders_by_key
from referrals.views.people.advocate_account import holdings
from referrals.views.reward.personal_statement import StatementQuestion, personal_statement
from referrals.wiring import community_stores, session_stores, stores, story_stores

PARTS = (
    ("", "Overview"),
    ("statement", "Statement"),
    ("words", "Notes and stories"),
    ("consents", "Consents"),
)
MOST_ORDERS, MOST_LINKS, MOST_WORDS, LINES = 25, 20, 10, 40
PLACES = ("pending", "available", "reserved")
GOODWILL = 5
SAID_AT = {
    ConsentPlace.JOIN: "where they joined",
    ConsentPlace.SETTINGS: "on their own page",
    ConsentPlace.WELCOME: "on their page after the order",
    ConsentPlace.SHOP: "by the shop’s server",
    ConsentPlace.UNSUBSCRIBE: "by a letter’s way out",
    ConsentPlace.REPORT: "to the shop, which told us",
    ConsentPlace.ORDER: "with an order",
}


def show(visit: DeskVisit) -> Answer:
    person = stores.people().get(visit.parts["person_id"])
    part = _part(visit)
    values = {"": _overview, "statement": _statement, "words": _words, "consents": _consents}
    name = person.name if visit.sees_addresses else ""
    return show_page(
        visit,
        f"person_{part or 'overview'}",
        name or ("An advocate" if person.role is Role.ADVOCATE else "A friend"),
        person=person,
        place=f"/console/people/{person.person_id}",
        letters=letters_of(person),
        parts=PARTS,
        part=part,
        **values[part](visit, person),
    )


def _part(visit: DeskVisit) -> str:
    wanted = visit.query("part")
    return wanted if wanted in {code for code, _ in PARTS} else ""


def _overview(visit: DeskVisit, person: Person) -> dict[str, Any]:
    (other,) = set(Role) - {person.role}
    rules = visit.rules
    gifts, _ = stores.goodwill().of_person(person.person_id, GOODWILL)
    return {
        "twin": stores.people().find_by_hash(other, person.email_hash),
        "links": list(islice(stores.links().of_advocate(person.person_id), MOST_LINKS)),
        "holdings": holdings(stores.ledger().of_person(person.person_id), visit.now),
        "columns": COLUMNS,
        "orders": [order_cells(visit, each) for each in _orders(visit, person)],
        "gifts": gifts,
        "assets": [(rules.currency, rules.currency), (POINTS, "points")],
        "reference": f"desk-{person.person_id}-{visit.now:%Y%m%d%H%M%S}",
        "gives": visit.may(Right.GIVE),
        "helps": visit.may(Right.HELP),
        "erases": visit.may(Right.ERASE),
        "erasure": erasure_of(visit, person) if visit.may(Right.ERASE) else None,
        "money": lambda amount, asset: _amount(visit, amount, asset),
    }


def _orders(visit: DeskVisit, person: Person) -> list[OrderRow]:
    """What an advocate's friends bought, or what a friend did; the newest first."""
    program_id = visit.rules.program
    if person.role is Role.ADVOCATE:
        brought = stores.referrals().of_advocate(person.person_id)
        own = (each for each in islice(brought, MOST_ORDERS) if each.program_id == program_id)
        return list(map(order_row, own))
    keys = stores.conversions().keys_of_customer(program_id, person.email_hash)
    found: list[ConversionKey] = list(islice(keys, MOST_ORDERS))
    return orders_by_key(found[::-1], stores.referrals())


def _statement(visit: DeskVisit, person: Person) -> dict[str, Any]:
    rules, asset = visit.rules, visit.query("asset")
    asset = asset if asset == POINTS else rules.currency
    question = StatementQuestion(person, asset, rules, visit.words, visit.now)
    places = _places(unpack(cursor_of(visit), *PLACES))
    books = stores.ledger(), stores.grants()
    statement, after = personal_statement(question, *books, limit=LINES, places=places)
    kept = {name: str(place) for name, place in after.items()} if after else None
    return {
        "statement": statement,
        "asset": asset,
        "after": pack(kept),
        "assets": [(rules.currency, rules.currency), (POINTS, "points")],
        "money": lambda amount, of: _amount(visit, amount, of),
    }


def _places(given: Mapping[str, str] | None) -> dict[str, int]:
    return {name: int(text) for name, text in (given or {}).items() if text.isdecimal()}


def _words(visit: DeskVisit, person: Person) -> dict[str, Any]:
    notes = community_stores.notes()
    return {
        "received": notes.of_receiver(person.person_id, MOST_WORDS),
        "written": list(islice(notes.of_writer(person.person_id), MOST_WORDS)),
        "told": story_stores.stories().of_person(person.person_id)[:MOST_WORDS],
    }


def _consents(visit: DeskVisit, person: Person) -> dict[str, Any]:
    records = session_stores.consent_records()
    return {
        "consents": person.consents.model_dump(),
        "places": SAID_AT,
        "changes": list(reversed(list(islice(records.of_person(person), 100)))),
    }


def _amount(visit: DeskVisit, amount: int, asset: str) -> str:
    if asset == POINTS:
        return f"{visit.words.number(amount)} points"
    return visit.words.money(amount, asset)
