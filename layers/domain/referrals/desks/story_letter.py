"""What the letters about a story say: where it stands, or why it doesn't and what would help."""

from referrals.desks.program_words import program_words
from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person, Role
from referrals.model.story.author_link import PURPOSE, StoryAuthor, sign_author, write_address
from referrals.model.story.moderation import DeclineReason
from referrals.model.story.story import StoryUse
from referrals.model.words.wording import wording_of
from referrals.wiring import keys, settings

ADVOCATE_PAGE = "/me"


def story_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    change = change_address(reader, item.program_id)
    reason = str(item.data.get("story_reason") or "")
    if reason:
        # A reason that is not in the list any more is told without its sentences.
        known = reason if reason in set(DeclineReason) else DeclineReason.UNREADABLE
        words = wording_of(program_words(item.program_id), reader.locale)
        why = words.say(f"story_reason.{known}")
        remedy = words.say(f"story_reason.{known}_change")
        return LetterContent(values={"why": why, "change": remedy}, actions={"button": change})
    if StoryUse.WALL in item.data.get("story_uses", ()):
        return LetterContent(actions={"button": _story_address(item), "change": change})
    return LetterContent(actions={"change": change})


def change_address(author: Person, program_id: str) -> str:
    """An advocate has a page of their own; a friend comes in by a signed link."""
    origin = settings.setting("PUBLIC_URL").rstrip("/")
    if author.role is Role.ADVOCATE:
        return f"{origin}{ADVOCATE_PAGE}"
    key = keys.signing_keys(PURPOSE)[0]
    token = sign_author(key, StoryAuthor(author.person_id, program_id))
    return write_address(origin, token, program_id)


def _story_address(item: OutboxItem) -> str:
    origin = settings.setting("PUBLIC_URL").rstrip("/")
    return f"{origin}/stories/{item.program_id}/{item.data['story_id']}"
