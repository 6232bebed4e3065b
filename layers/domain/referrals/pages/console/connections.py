"""GET /console/connections: shops, the shop's own server, keys and mail: green, or the one step."""

from dataclasses import dataclass

from referrals.desks import order as order_desk
from referrals.edge.http import Answer
from referrals.model.connection.report import ReportTopic
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, DeliveryState
from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.letter.sample import SAMPLE
from referrals.model.session.api_key import ApiKey
from referrals.model.words.wording import ENGLISH
from referrals.pages.console.address_part import part_of
from referrals.pages.console.connection_rows import mail_row, outside_rows
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.visit import DeskVisit
from referrals.steps.delivery.try_webhook import try_webhook
from referrals.views.insight.source_connection import (
    ConnectionState,
    HearingBooks,
    SourceConnection,
    source_connections,
)
from referrals.wiring import clients, settings, stores, todo_stores

TRIED_LETTER = "advocate.thanked"
SHAPES = {
    ConnectionState.ABSENT: ("not connected", "spent"),
    ConnectionState.HELD: ("something wasn’t understood", "person"),
    ConnectionState.QUIET: ("quiet", "back"),
    ConnectionState.UNHEARD: ("nothing was heard yet", "pending"),
    ConnectionState.HEARD: ("orders come", "yours"),
}


DOORS = {
    "open": ("Its address answers, and asks for the shop’s signature: orders can come.", "yours"),
    "closed": ("This stack answers there, and takes nothing of it: its secret is missing.", "back"),
    "foreign": ("Something else answers at this address. Compare it, and look at proxies.", "back"),
    "busy": ("It answers, and is busy. Try again in a minute.", "person"),
    "silent": ("Nobody answers at this address from outside. Is its name right?", "back"),
}
"""What came of a knock at a shop's address, by its state."""


class NoTryError(NotFoundError):
    code = "no_try"


TRIES = {
    DeliveryState.PENDING: ("It is on its way. Look again in a moment.", "pending"),
    DeliveryState.SENDING: ("It is on its way. Look again in a moment.", "pending"),
    DeliveryState.DONE: ("It was taken.", "yours"),
    DeliveryState.PARKED: ("It wasn’t taken.", "back"),
    DeliveryState.SKIPPED: ("It wasn’t sent.", "back"),
}


class NoServerHereError(RefusedError):
    code = "no_server_here"


class NoSenderHereError(RefusedError):
    code = "no_sender_here"


@dataclass(frozen=True, slots=True)
class ServerConnection:
    """The shop's own server, and what is missing for it to hear of anything."""

    url: str
    word: str
    shape: str
    step: str


def show(visit: DeskVisit) -> Answer:
    program_id = visit.program.program_id
    keys = sorted(stores.sessions().keys(), key=lambda key: key.created_at, reverse=True)
    shops = list(_shops(visit))
    return show_page(
        visit,
        "connections",
        "Connections",
        shops=[each for each in shops if each.state is not ConnectionState.ABSENT],
        others=[each.source for each in shops if each.state is ConnectionState.ABSENT],
        shapes=SHAPES,
        address=f"{settings.setting('PUBLIC_URL').rstrip('/')}/webhooks/{program_id}",
        server=_server(visit),
        keys=[(key, *_key_standing(key, visit)) for key in keys],
        outside=outside_rows(visit),
        mail=mail_row(),
        tried=(visit.query("tried"), *DOORS.get(visit.query("door"), ("", ""))),
    )


def show_try(visit: DeskVisit) -> Answer:
    """What came of a try of the server's address."""
    item = stores.outbox().get(visit.parts["item_id"])
    if item.topic not in (Topic.WEBHOOK_TESTED, ReportTopic.TEST) and SAMPLE not in item.data:
        raise NoTryError("no try is called so.", field="item_id")
    word, shape = TRIES[item.state]
    return show_page(visit, "connection_try", "A try", item=item, word=word, shape=shape)


def try_server(visit: DeskVisit) -> str:
    """One signed webhook, on the way of all others; its page says what came of it."""
    rules = visit.rules
    if not rules.webhook_url:
        raise NoServerHereError(
            f"{rules.program} names no webhook_url.",
            remedy="Write it into the rules, and apply them.",
        )
    item = try_webhook(rules, stores.outbox(), now=visit.now)
    return f"/console/connections/tries/{part_of(item.item_id)}"


def try_shop(visit: DeskVisit) -> str:
    """A knock at its address from outside; the page says what came of it."""
    from referrals.steps.order.try_door import try_door

    source = visit.parts["source"]
    program_id = visit.program.program_id
    if source not in order_desk.SOURCES:
        raise NoTryError("there is no such source.", field="source")
    url = f"{settings.setting('PUBLIC_URL').rstrip('/')}/webhooks/{program_id}/{source}"
    state = try_door(url, local=not settings.is_deployed())
    return f"/console/connections?tried={source}&door={state}"


def try_outside(visit: DeskVisit) -> str:
    """One try-out to Klaviyo or Slack, on the way of everything else."""
    from referrals.steps.connection.try_connection import try_connection

    channel = visit.parts["channel"]
    if channel not in (Channel.KLAVIYO, Channel.SLACK):
        raise NoTryError("there is no such connection.", field="channel")
    shelf = (stores.outbox(), stores.endpoints())
    item = try_connection(visit.rules, Channel(channel), *shelf, now=visit.now)
    return f"/console/connections/tries/{part_of(item.item_id)}"


def try_mail(visit: DeskVisit) -> str:
    """A letter with made-up news to the visitor's own mailbox, on the way of all letters."""
    from referrals.steps.delivery.try_letter import try_own_letter

    mail, own = mail_row(), visit.staff.staff_id
    if not mail.sender:
        raise NoSenderHereError(f"{mail.word}.", remedy=mail.step)
    shelf, now = stores.outbox(), visit.now
    item = try_own_letter(visit.rules, TRIED_LETTER, ENGLISH, staff_id=own, outbox=shelf, now=now)
    return f"/console/connections/tries/{part_of(item.item_id)}"


def revoke_key(visit: DeskVisit) -> None:
    """From the next request on, as `goodword key revoke` does; the log has why."""
    visit.reason()
    stores.sessions().revoke_key(visit.parts["key_id"], visit.now)


def _shops(visit: DeskVisit) -> list[SourceConnection]:
    program_id = visit.program.program_id
    looks = todo_stores.source_looks()
    books = HearingBooks(stores.insights(), todo_stores.quiet_periods(), looks.find(program_id))
    found = source_connections(
        program_id,
        order_desk.SOURCES,
        books,
        has_secret=lambda source: _has_secret(f"webhooks/{program_id}/{source}"),
        now=visit.now,
    )
    return list(found)


def _server(visit: DeskVisit) -> ServerConnection:
    rules = visit.rules
    url, name = rules.webhook_url, rules.program
    if not url:
        step = "Name it in the rules: webhook_url: https://..."
        return ServerConnection("", "none is named", "pending", step)
    if not _has_secret(f"outbound/{name}"):
        step = f"Make a secret: goodword webhook add {name}"
        return ServerConnection(url, "nothing signs for it", "back", step)
    endpoint = stores.endpoints().find(name, url)
    if endpoint.gone:
        step = "It answered 410 Gone. Send again what is parked, once it is there."
        return ServerConnection(url, "closed", "back", step)
    if endpoint.rests(visit.now):
        step = f"It failed {endpoint.failures} times in a row, and rests for some minutes."
        return ServerConnection(url, "rests", "person", step)
    return ServerConnection(url, "it is told", "yours", "")


def _has_secret(name: str) -> bool:
    return bool(clients.secrets().live(f"{settings.setting('SECRETS_PREFIX')}{name}"))


def _key_standing(key: ApiKey, visit: DeskVisit) -> tuple[str, str]:
    if key.is_live(visit.now):
        return ("works", "yours") if key.last_used_on else ("never used", "pending")
    return ("revoked" if key.revoked_at else "over", "spent")
