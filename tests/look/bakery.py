"""The bakery that all scenes show: Ada with friends, notes, a goal and stories; a yellow shop."""

from io import BytesIO

from PIL import Image, ImageDraw

from referrals.desks import note as note_desk
from referrals.desks import story as story_desk
from referrals.desks import suggestion as suggestion_desk
from referrals.model.link.link import Landing
from referrals.model.people.person import Consents, Person, friend_id_of
from referrals.model.reward.grant import FRIEND, GrantStatus
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.model.survey.survey import Survey
from referrals.model.words.wording import wording
from referrals.steps.note.write_note import thank_advocate
from referrals.steps.story.keep_photo import keep_photo
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.store.table import transact
from referrals.wiring import clients, nudge_stores, stores
from tests.advocate import sign_in
from tests.corrector import place_order
from tests.credit import credit
from tests.gifts import OFFER
from tests.goals import follow, start
from tests.look.studio import session_text
from tests.reviewer import decide, hold_order
from tests.stories import make_bucket, publish, say, stored, write
from tests.world import NOW, a_key, a_link, a_program, a_reader, hash_of

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
EMOJI_WORDS = "Best rolls 🥐 in town 👩‍👩‍👧 ❤️"
NOTE = "The rye loaf!\n\nYou were right. My mother asked where it came from."
MIRA = friend_id_of("friends#shopify#2001")
EARLIER_FRIENDS = 11
"""Who came before Mira: one more than stand on Ada's page."""
STORIES = {"wall": True, "photos": True}
NEWCOMER, TELLER = "adv_unnamed", "adv_emoji"
"""Who has a link and nothing else yet; and who tells stories and takes them back."""
TWENTY_OFF = {"kind": "discount_code", "percent": 20, "ends_days": 90}
PARTS = {
    "stories": STORIES,
    "listening": {"suggestions": True, "surveys": True},
    "milestones": [{"at": at, "reward": TWENTY_OFF} for at in (4, 8)],
}


def lay_scenes() -> None:
    """The bakery with a yellow neighbour, Ada signed in, and links of all kinds of people."""
    minimum = {"minimum_minor": 2000}
    stores.programs().add(a_program(brand=BAKERY, qualifies=minimum, **PARTS))
    yellow = {"colour": "#ffd400", "shop_name": "Zitrone & Söhne", "font": "sans"}
    lemons = a_program(
        program="lemons", brand=yellow, qualifies=minimum, offers=[OFFER], stories=STORIES
    )
    stores.programs().add(lemons)
    stores.links().create(a_link(words=BREAD, landing="welcome"))
    agreed = Consents(mail=True, show_first_name=True)
    stores.people().add(a_reader(consents=agreed, codes={"friends": "ada-bakes"}))
    people = {
        "long-name": (LONG_NAME[:80], BREAD, "friends"),
        "emoji": ("🥐🧑‍🍳", EMOJI_WORDS, "friends"),
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
    for person_id in (NEWCOMER, TELLER):
        stores.people().set_own_code(person_id, "friends", person_id.removeprefix("adv_"))
        sign_in(person_id, text=session_text(person_id))
    _lay_past()


def _lay_past() -> None:
    """What came of Ada's link: an order that stands, one that was denied; words; a goal."""
    make_bucket()
    loved = write(BREAD)
    keep_photo(loved, _a_photo(), story_desk.stories(), words=wording("en"), now=NOW)
    say(stored(loved))
    say(write(LONG_WORDS, form="two", product="Sourdough, 1 kg"))
    publish(ARABIC_WORDS, form="three", language="ar", product="خبز")
    write("Not read by anybody yet.", form="four")
    hold_order()
    decide("deny")
    start()
    for number in range(EARLIER_FRIENDS):
        place_order(f"19{number:02}", f"friend-{number}@example.com")
    _hand_over("1903", "T34SKSVQFVSQ")
    place_order("2001", "mira@example.com")
    follow("2001")
    consents = Consents(mail=True, show_first_name=True).model_dump()
    stores.people().change(
        MIRA, name="Mira Lichterloh", email="mira@example.com", consents=consents
    )
    thank_advocate(a_key("2001"), MIRA, NOTE, note_desk.notes(), now=NOW)
    credit(1500)
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    wish = SuggestionWish(
        program_id="friends",
        person_id="adv_long-words",
        topic=SuggestionTopic.OTHER,
        text="Rye rolls on Sundays, please.",
    )
    make_suggestion(wish, suggestion_desk.suggestions(), now=NOW, random=b"0123456789")


def _hand_over(order_id: str, code: str) -> None:
    """The milestone's code of an order whose hold is over; that of another order waits."""
    grant = stores.grants().get(str(a_key(order_id)))
    side = next(side for side in grant.sides if side.is_thing and side.role != FRIEND)
    issued = side.model_copy(update={"issued_at": NOW, "code": code})
    available = {"status": GrantStatus.AVAILABLE, "released_at": NOW}
    stores.grants().change(grant.with_side(issued).model_copy(update=available))


def _person(person_id: str, name: str) -> Person:
    consents = Consents(mail=True, show_first_name=bool(name))
    person = a_reader(name=name, consents=consents)
    mailbox = f"{person_id}@example.com"
    changes = {"person_id": person_id, "email": mailbox, "email_hash": hash_of(mailbox)}
    return person.model_copy(update=changes)


def _a_photo() -> bytes:
    """A loaf on a table, taken upright."""
    picture = Image.new("RGB", (1200, 1600), (236, 224, 205))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 980, 1200, 1600), fill=(120, 84, 56))
    draw.ellipse((180, 560, 1020, 1160), fill=(186, 116, 58), outline=(120, 66, 26), width=14)
    for left in range(340, 900, 160):
        draw.line((left, 1000, left + 90, 690), fill=(240, 214, 168), width=26)
    out = BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()
