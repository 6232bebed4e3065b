"""What a friend's page after the order works with."""

from typing import TYPE_CHECKING

from referrals.desks import claim as claim_desk
from referrals.model.order_key import ConversionKey
from referrals.model.story.author_link import PURPOSE as STORY
from referrals.model.story.author_link import StoryAuthor, sign_author, write_address
from referrals.model.welcome.welcome_link import PURPOSE, WelcomeLink, sign_welcome, welcome_address
from referrals.steps.welcome.claim_arrival import ArrivalDesk
from referrals.wiring import keys, settings, stores

if TYPE_CHECKING:
    from referrals.steps.welcome.agree_as_friend import FriendConsentDesk
    from referrals.steps.welcome.join_program import JoinDesk


def arrivals() -> ArrivalDesk:
    return ArrivalDesk(claim_desk.claims(), stores.conversions(), stores.referrals())


def arrival_address(key: str, friend_id: str) -> str:
    """The page after the order, for the friend whom a letter goes to."""
    link = WelcomeLink(ConversionKey.parse(key), friend_id)
    token = sign_welcome(keys.signing_keys(PURPOSE)[0], link)
    return welcome_address(settings.setting("PUBLIC_URL"), token)


def story_address(link: WelcomeLink, program_id: str) -> str:
    """Where the friend of this order writes what they think of it."""
    author = StoryAuthor(link.friend_id, program_id, str(link.key))
    token = sign_author(keys.signing_keys(STORY)[0], author)
    return write_address(settings.setting("PUBLIC_URL"), token, program_id)


def joining() -> "JoinDesk":
    from referrals.desks import sign_in as sign_in_desk
    from referrals.steps.welcome.join_program import JoinDesk

    return JoinDesk(
        sign_in_desk.joining(),
        stores.aliases(),
        stores.referrals(),
        stores.programs(),
        stores.outbox(),
    )


def friend_consents() -> "FriendConsentDesk":
    from referrals.desks import sign_in as sign_in_desk
    from referrals.steps.welcome.agree_as_friend import FriendConsentDesk

    return FriendConsentDesk(sign_in_desk.consents(), stores.aliases(), stores.referrals())
