"""What letters to advocates say beyond their wording: addresses, made at the moment of sending."""

from urllib.parse import quote

from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person
from referrals.model.session.sign_in import PURPOSE, spell_token
from referrals.wiring import keys, settings


def sign_in_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:  # noqa: ARG001
    token = spell_token(keys.signing_keys(PURPOSE)[0], str(item.data["seed"]))
    # Once the link is over, nothing but its address says whose page it led to.
    program = f"&program={quote(item.program_id)}" if item.program_id else ""
    return LetterContent(actions={"button": f"{_origin()}/sign-in/link?token={token}{program}"})


def desk_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:  # noqa: ARG001
    """An invitation leads to the door, where a link is asked for; a link leads through it."""
    if "seed" not in item.data:
        return LetterContent(actions={"button": f"{_origin()}/console"})
    token = spell_token(keys.signing_keys(PURPOSE)[0], str(item.data["seed"]))
    return LetterContent(actions={"button": f"{_origin()}/console/link?token={token}"})


def own_page_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    """The link they share, and the page behind it."""
    if item.program_id not in reader.codes:
        return Skipped("no_link")
    page = f"{_origin()}/me?program={quote(item.program_id)}"
    return LetterContent(actions={"button": page}, with_link=True)


def invitation_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    """None for who shares already, or whose order went back since."""
    from referrals.desks.invitation import invitations
    from referrals.steps.people.invite_friend import objection

    if why_not := objection(reader, str(item.data.get("conversion_key", "")), invitations()):
        return why_not
    return LetterContent(actions={"button": f"{_origin()}/join/{quote(item.program_id)}"})


def _origin() -> str:
    return settings.setting("PUBLIC_URL").rstrip("/")
