"""GET /console/people: advocates or friends by their ids; somebody by mail, as a form."""

from referrals.edge.http import Answer
from referrals.model.people.person import Person, Role
from referrals.pages.console.cursor import pack, unpack
from referrals.pages.console.listing import (
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    show_list,
)
from referrals.pages.console.mail_search import NobodyFoundError, person_by, read_hashes
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import stores

ROLES = ((Role.ADVOCATE.value, "advocates"), (Role.FRIEND.value, "friends"))
COLUMNS = tuple(map(Column, ("id", "link", "since", "language", "letters")))
NAMED = tuple(map(Column, ("name", "address")))
"""What stands beside for whoever may read it."""
EMPTY = {
    Role.ADVOCATE: "Nobody has a link yet. People join at the program’s own page, after an order, "
    "or as the shop enrolls them.",
    Role.FRIEND: "Nobody came through a link yet. Whoever buys by one stands here.",
}


def show(visit: DeskVisit) -> Answer:
    role = Role.FRIEND if visit.query("role") == Role.FRIEND else Role.ADVOCATE
    named = NAMED if visit.sees_addresses else ()

    def fetch(start: str, limit: int) -> ListPage:
        place = unpack(start, *stores.people().page_keys)
        found, after = stores.people().page(role, limit, place)
        return ListPage([_row(visit, each) for each in found], pack(after))

    listing = Listing(
        name=f"{role.value}s",
        caption=f"All {role.value}s",
        path="/console/people",
        columns=(*COLUMNS, *named),
        fetch=fetch,
        empty=EMPTY[role],
        filters=(ListFilter("role", "Who", role.value, ROLES),),
    )
    return show_list(visit, listing, "People", template="people")


def find(visit: DeskVisit) -> str:
    """By the address that was given."""
    person = person_by(read_hashes(visit), Role.ADVOCATE, Role.FRIEND)
    if person is None:
        raise NobodyFoundError(
            "nobody is known by this address.",
            field="email",
            remedy="Whoever only bought has no page: look for their order.",
        )
    return f"/console/people/{person.person_id}"


def letters_of(person: Person) -> tuple[str, str]:
    """What may be written to them, as a word and its shape."""
    if person.mail_stopped:
        return "stopped", "back"
    if not person.email:
        return "no address", "pending"
    return ("agreed", "yours") if person.consents.mail else ("what is theirs alone", "spent")


def _row(visit: DeskVisit, person: Person) -> list[Cell]:
    word, shape = letters_of(person)
    program_id = visit.program_in_view.program_id if visit.program_in_view else ""
    cells = [
        Cell(person.person_id, visit.link(f"/console/people/{person.person_id}")),
        Cell(person.codes.get(program_id, "–")),
        Cell(visit.date(person.enrolled_at), raw=person.enrolled_at.isoformat()),
        Cell(person.locale),
        Cell(word, status=shape),
    ]
    return [*cells, Cell(person.name), Cell(person.email)] if visit.sees_addresses else cells
