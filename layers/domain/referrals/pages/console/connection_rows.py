"""Klaviyo, Slack and mail on the page of connections: green, or the one step that is missing."""

from dataclasses import dataclass

from referrals.model.connection.mail_standing import MailStanding
from referrals.model.delivery.outbox import Channel
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import clients, connection_stores, settings, stores


@dataclass(frozen=True, slots=True)
class OutsideRow:
    name: str
    about: str
    word: str
    shape: str
    place: str
    """By which its page is found."""
    step: str = ""
    is_tried: bool = True
    """Whether there is anything to try yet."""
    slot: str = ""
    """Of the program's form, where the step is taken; empty for none."""


def outside_rows(visit: DeskVisit) -> list[OutsideRow]:
    asked = visit.rules.connections
    hour = "" if asked.slack_hour is None else f"the day from {asked.slack_hour}:00 on"
    urgent = "what is urgent at once" if asked.slack_urgent else ""
    told = ", ".join(filter(None, (hour, urgent)))
    return [
        _row(
            visit,
            Channel.KLAVIYO,
            "What happens to people who agreed to friendly mail, on their profile.",
            "klaviyo" if not asked.klaviyo else "",
        ),
        _row(
            visit,
            Channel.SLACK,
            f"Tells {told}; it names nobody." if told else "The day, and what is urgent.",
            "" if told else "slack_hour",
        ),
    ]


def _row(visit: DeskVisit, channel: Channel, about: str, rule: str) -> OutsideRow:
    """`rule` is the slot of the program's form that is empty; none where the rules say it."""
    program, name = visit.rules.program, channel.value.capitalize()
    secret = f"{settings.setting('SECRETS_PREFIX')}outbound/{program}/{channel}"
    if not clients.secrets().live(secret):
        shape = "spent" if rule else "back"
        word = "not connected" if rule else "its secret is missing"
        return OutsideRow(name, about, word, shape, channel, is_tried=False)
    endpoint = stores.endpoints().find(f"{program}#{channel}", channel)
    if endpoint.gone:
        step = "It is gone there. Make a new one, and keep its secret here."
        return OutsideRow(name, about, "closed", "back", channel, step)
    if endpoint.rests(visit.now):
        step = f"It failed {endpoint.failures} times in a row, or asked for a pause: it rests."
        return OutsideRow(name, about, "rests", "person", channel, step)
    if endpoint.failures:
        step = "The last call failed: try it, and Deliveries says why."
        return OutsideRow(name, about, "fails", "person", channel, step)
    if rule:
        step, slot = "Say on the page Program what it is told.", rule
        return OutsideRow(name, about, "is told nothing yet", "pending", channel, step, slot=slot)
    return OutsideRow(name, about, "it is told", "yours", channel)


@dataclass(frozen=True, slots=True)
class MailRow:
    sender: str
    word: str
    shape: str
    step: str
    facts: tuple[str, ...] = ()


def mail_row() -> MailRow:
    """As the clock last wrote it down: one item."""
    sender = settings.setting("MAIL_FROM", "")
    if not sender:
        step = "Verify an address at SES, and give it to the stack as MailFrom."
        return MailRow("", "no letter goes out", "back", step)
    if settings.setting("STAGE", "prod") == "local":
        return MailRow(sender, "letters lie in /inbox", "yours", "")
    standing = connection_stores.mail_standings().find()
    if standing is None or standing.is_verified is None:
        step = "SES wasn’t asked yet, or didn’t say: the clock asks it each hour."
        return MailRow(sender, "letters go out", "pending", step)
    facts = (*standing.harms, *_facts(standing))
    if step := standing.step:
        blocked = not standing.is_verified or bool(standing.is_paused)
        word = "no letter goes out" if blocked else "letters go out, with a reservation"
        return MailRow(sender, word, "back" if blocked else "person", step, facts)
    return MailRow(sender, "letters go out", "person" if standing.harms else "yours", "", facts)


def _facts(standing: MailStanding) -> list[str]:
    rates = (
        []
        if standing.harms
        else [
            f"{rate * 100:.2g} % {what}"
            for rate, what in (
                (standing.bounce_rate, "came back"),
                (standing.complaint_rate, "called spam"),
            )
            if rate is not None
        ]
    )
    signed = f"DKIM of {standing.identity}: {standing.dkim.lower()}" if standing.dkim else ""
    looked = f"as of {standing.looked_at:%H:%M} UTC"
    return [", ".join(filter(None, (*rates, signed, looked)))]
