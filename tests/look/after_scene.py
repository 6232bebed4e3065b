"""What is looked at last: pages that follow a press, and those of people with little or nothing.

A press changes the bakery for good, so these come after all other scenes.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

from playwright.sync_api import Page

from referrals.desks import story as story_desk
from referrals.model.note.note_link import PURPOSE as NOTE
from referrals.model.note.note_link import NoteLink, sign_note
from referrals.model.nudge.nudge_link import PURPOSE as NUDGES
from referrals.model.people.applicant import Applicant, AskingKind
from referrals.model.session.person_session import secret_hash
from referrals.model.session.sign_in import AskingHistory, SignIn
from referrals.model.survey.survey_link import PURPOSE as SURVEY
from referrals.steps.story.withdraw_story import withdraw_story
from referrals.wiring import clock, keys, session_stores
from tests.arrival import token as arrival_token
from tests.look.bakery import EMOJI_WORDS, MIRA, NEWCOMER, TELLER
from tests.look.scene import Scene, appeal_token, fixed, send, signed, unsubscribe_token
from tests.look.studio import session_cookie
from tests.notes import kept
from tests.stories import publish
from tests.world import a_key, a_token

TOKEN, BROWSER = "a link that was mailed", "the browser that asked"
FORMS = count(1)


def press(place: str) -> Callable[[Page], None]:
    """The first button there, whether its part is folded up or not."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.locator(place).first.evaluate("each => each.click()")

    return act


def rate(page: Page) -> None:
    """After an answer; who has rated the order once isn't asked again."""
    send(score="9")(page)
    if page.locator(".scale button").count():
        press(".scale button")(page)


def _mailed() -> str:
    """Fresh for each look: five wrong numbers end it."""
    now, history = clock.now(), f"look {next(FORMS)}"
    ends_at = now + timedelta(days=1)
    applicant = Applicant(
        applicant_id="app_look",
        kind=AskingKind.SIGN_IN,
        program_id="friends",
        email="ada@example.com",
        email_hashes=(history,),
        asked_at=now,
        gone_at=ends_at,
    )
    sign_in = SignIn(
        sign_in_id="sgn_look",
        applicant_id=applicant.applicant_id,
        browser_hash=secret_hash(BROWSER),
        asked_at=now,
        expires_at=ends_at,
    )
    beside = [session_stores.applicants().add_action(applicant)]
    hashed = secret_hash(TOKEN)
    session_stores.sign_ins().replace(history, AskingHistory(), hashed, sign_in, beside=beside)
    return f"/sign-in/link?token={TOKEN}&program=friends"


def _note() -> str:
    """To the friend who wrote it."""
    return sign_note(keys.signing_keys(NOTE)[0], NoteLink(kept()[0].note_id, MIRA))


def _fresh_visit() -> str:
    """Who has a code sees it, and no button."""
    random = f"{next(FORMS):08}".encode()
    return f"/w/yellow-shop?gw={a_token('yellow-shop', random=random)}"


def _published() -> str:
    """The teller's list, with a story more."""
    publish(EMOJI_WORDS, form=f"look{next(FORMS)}", person_id=TELLER)
    return "/me/story"


def _withdrawn() -> str:
    story = publish(EMOJI_WORDS, form=f"look{next(FORMS)}", person_id=TELLER)
    withdraw_story(story.story_id, story_desk.stories(), now=clock.now())
    return story.story_id


TELLS, IS_NEW = session_cookie(TELLER), session_cookie(NEWCOMER)
SURVEYED = signed("/survey?", SURVEY, "adv_ada~friends~1")
NUDGED = "adv_ada~friends"
AFTER = (
    Scene("sign-in-link", _mailed, cookie=f"__Host-sign-in={BROWSER}"),
    Scene("sign-in-link-elsewhere", _mailed, cookie=""),
    Scene("sign-in-link-wrong", _mailed, send(number="123"), cookie=""),
    Scene("survey-glad", SURVEYED, send(score="9")),
    Scene("survey-unhappy", SURVEYED, send(score="0")),
    Scene("survey-rated", SURVEYED, rate),
    Scene("note-written", lambda: f"/note?token={_note()}"),
    Scene(
        "arrival-refused",
        lambda: f"/welcome?token={arrival_token('', a_key('900'))}",
        send(code="nobody"),
    ),
    Scene("friend-code", _fresh_visit, send()),
    Scene("me-empty", fixed("/me"), cookie=IS_NEW),
    Scene("stories-empty", fixed("/stories/lemons")),
    Scene("story-withdrawn", _published, press("details form button"), cookie=TELLS),
    Scene("story-gone", lambda: f"/stories/friends/{_withdrawn()}"),
    Scene("own-stories-withdrawn", fixed("/me/story"), cookie=TELLS),
    Scene("nudge-done", signed("/nudge?", NUDGES, NUDGED), send()),
    Scene("not-now-done", signed("/nudge/not-now?", NUDGES, NUDGED), send()),
    Scene("never-done", signed("/nudge/never?", NUDGES, NUDGED), send()),
    Scene("appeal-done", lambda: f"/appeal?token={appeal_token()}", send(said="We are two.")),
    Scene("unsubscribe-done", lambda: f"/unsubscribe?token={unsubscribe_token()}", send()),
)
