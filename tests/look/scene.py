"""What is looked at: every page and state, by one line each. A new page is a new line here."""

from collections.abc import Callable
from typing import NamedTuple

from referrals.model.delivery.unsubscribe import PURPOSE, StopLink, sign_unsubscribe
from referrals.model.link.link import Landing
from referrals.model.nudge.nudge_link import PURPOSE as NUDGES
from referrals.model.nudge.nudge_link import NudgeAddresses, NudgeReader, nudge_addresses
from referrals.model.people.person import Consents, Person
from referrals.model.risk.appeal import PURPOSE as APPEAL
from referrals.model.risk.appeal import sign_appeal
from referrals.model.survey.survey import Survey
from referrals.model.survey.survey_link import PURPOSE as SURVEY
from referrals.model.survey.survey_link import survey_address
from referrals.store.table import transact
from referrals.wiring import clients, keys, nudge_stores, stores
from tests.advocate import sign_in
from tests.arrival import token as arrival_token
from tests.gifts import OFFER
from tests.reviewer import CASE_ID, decide, hold_order
from tests.stories import publish
from tests.world import NOW, a_link, a_program, a_reader, a_token, hash_of

BAKERY = {"shop_name": "Lindner's Bakery"}
BREAD = (
    "Their sourdough tastes like my grandmother’s. I bring a loaf to every dinner I am asked to."
)
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff" + "welche" * 7 + " Lindner"
LONG_WORDS = (
    "I have been coming here for three years and still think about the first rye loaf, the one "
    "Jana set aside because I was late and had my daughter with me. She knew nothing of us. "
    "That is how they are, and why I bring everybody here who has just moved into our street."
)[:280]
ARABIC_WORDS = "خبزهم يشبه خبز جدتي. آخذ رغيفًا إلى كل عشاء أُدعى إليه!"


class Scene(NamedTuple):
    name: str
    address: Callable[[], str]
    """Asked for once the world is there."""


def friend(code: str) -> Callable[[], str]:
    return lambda: f"/w/{code}?gw={a_token(code)}"


def fixed(address: str) -> Callable[[], str]:
    return lambda: address


SCENES = (
    Scene("friend", friend("ada-bakes")),
    Scene("friend-long-name", friend("long-name")),
    Scene("friend-emoji", friend("emoji")),
    Scene("friend-unnamed", friend("unnamed")),
    Scene("friend-long-words", friend("long-words")),
    Scene("friend-arabic-words", friend("arabic-words")),
    Scene("friend-yellow-shop", friend("yellow-shop")),
    Scene("promise", fixed("/p/friends")),
    Scene("promise-unknown", fixed("/p/nobody-knows")),
    Scene("arrival", lambda: f"/welcome?token={arrival_token()}"),
    Scene("unsubscribe", lambda: f"/unsubscribe?token={_unsubscribe()}"),
    Scene("unsubscribe-bad", fixed("/unsubscribe?token=made-up")),
    Scene("appeal", lambda: f"/appeal?token={sign_appeal(keys.signing_keys(APPEAL)[0], CASE_ID)}"),
    Scene("appeal-bad", fixed("/appeal?token=made-up")),
    Scene("nudge", lambda: _nudge().link),
    Scene("nudge-never", lambda: _nudge().never),
    Scene("survey", lambda: _survey()),
    Scene("join", fixed("/join/friends")),
    Scene("sign-in", fixed("/sign-in?program=friends")),
    Scene("me", fixed("/me")),
    Scene("table-card", fixed("/me/card")),
    Scene("stories", fixed("/stories/friends")),
    Scene("stories-embedded", fixed("/stories/friends?embed=1")),
    Scene("story-form", fixed("/me/story")),
    Scene("goals", fixed("/goals/friends")),
)


def lay_scenes() -> None:
    """The bakery with a yellow neighbour, Ada signed in, and links of all kinds of people."""
    minimum = {"minimum_minor": 2000}
    parts = {"stories": {"wall": True}, "listening": {"suggestions": True, "surveys": True}}
    stores.programs().add(a_program(brand=BAKERY, qualifies=minimum, **parts))
    yellow = {"colour": "#ffd400", "shop_name": "Zitrone & Söhne", "font": "sans"}
    lemons = a_program(program="lemons", brand=yellow, qualifies=minimum, offers=[OFFER])
    stores.programs().add(lemons)
    stores.links().create(a_link(words=BREAD, landing="welcome"))
    agreed = Consents(mail=True, show_first_name=True)
    stores.people().add(a_reader(consents=agreed, codes={"friends": "ada-bakes"}))
    people = {
        "long-name": (LONG_NAME[:80], BREAD, "friends"),
        "emoji": ("🥐🧑‍🍳", "Best rolls 🥐 in town 👩‍👩‍👧 ❤️", "friends"),
        "unnamed": ("", "", "friends"),
        "long-words": ("Łukasz Żak", LONG_WORDS, "friends"),
        "arabic-words": ("ليلى", ARABIC_WORDS, "friends"),
        "yellow-shop": ("Zoë", BREAD, "lemons"),
    }
    for code, (name, words, program) in people.items():
        person_id = f"adv_{code}"
        stores.people().add(_person(person_id, name))
        link = a_link(code, advocate_id=person_id, words=words, program_id=program)
        stores.links().create(link._replace(landing=Landing.WELCOME))
    sign_in()
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    publish(BREAD)
    hold_order()
    decide("deny")


def _person(person_id: str, name: str) -> Person:
    consents = Consents(mail=True, show_first_name=bool(name))
    person = a_reader(name=name, consents=consents)
    mailbox = f"{person_id}@example.com"
    changes = {"person_id": person_id, "email": mailbox, "email_hash": hash_of(mailbox)}
    return person.model_copy(update=changes)


def _nudge() -> NudgeAddresses:
    return nudge_addresses("", keys.signing_keys(NUDGES)[0], NudgeReader("adv_ada", "friends"))


def _survey() -> str:
    return survey_address("", keys.signing_keys(SURVEY)[0], "adv_ada~friends~1")


def _unsubscribe() -> str:
    return sign_unsubscribe(keys.signing_keys(PURPOSE)[0], StopLink("adv_ada", "mail"))
