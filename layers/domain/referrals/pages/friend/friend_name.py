"""The box "whoever sent me may read my first name", as a form of the friend's page sends it."""

from referrals.edge.http import Event
from referrals.edge.language import words_of
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.wiring import clock, stores

BOX = "name"


def say_name(event: Event, link: WelcomeLink, *, given: bool) -> None:
    """By their letter alone: from a thank-you page nobody agrees to anything."""
    from referrals.desks import welcome as welcome_desk
    from referrals.steps.welcome.name_friend import name_friend, name_wish

    if not link.friend_id:
        return
    own = stores.programs().get(link.key.program_id).rules.words
    wish = name_wish(given, words_of(event, own), ConsentPlace.WELCOME)
    name_friend(link, wish, welcome_desk.naming(), now=clock.now())
