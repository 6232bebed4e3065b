"""Where a story is found: every list that it is in follows from the story itself.

A change of a story is the difference between its places before and after, so no list has to be
thought of when a state is added, and an erasure is a change to no places at all.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from awswire.codec import Item
from referrals.model.moment import stamp
from referrals.model.story.public_story import PublicStory, public_story
from referrals.model.story.story import Story, StoryState, StoryUse
from referrals.model.story.text import product_key


class StoryPlace(NamedTuple):
    """The key of an item."""

    subject: str
    entry: str

    def key(self) -> Item:
        return {"subject": self.subject, "entry": self.entry}


class WallFilter(NamedTuple):
    """What the wall can be narrowed to; empty for everything."""

    language: str = ""
    product: str = ""

    @classmethod
    def of(cls, language: str, product: str) -> "WallFilter":
        return cls(language, product_key(product))


def story_place(story_id: str) -> StoryPlace:
    return StoryPlace(f"story#{story_id}", "story")


def version_place(story_id: str, number: int) -> StoryPlace:
    return StoryPlace(f"story#{story_id}", f"version#{number:04}")


def word_place(story_id: str, revision: int) -> StoryPlace:
    return StoryPlace(f"story#{story_id}", f"word#{revision:06}")


def author_place(story: Story) -> StoryPlace:
    return StoryPlace(author_subject(story.person_id), story.story_id)


def author_subject(person_id: str) -> str:
    return f"stories#person#{person_id}"


def count_place(person_id: str, program_id: str) -> StoryPlace:
    """How many stories a person has in a program."""
    return StoryPlace(f"stories#count#{person_id}", program_id)


def state_subject(program_id: str, state: StoryState) -> str:
    return f"stories#{program_id}#{state}"


def use_subject(program_id: str, use: StoryUse) -> str:
    return f"stories#{program_id}#use-{use}"


def wall_subject(program_id: str, narrow: WallFilter) -> str:
    """Language first: it has no letter that a product's name could be mistaken by."""
    parts = [f"language={narrow.language}"] * bool(narrow.language)
    parts += [f"product={narrow.product}"] * bool(narrow.product)
    return "#".join(["wall", program_id, *parts])


def filter_subject(program_id: str) -> str:
    return f"wall-filters#{program_id}"


def places_of(story: Story | None) -> Mapping[StoryPlace, Item]:
    """Each list that the story is in, with what stands there beside the key."""
    if story is None:
        return {}
    pointer = {"story_id": story.story_id}
    by_time = f"{stamp(story.written_at)}#{story.story_id}"
    places: dict[StoryPlace, Item] = {
        author_place(story): pointer,
        StoryPlace(state_subject(story.program_id, story.state), by_time): pointer,
    }
    if shown := public_story(story, StoryUse.ELSEWHERE):
        entry = wall_entry(shown)
        places[StoryPlace(use_subject(story.program_id, StoryUse.ELSEWHERE), entry)] = pointer
    if shown := public_story(story):
        places |= _wall_places(shown)
    return places


def wall_entry(shown: PublicStory) -> str:
    return f"{stamp(shown.published_at)}#{shown.story_id}"


def _wall_places(shown: PublicStory) -> dict[StoryPlace, Item]:
    """One list for each way to narrow the wall: a page of it is one request."""
    product = product_key(shown.product)
    filters = {
        WallFilter(),
        WallFilter(language=shown.language),
        WallFilter(product=product),
        WallFilter(shown.language, product),
    }
    item: dict[str, Any] = {"shown": shown.model_dump(mode="json")}
    entry = wall_entry(shown)
    return {StoryPlace(wall_subject(shown.program_id, each), entry): item for each in filters}


def filters_of(story: Story | None) -> Mapping[StoryPlace, str]:
    """The choices that it gives the wall's readers, each with the name that they read."""
    shown = public_story(story) if story else None
    if shown is None:
        return {}
    subject = filter_subject(shown.program_id)
    found = {StoryPlace(subject, f"language#{shown.language}"): shown.language}
    if shown.product:
        found[StoryPlace(subject, f"product#{product_key(shown.product)}")] = shown.product
    return found
