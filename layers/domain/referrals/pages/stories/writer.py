"""Who writes: an advocate by their session, a friend by a signed link; never by a form's word."""

from dataclasses import dataclass
from urllib.parse import quote

from referrals.edge.event import Event
from referrals.model.people.person import Person
from referrals.model.program.program import Program
from referrals.model.story.author_link import (
    PURPOSE,
    BadStoryLinkError,
    StoryAuthor,
    read_author,
)
from referrals.pages.session import require_session
from referrals.pages.shown_rules import shown_rules
from referrals.views.story.wall import require_wall
from referrals.wiring import keys, stores

OWN_PAGE = "/me/story"


@dataclass(frozen=True, slots=True)
class Writer:
    person: Person
    rules: Program
    address: str
    """Of the page that they write on, and of its forms."""
    photo_address: str
    home: str
    """Where they came from."""
    conversion_key: str = ""

    def with_query(self, query: str) -> str:
        return f"{self.address}{'&' if '?' in self.address else '?'}{query}"


def writer_of(event: Event) -> Writer:
    if event["rawPath"].startswith(OWN_PAGE):
        session = require_session(event)
        rules = require_wall(shown_rules(session.program_id))
        person = stores.people().get(session.person_id)
        return Writer(person, rules, OWN_PAGE, f"{OWN_PAGE}/photo", "/me")
    token = str((event.get("queryStringParameters") or {}).get("token", ""))
    author = _author(event, token)
    rules = require_wall(shown_rules(author.program_id))
    base, spelled = f"/stories/{author.program_id}", f"?token={quote(token)}"
    person = stores.people().get(author.person_id)
    addresses = (f"{base}/write{spelled}", f"{base}/photo{spelled}", base)
    return Writer(person, rules, *addresses, author.conversion_key)


def _author(event: Event, token: str) -> StoryAuthor:
    author = read_author(keys.signing_keys(PURPOSE), token)
    if author.program_id != event["pathParameters"]["program"]:
        raise BadStoryLinkError("this link is another program's.", field="token")
    return author
