"""The demo shop's past, told through the doors that shops and friends use.

Only two things are not: the rules, applied as `goodword program apply` does, and clicks of days
gone by, which no door would take.
"""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from goodword.commands.program import checked_rules
from goodword.local import webhook_page
from goodword.local.client import LocalClient
from goodword.local.place import ROOT
from goodword.local.seed_stories import tell_stories
from referrals.desks import program as program_desk
from referrals.model.link.token import sign_token
from referrals.model.link.visit import Visit, click_of
from referrals.model.moment import stamp
from referrals.model.order_key import ConversionKey
from referrals.model.program.program import Program
from referrals.model.session.api_key import Mode, Scope, describe_key, key_hash
from referrals.steps.program.apply_program import apply_program
from referrals.steps.session.issue_api_key import RANDOM_NEEDED, issue_api_key
from referrals.wiring import clock, keys, stores

PROGRAM = "friends"
RULES = ROOT / "program.yaml"
BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
ADVOCATES = (
    ("Ada Lovelace", "ada", "en", "The rye keeps a whole week, and they remember your name."),
    ("Bruno Keller", "bruno", "de", "Das beste Sauerteigbrot der Stadt."),
    ("Chloé Martin", "chloe", "fr", "Leurs brioches du dimanche valent le détour."),
)
EVENTS_CODE = "ada-bakes"
PATIENCE_SECONDS = 30
# Who was shared by, how many days ago, how many clicks came, and what was bought in cents.
PAST = (
    ("ada", 9, 4, (3200,)),
    ("bruno", 7, 3, (2650,)),
    ("ada", 5, 6, (4150, 1800)),
    ("chloe", 4, 2, ()),
    ("bruno", 2, 5, (5400,)),
    ("ada", 1, 3, (2990,)),
)
STRANGERS = ((8, 2400), (6, 3900), (3, 5100), (1, 2200))
FRIENDS = ("Dora", "Emil", "Fatima", "Gus", "Hana", "Ivo", "Jana", "Karim", "Lena", "Milo", "Noor")


@dataclass(frozen=True, slots=True)
class SeedOrder:
    number: int
    days_ago: int
    minor: int
    token: str = ""


def seed(known: dict[str, Any]) -> dict[str, Any]:
    """What to add to the stack's description; safe to repeat after it was cut off."""
    os.environ.update(known["environment"])
    if not stores.programs().find(PROGRAM):  # else its year was told before
        apply_program(demo_rules(known["url"]), program_desk.program(), now=clock.now(), local=True)
    door = LocalClient(known["url"], _api_key(), known["webhook_secrets"]["signed"])
    demo = [_enroll(door, advocate) for advocate in ADVOCATES]
    _know_the_events(door, demo[0]["advocate_id"])
    tell_stories(door, PROGRAM, [each["advocate_id"] for each in demo])
    orders = list(_orders())
    for order in orders:
        _report(door, order)
    _wait_for_decisions(orders)
    return {"api_key": door.api_key, "demo": demo[0]}


def demo_rules(url: str) -> Program:
    """The shop's own endpoint here is a page of the front: only a local stack may call it."""
    rules = checked_rules(RULES, local=True)
    return rules.model_copy(update={"webhook_url": f"{url}{webhook_page.PATH}"})


def _api_key() -> str:
    text, _ = issue_api_key(
        "local demo",
        tuple(Scope),
        stores.sessions(),
        mode=Mode.TEST,
        now=clock.now(),
        random=clock.random_bytes(RANDOM_NEEDED),
    )
    return text


def _know_the_events(door: LocalClient, advocate_id: str) -> None:
    """The key and the code in events/*/*.json, so that `sam local invoke` is answered."""
    text = json.loads((ROOT / "events/api_key.json").read_text())["key"]
    key = describe_key(text, "events", tuple(Scope), now=clock.now(), random=clock.random_bytes(10))
    stores.sessions().add_key(key_hash(text), key)
    wish = {"advocate_id": advocate_id, "program": PROGRAM, "code": EVENTS_CODE}
    door.api("POST", "/v1/links", wish)


def _enroll(door: LocalClient, advocate: tuple[str, str, str, str]) -> dict[str, str]:
    name, code, locale, words = advocate
    person = {
        "program": PROGRAM,
        "name": name,
        "email": f"{code}@example.com",
        "locale": locale,
        "time_zone": "Europe/Paris",
        "consents": {"mail": True, "show_first_name": True},
    }
    advocate_id = door.api("POST", "/v1/advocates", person)["advocate_id"]
    wish = {"advocate_id": advocate_id, "program": PROGRAM, "code": code, "words": words}
    link = door.api("POST", "/v1/links", wish)
    return {"advocate_id": advocate_id, "code": code, "link": link["url"]}


def _orders() -> Iterator[SeedOrder]:
    """Oldest first; each referred one carries the token of its day's last click."""
    number = 100
    for code, days_ago, clicks, amounts in PAST:
        tokens = [_click(code, days_ago, minute) for minute in range(clicks)]
        for minor, token in zip(amounts, reversed(tokens), strict=False):
            number += 1
            yield SeedOrder(number, days_ago, minor, token)
    for place, (days_ago, minor) in enumerate(STRANGERS):
        yield SeedOrder(number + 1 + place, days_ago, minor)


def _wait_for_decisions(orders: list[SeedOrder]) -> None:
    """So that whoever looks first sees the whole past; what takes longer comes a little later."""
    awaited = {str(ConversionKey(PROGRAM, "signed", f"demo-{order.number}")) for order in orders}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while awaited and time.monotonic() < deadline:
        found = [stores.referrals().find(key) for key in awaited]
        awaited -= {r.key for r in found if r and (r.reward or not r.is_attributed)}
        time.sleep(0.2)


def _click(code: str, days_ago: int, minute: int) -> str:
    link = stores.links().get(code)
    at = clock.now() - timedelta(days=days_ago, hours=1, minutes=minute)
    visit = Visit(code, "GET", "", {"user-agent": BROWSER}, f"198.51.100.{minute + days_ago}")
    # Fixed bits, so that telling the past twice is telling it once.
    random = bytes([days_ago, minute]) + code.encode().ljust(6, b".")[:6]
    ip_key, click_key = keys.signing_keys("ip")[0], keys.signing_keys("click")[0]
    stores.clicks().record(click_of(visit, link, ip_key=ip_key, clicked_at=at, random=random))
    return sign_token(click_key, code, at, random)


def _report(door: LocalClient, order: SeedOrder) -> None:
    friend = FRIENDS[order.number % len(FRIENDS)]
    at = stamp(clock.now() - timedelta(days=order.days_ago))
    customer = {
        "email": f"{friend.lower()}-{order.number}@example.org",
        "first_name": friend,
        "locale": "en",
        "accepts_mail": True,
        "first_order": True,
    }
    door.report(
        "order.paid",
        {
            "order_id": f"demo-{order.number}",
            "order_name": f"#{order.number}",
            "currency": "EUR",
            "total": f"{order.minor // 100}.{order.minor % 100:02}",
            "placed_at": at,
            "updated_at": at,
            "customer": customer,
            "signals": {"gw": order.token} if order.token else {},
        },
        program=PROGRAM,
    )
