"""What is looked at: every page and state, by one line each. A new page is a new line here."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page

from referrals.model.delivery.unsubscribe import PURPOSE, StopLink, sign_unsubscribe
from referrals.model.identity import derived_key
from referrals.model.note.note_link import PURPOSE as NOTE
from referrals.model.note.note_link import NoteLink, sign_note
from referrals.model.nudge.nudge_link import PURPOSE as NUDGES
from referrals.model.risk.appeal import PURPOSE as APPEAL
from referrals.model.risk.appeal import sign_appeal
from referrals.model.signed_id import sign_id
from referrals.model.story.author_link import StoryAuthor, sign_author
from referrals.model.survey.survey_link import PURPOSE as SURVEY
from referrals.model.words.wording import wording
from referrals.steps.session.issue_portal_pass import RANDOM_NEEDED, issue_portal_pass
from referrals.views.people.own_friends import FriendShelf, own_friends
from referrals.wiring import clock, community_stores, keys, session_stores, stores, story_stores
from tests.arrival import token as arrival_token
from tests.look.bakery import MIRA
from tests.look.studio import ADA, session_cookie
from tests.notes import kept
from tests.reviewer import CASE_ID
from tests.world import SIGNING, a_key, a_token

STORY = {"text": "Good.", "name_form": "anonymous", "uses": "wall"}
SEND = """fields => {
  const names = Object.keys(fields);
  const first = names.length ? document.querySelector(`main [name="${names[0]}"]`) : null;
  const form = first ? first.form : document.querySelector('main form');
  for (const name of names) {
    const found = [...form.elements].filter(each => each.name === name);
    const ticked = found.find(each => ['radio', 'checkbox'].includes(each.type));
    if (ticked) found.find(each => each.value === fields[name]).checked = true;
    else found[0].value = fields[name];
  }
  form.noValidate = true;
  form.requestSubmit(form.querySelector('button'));
}"""


class Scene(NamedTuple):
    name: str
    address: Callable[[], str]
    """Asked for once the world is there."""
    act: Callable[[Page], None] | None = None
    """What the reader does there; the page that comes of it is looked at."""
    cookie: str = session_cookie(ADA)
    """What the reader's browser has: Ada's session, or nothing."""

    @property
    def signed_in(self) -> bool:
        """As Ada."""
        return self.cookie == session_cookie(ADA)


def friend(code: str) -> Callable[[], str]:
    return lambda: f"/w/{code}?gw={a_token(code)}"


def fixed(address: str) -> Callable[[], str]:
    return lambda: address


def signed(address: str, purpose: str, name: str) -> Callable[[], str]:
    return lambda: f"{address}token={sign_id(purpose, keys.signing_keys(purpose)[0], name)}"


def send(**fields: str) -> Callable[[Page], None]:
    """Fills fields in, and sends the form that they are in: the page's first where there are none.

    As somebody could whose browser checks nothing.
    """

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.evaluate(SEND, fields)

    return act


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
    Scene("arrival-came", lambda: f"/welcome?token={arrival_token(MIRA, a_key('2001'))}"),
    Scene("arrival-unsent", lambda: f"/welcome?token={arrival_token('', a_key('900'))}"),
    Scene("arrival-bad", fixed("/welcome?token=made-up")),
    Scene("unsubscribe", lambda: f"/unsubscribe?token={unsubscribe_token()}"),
    Scene("unsubscribe-bad", fixed("/unsubscribe?token=made-up")),
    Scene("appeal", lambda: f"/appeal?token={appeal_token()}"),
    Scene("appeal-bad", fixed("/appeal?token=made-up")),
    Scene("note", lambda: f"/note?token={_note()}"),
    Scene("note-bad", fixed("/note?token=made-up")),
    Scene("survey", signed("/survey?score=9&", SURVEY, "adv_ada~friends~1")),
    Scene("survey-missing", signed("/survey?", SURVEY, "adv_ada~friends~1"), send()),
    Scene("survey-bad", fixed("/survey?token=made-up")),
    Scene("nudge", signed("/nudge?", NUDGES, "adv_ada~friends")),
    Scene("nudge-bad", fixed("/nudge?token=made-up")),
    Scene("not-now", signed("/nudge/not-now?", NUDGES, "adv_ada~friends")),
    Scene("never", signed("/nudge/never?", NUDGES, "adv_ada~friends")),
    Scene("join", fixed("/join/friends"), cookie=""),
    Scene("join-wrong", fixed("/join/friends"), send(email="nobody"), cookie=""),
    Scene("join-sent", fixed("/join/friends"), send(email="zoe@example.com"), cookie=""),
    Scene("join-unknown", fixed("/join/nobody-knows"), cookie=""),
    Scene("sign-in", fixed("/sign-in?program=friends"), cookie=""),
    Scene("sign-in-wrong", fixed("/sign-in"), send(email="nobody"), cookie=""),
    Scene("sign-in-sent", fixed("/sign-in"), send(email="ada@example.com"), cookie=""),
    Scene("sign-in-over", fixed("/sign-in/link?token=made-up&program=friends"), cookie=""),
    Scene("me", fixed("/me")),
    Scene("me-friends", fixed("/me/friends")),
    Scene("me-friends-older", lambda: f"/me/friends?before={_friends_before()}"),
    Scene("me-friends-end", fixed("/me/friends?before=0-000000000000")),
    Scene("me-signed-out", fixed("/me"), cookie=""),
    Scene("me-enter", lambda: f"/me/enter?token={_pass()}", cookie=""),
    Scene("me-enter-bad", fixed("/me/enter?token=made-up"), cookie=""),
    Scene("me-leave", fixed("/me/leave")),
    Scene("destination-wrong", fixed("/me"), send(destination="https://evil.example/")),
    Scene("name-wrong", fixed("/me"), send(name="evil.example")),
    Scene("claim-unknown", fixed("/me"), send(order="9999")),
    Scene("table-card", fixed("/me/card")),
    Scene("stories", fixed("/stories/friends")),
    Scene("stories-embedded", fixed("/stories/friends?embed=1")),
    Scene("stories-narrowed", fixed("/stories/friends?language=ar")),
    Scene("stories-unknown", fixed("/stories/nobody-knows")),
    Scene("story", lambda: f"/stories/friends/{_story()}"),
    Scene("story-unknown", fixed("/stories/friends/sty_none")),
    Scene("own-stories", fixed("/me/story")),
    Scene("story-form", fixed("/me/story?new=1")),
    Scene("story-wrong", fixed("/me/story?new=1"), send(text="x")),
    Scene(
        "story-seen",
        fixed("/me/story?new=1"),
        send(text="Good.", name_form="anonymous", uses="wall"),
    ),
    Scene("story-sent", lambda: f"/me/story?story={_story()}&sent=1"),
    Scene("story-friend", lambda: f"/stories/friends/write?token={_author()}", cookie=""),
    Scene("goals", fixed("/goals/friends")),
    Scene("goals-unknown", fixed("/goals/nobody-knows")),
    Scene("nowhere", fixed("/no/such/page")),
)


def _friends_before() -> str:
    """Where the newest of Ada's friends end."""
    shelf = FriendShelf(
        stores.referrals(), stores.grants(), stores.people(), community_stores.notes()
    )
    return own_friends(stores.people().get("adv_ada"), "friends", shelf, wording("en")).older


def unsubscribe_token() -> str:
    return sign_unsubscribe(keys.signing_keys(PURPOSE)[0], StopLink("adv_ada", "mail"))


def appeal_token() -> str:
    return sign_appeal(keys.signing_keys(APPEAL)[0], CASE_ID)


def _note() -> str:
    return sign_note(keys.signing_keys(NOTE)[0], NoteLink(kept()[0].note_id, "adv_ada"))


def _story() -> str:
    return next(each for each in story_stores.stories().of_person("adv_ada")).story_id


def _author() -> str:
    return sign_author(derived_key(SIGNING, "story"), StoryAuthor(MIRA, "friends"))


def _pass() -> str:
    ada, rules = stores.people().get("adv_ada"), stores.programs().get("friends").rules
    random = clock.random_bytes(RANDOM_NEEDED)
    passes, now = session_stores.portal_passes(), clock.now()
    return issue_portal_pass(ada, rules, passes, embed_origin="", now=now, random=random)[0]
