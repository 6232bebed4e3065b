"""GET /me: the advocate's own page, whoever the session says that is."""

from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.pages.advocate.say import say_section
from referrals.pages.session import require_session
from referrals.pages.template import the_pages
from referrals.views.story.own_stories import own_stories
from referrals.wiring import stores, story_stores


def show(event: Event) -> Answer:
    session = require_session(event)
    person, words = stores.people().advocate(session.person_id), words_of(event)
    rules = stores.programs().get(session.program_id).rules
    return the_pages().show(
        "advocate/me.html",
        words,
        person=person,
        story=own_stories(
            session.person_id,
            session.program_id,
            story_stores.stories(),
            stores.programs(),
            words=words,
        ),
        say=say_section(session, rules, words),
    )
