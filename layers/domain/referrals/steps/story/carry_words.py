"""Lets a story travel with its author's link: its first sentences become the link's words, where
its author agreed, and the author's own words come back when it is no longer shown.

Words that the author wrote on the link meanwhile are never touched.
"""

from awswire.codec import Item
from referrals.model.link.link import Link, LinkStatus
from referrals.model.story.story import Story, StoryUse
from referrals.model.story.text import excerpt
from referrals.store.link.link import Links
from referrals.store.story.story import Stories


def link_words(story: Story) -> str:
    """What the story wants its author's link to say; empty for nothing."""
    shown = story.public_version
    if shown is None or not story.code or StoryUse.LINK not in shown.uses:
        return ""
    return excerpt(shown.text)


def carry_words(
    before: Story, after: Story, stories: Stories, links: Links
) -> tuple[Story, list[Item]]:
    """The story with the words that were there before it, and what changes the link."""
    had, wants = link_words(before), link_words(after)
    code = after.code or before.code
    if had == wants or not code:
        return after, []
    link = links.find(code, consistent=True)
    if link is None or link.status is LinkStatus.CLOSED:
        return after, []
    others = [each for each in stories.of_person(after.person_id) if _is_sibling(each, after)]
    if wants and _is_free(link, had):
        former = _own_words(link, before, others)
        changed = after.model_copy(update={"former_words": former})
        return changed, _actions(link, wants, links)
    if had and not wants and link.words == had:
        return after, _actions(link, _successor(others, after), links)
    return after, []


def _is_sibling(story: Story, one: Story) -> bool:
    return story.story_id != one.story_id and story.code == one.code


def _is_free(link: Link, had: str) -> bool:
    """Not where the author has put other words in place of this story's."""
    return not had or link.words == had


def _own_words(link: Link, before: Story, others: list[Story]) -> str:
    """The author's, though another story of theirs may stand there now."""
    if link.words == link_words(before):
        return before.former_words
    standing = (each for each in others if link_words(each) == link.words)
    return next((each.former_words for each in standing), link.words)


def _successor(others: list[Story], gone: Story) -> str:
    """Another story that travels with the link, or the author's own words."""
    travelling = [each for each in others if link_words(each)]
    if not travelling:
        return gone.former_words
    newest = max(travelling, key=lambda each: each.published_at or each.written_at)
    return link_words(newest)


def _actions(link: Link, words: str, links: Links) -> list[Item]:
    return [] if words == link.words else [links.words_action(link, words)]
