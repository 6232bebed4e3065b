"""GET /me: the advocate's own page, whoever the session says that is.

Its parts stand in SECTIONS in the order in which they are read; each is a partial template and what
it shows. A part of another room of the house adds its line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from referrals.edge.http import Answer, Event
from referrals.model.insight.insight import day_of
from referrals.pages.advocate import account, circle, friends, moments, settings
from referrals.pages.advocate import link as link_page
from referrals.pages.advocate.own import Own, own_of
from referrals.pages.advocate.say import say_section
from referrals.pages.brand import brand_of
from referrals.pages.template import the_pages
from referrals.steps.insight.count_participants import count_viewer
from referrals.views.story.own_stories import own_stories
from referrals.wiring import clients, stores, story_stores


@dataclass(frozen=True, slots=True)
class Section:
    """`advocate/<part>.html` shows what `find` answers, under the name of the part; None leaves
    it out."""

    part: str
    find: Callable[[Own], object]


def find_stories(own: Own) -> object:
    return own_stories(own.session.person_id, own.rules, story_stores.stories(), words=own.words)


def find_say(own: Own) -> object:
    return say_section(own.session, own.rules, own.words)


SECTIONS = (
    Section("link", link_page.find_link),
    Section("friends", friends.find_friends),
    Section("account", account.find_account),
    Section("memory", moments.find_memories),
    Section("note", moments.find_notes),
    Section("circle", circle.find_circle),
    Section("goal", moments.find_goals),
    Section("story", find_stories),
    Section("say", find_say),
    Section("settings", settings.find_settings),
)


def show(event: Event) -> Answer:
    return clients.make_view(lambda: _show(own_of(event)))


def _show(own: Own) -> Answer:
    _count_look(own)
    # The account looks through most orders: what it has read, no other part asks for again.
    first = sorted(SECTIONS, key=lambda each: each.part != "account")
    found = {each.part: each.find(own) for each in first}
    shown: dict[str, Any] = {
        each.part: found[each.part] for each in SECTIONS if found[each.part] is not None
    }
    return the_pages().show(
        "advocate/me.html",
        own.words,
        brand=brand_of(own.rules),
        script="me.js",
        image=own.rules.sharing.image,
        person=own.person,
        news=friends.news_sentence(own, shown.get("friends")),
        parts=[f"advocate/{part}.html" for part in shown],
        **shown,
    )


def _count_look(own: Own) -> None:
    program_id, on = own.rules.program, day_of(own.now, own.rules.time_zone)
    count_viewer(program_id, own.person.codes[program_id], on, stores.insights(), now=own.now)
