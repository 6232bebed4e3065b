"""`goodword privacy`: what was asked about people's data, what is held, and forgetting them."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from goodword import target
from goodword.output import AsJson, Language, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.desks import people as people_desk
from referrals.desks import privacy as privacy_desk
from referrals.model.moment import stamp
from referrals.model.people.mailbox import email_hashes
from referrals.model.privacy.erasure import ErasureCounts
from referrals.model.privacy.request import (
    HELD_WORDS,
    Doubt,
    PrivacyKind,
    PrivacyState,
    StoredRequest,
)
from referrals.model.words.wording import ENGLISH, wording
from referrals.steps.people.rehash_people import RehashResult, rehash_people
from referrals.steps.privacy.ask_privacy import (
    answer_data_requests,
    erase_now,
    keys_by,
    merchant_request,
    request_by_hash,
)
from referrals.steps.privacy.decide_privacy import refuse, release
from referrals.views.privacy.person_data import PersonData, person_data
from referrals.wiring import clock, stores
from referrals.wiring import keys as wiring_keys

NO_LIMIT = 10**12
app = typer.Typer(no_args_is_help=True, help="Personal data: list, export, erase.")
Email = Annotated[str, typer.Argument(help="The person's e-mail address.")]
RequestId = Annotated[str, typer.Argument(help="Its whole id, as `list` tells it.")]
Orders = Annotated[
    list[str] | None,
    typer.Option("--order", help="SOURCE/ORDER: theirs too, where an address can't find it."),
]


@app.command(name="list")
def list_requests(
    program: str,
    everything: Annotated[bool, typer.Option("--all", help="Done ones too.")] = False,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Requests that wait, the next one due first. Data requests wait for `export`, held ones for
    `release` or `refuse`.
    """
    with explain_errors():
        target.enter(stack)
        stores.programs().get(program)
        found = sorted(stores.privacy_requests().of_program(program), key=lambda a: a.due_at)
        shown = [_plain(a) for a in found if everything or a.waiting]
        show(shown, as_json=as_json, human=lambda: _tell(shown))


@app.command(name="release")
def release_request(
    program: str, request_id: RequestId, as_json: AsJson = False, stack: Stack = ""
) -> None:
    """Lets a held request be carried out: it is about this program's customers after all."""
    with explain_errors():
        target.enter(stack)
        asked = release(program, request_id, stores.privacy_requests())
        word = "Released: the clock carries it out, or `export` answers it."
        show(_plain(asked), as_json=as_json, human=lambda: console.print(word))


@app.command(name="refuse")
def refuse_request(
    program: str, request_id: RequestId, as_json: AsJson = False, stack: Stack = ""
) -> None:
    """Ends a held request, as another shop's: nobody is erased, nothing is handed out."""
    with explain_errors():
        target.enter(stack)
        now = clock.now()
        asked = refuse(program, request_id, stores.privacy_requests(), now=now)
        show(_plain(asked), as_json=as_json, human=lambda: console.print("Refused."))


@app.command()
def export(
    program: str,
    email: Email = "",
    order: Orders = None,
    language: Language = ENGLISH,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Everything that is held about a person, as JSON; answers a shop's open request."""
    with explain_errors():
        target.enter(stack)
        asked, former = _request_of(program, email, order, PrivacyKind.DATA_REQUEST)
        files = people_desk.files()
        keys = keys_by(former, asked, files)
        data = person_data(
            asked.customer_hash,
            keys,
            files,
            most_text=NO_LIMIT,
            words=wording(language),
            now=clock.now(),
        )
        answer_data_requests(asked, stores.privacy_requests(), now=clock.now())
        plain = data.model_dump(mode="json")
        show(plain, as_json=as_json, human=lambda: _tell_data(data))


@app.command()
def erase(
    program: str,
    email: Email = "",
    order: Orders = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Forgets a person everywhere, at once and for good. Erase them in the shop first."""
    if not yes:
        typer.confirm("Erase this person for good?", abort=True)
    with explain_errors():
        target.enter(stack)
        asked, former = _request_of(program, email, order, PrivacyKind.CUSTOMER_REDACT)
        now = clock.now()
        standing, done = erase_now(asked, privacy_desk.privacy(), now=now)
        for each in former:
            done += erase_now(
                request_by_hash(each, asked, wiring_keys.identity_key()),
                privacy_desk.privacy(),
                now=now,
            )[1]
        failed = [{"order": each.order, "code": each.code} for each in done.failures]
        plain = {**_plain(standing), "erased": _counts(done), "failed": failed}
        show(plain, as_json=as_json, human=lambda: _tell_erasure(plain))


@app.command()
def rehash(as_json: AsJson = False, stack: Stack = "") -> None:
    """Once after an update that says so: finds people by the present rule for addresses."""
    with explain_errors():
        target.enter(stack)
        done = rehash_people(stores.people(), stores.suppressions(), wiring_keys.identity_key())
        plain = {"changed": done.changed, "twice": list(done.twice)}
        show(plain, as_json=as_json, human=lambda: _tell_rehash(done))


def _request_of(
    program: str, email: str, orders: list[str] | None, kind: PrivacyKind
) -> tuple[StoredRequest, list[str]]:
    """The request, and the hashes of an earlier rule that it is about, too."""
    stores.programs().get(program)
    key = wiring_keys.identity_key()
    named = [order.replace("/", "#", 1) for order in orders or []]
    if not all(source and order_id for source, _, order_id in (n.partition("#") for n in named)):
        raise typer.BadParameter("write an order as SOURCE/ORDER", param_hint="--order")
    hashed, *former = email_hashes(key, email) if email else ("",)
    now = clock.now()
    return merchant_request(kind, hashed, named, program_id=program, key=key, now=now), former


def _tell_rehash(done: RehashResult) -> None:
    console.print(f"{done.changed} people are found by another hash now.", highlight=False)
    for person_id in done.twice:
        console.print(f"{person_id} has the mailbox of somebody else here.", highlight=False)


def _plain(asked: StoredRequest) -> dict[str, Any]:
    return {
        "request_id": asked.request_id,
        "kind": asked.kind.value,
        "source": asked.source,
        "reference": asked.reference,
        "shop": asked.shop,
        "state": asked.state.value,
        "held_for": asked.held_for,
        "orders": list(asked.orders),
        "received_at": stamp(asked.received_at),
        "due_at": stamp(asked.due_at),
        "done_at": stamp(asked.done_at) if asked.done_at else "",
        "orders_erased": asked.found,
    }


def _counts(done: ErasureCounts) -> dict[str, int]:
    return {name: count for name, count in asdict(done).items() if name != "failures"}


def _tell(shown: list[dict[str, Any]]) -> None:
    headings = ("request", "kind", "source", "state", "received", "due", "orders")
    table = Sheet(*headings, empty="Nothing waits.")
    for each in shown:
        row = (each[name] for name in ("kind", "source", "state", "received_at", "due_at"))
        table.add_row(each["request_id"], *row, str(len(each["orders"])))
    table.print()
    for each in shown:
        if each["held_for"]:
            shop = f" (it names {each['shop']})" if each["shop"] else ""
            line = f"{each['request_id']} is held{shop}: {HELD_WORDS[Doubt(each['held_for'])]}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def _tell_data(data: PersonData) -> None:
    for person in data.people:
        console.print(f"{person.role}: {person.name} <{person.email}>", markup=False)
    orders = ", ".join(order.story.order_id for order in data.orders)
    console.print(f"orders: {orders or 'none'}", markup=False, highlight=False)
    for each in data.former_customers:
        line = f"a customer of {each.program} since {each.first_order_on}"
        console.print(line, markup=False, highlight=False)
    for story in (story for each in data.profiles for story in each.stories):
        line = f"story {story.story_id}: {story.state}, {len(story.versions)} versions"
        console.print(line, markup=False, highlight=False)
    texts = sum(len(order.bodies) for order in data.orders) + len(data.loose) + len(data.held)
    console.print(f"{texts} bodies, {len(data.letters)} letters wait. --json prints all of it.")


def _tell_erasure(plain: dict[str, Any]) -> None:
    done = ", ".join(f"{count} {name}" for name, count in plain["erased"].items())
    console.print(f"Erased: {done}.", highlight=False)
    for each in plain["failed"]:
        line = f"Not erased: {each['order']} ({each['code']}). The clock tries again."
        console.print(line, markup=False, highlight=False)
    if plain["state"] != PrivacyState.DONE:
        console.print("Not all of it yet: the clock goes on within the hour.")
