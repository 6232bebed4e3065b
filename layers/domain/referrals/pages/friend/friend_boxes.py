"""What a friend agrees to by a box of their page: each is said by the form that asks for it."""

from referrals.edge.form import Form
from referrals.edge.http import Event
from referrals.edge.language import words_of
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.wiring import clock, stores

NAME, MAIL = "name", "mail"


def say_name(event: Event, link: WelcomeLink, *, given: bool) -> None:
    """By their letter alone: from a thank-you page nobody agrees to anything."""
    _say(event, link, {NAME: given})


def say_boxes(event: Event, link: WelcomeLink, form: Form) -> None:
    """Each box that the form says it has, as it was left; of any other nothing is said."""
    _say(event, link, {box: form.has(box) for box in (NAME, MAIL) if form.has(f"asks_{box}")})


def _say(event: Event, link: WelcomeLink, boxes: dict[str, bool]) -> None:
    from referrals.desks import welcome as welcome_desk
    from referrals.steps.welcome.agree_as_friend import agree_as_friend, mail_wish, name_wish

    if not link.friend_id:
        return
    rules = stores.programs().get(link.key.program_id).rules
    words = words_of(event, rules.words)
    for box, given in boxes.items():
        wish = (
            name_wish(given, words, ConsentPlace.WELCOME)
            if box == NAME
            else mail_wish(given, words, rules.shop_name)
        )
        agree_as_friend(link, wish, welcome_desk.friend_consents(), now=clock.now())
