"""How can this advocate pass their link on, and what will a friend see of it?"""

from dataclasses import dataclass

from referrals.model.link.link import Link
from referrals.model.link.share import ShareChannel, link_address, share_place
from referrals.model.people.person import Person
from referrals.model.program.program import Program
from referrals.model.reward.decision import offer_for
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import Wording


@dataclass(frozen=True, slots=True)
class ShareableLink:
    """Plain text in every field: whoever renders it escapes it."""

    address: str
    shown_address: str
    """Without https://, for reading aloud."""
    code: str
    words: str
    destination: str
    hosts: tuple[str, ...]
    text: str
    """What goes along with it: their words, and that they get something for it."""
    places: dict[str, str]
    """By channel, where it is opened."""
    card_title: str
    gift: str


def own_link(
    link: Link, person: Person, rules: Program, *, words: Wording, public_url: str
) -> ShareableLink:
    address = link_address(public_url, link.code)
    name = person.first_name if person.consents.show_first_name else ""
    title = "welcome_page.title_named" if name else "welcome_page.title"
    text = share_text(link, rules, words)
    channels = (each for each in ShareChannel if share_place(each, address, "", ""))
    subject = words.say("share.subject", shop=rules.shop_name)
    terms = offer_for(rules, link.code).friend.model_dump()
    return ShareableLink(
        address=address,
        shown_address=address.removeprefix("https://").removeprefix("http://"),
        code=link.code,
        words=link.words,
        destination=link.destination,
        hosts=rules.allowed_hosts,
        text=text,
        places={each.value: share_place(each, address, text, subject) for each in channels},
        card_title=words.say(title, advocate=name),
        gift=terms_in_words(words, terms, rules.currency) or link.offer,
    )


def share_text(link: Link, rules: Program, words: Wording) -> str:
    """Whoever is rewarded for a recommendation says so; the rest is theirs to change."""
    own = link.words or words.say("share.words", shop=rules.shop_name)
    return f"{own} {words.say('share.disclosure')}"
