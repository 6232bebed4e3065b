"""Stories: each with its versions and its log, and the lists that it is in.

Everything changes in one transaction: the story, guarded by its revision, and all its lists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.errors import RefusedError
from referrals.model.story.moderation import ModerationWord
from referrals.model.story.public_story import PublicStory
from referrals.model.story.story import (
    MOST_STORIES,
    Story,
    StoryNotFoundError,
    StoryState,
    StoryUse,
    StoryVersion,
)
from referrals.store.batch import read_batch
from referrals.store.story.places import (
    StoryPlace,
    WallFilter,
    author_subject,
    count_place,
    filter_subject,
    filters_of,
    places_of,
    state_subject,
    story_place,
    use_subject,
    version_place,
    wall_subject,
    word_place,
)
from referrals.store.table import Change, Table

MOST_FILTERS = 100
_ENTRY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z#sty_[0-9a-z]{26}")


class BadPlaceError(RefusedError):
    """Where a list was to go on is no place of one."""

    code = "bad_place"


@dataclass(frozen=True, slots=True)
class FilterCount:
    """A choice of the wall's readers: a language or a product, and how many stories it has."""

    kind: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Stories:
    table: Table

    def find(self, story_id: str) -> Story | None:
        item = self.table.get(story_place(story_id).key(), consistent=True)
        return read_story(item) if item else None

    def get(self, story_id: str) -> Story:
        found = self.find(story_id)
        if found is None:
            raise StoryNotFoundError(f"there is no story {story_id}.", field="story_id")
        return found

    def versions(self, story_id: str) -> list[StoryVersion]:
        items = self._entries(story_id, "version#")
        return [StoryVersion.model_validate(item["version"]) for item in items]

    def log(self, story_id: str) -> list[ModerationWord]:
        items = self._entries(story_id, "word#")
        return [ModerationWord.model_validate(item["word"]) for item in items]

    def of_person(self, person_id: str) -> list[Story]:
        """In all programs, the newest first."""
        values = {":s": author_subject(person_id)}
        found = self.table.query(
            "subject = :s", values, ConsistentRead=True, ScanIndexForward=False
        )
        places = [story_place(item["story_id"]).key() for item in found]
        return [read_story(item) for item in read_batch(self.table, places)]

    def in_state(
        self, program_id: str, state: StoryState, limit: int, after: str = ""
    ) -> tuple[list[Story], str]:
        """The oldest first, and after which place to go on; empty at the end."""
        subject = state_subject(program_id, state)
        items, last = self._page(subject, limit, after, newest_first=False)
        return list(self._follow(items)), last

    def count_in_state(self, program_id: str, state: StoryState) -> tuple[int, bool]:
        """As many as a megabyte of the list holds, which is thousands; whether there are others."""
        return self.table.count("subject = :s", {":s": state_subject(program_id, state)})

    def for_use(
        self, program_id: str, use: StoryUse, limit: int, after: str = ""
    ) -> tuple[list[Story], str]:
        """Those that may be used so, the newest first."""
        subject = use_subject(program_id, use)
        items, last = self._page(subject, limit, after, newest_first=True)
        return list(self._follow(items)), last

    def wall(
        self, program_id: str, narrow: WallFilter, limit: int, after: str = ""
    ) -> tuple[list[PublicStory], str]:
        """One request, however many stories there are; the newest first."""
        subject = wall_subject(program_id, narrow)
        items, last = self._page(subject, limit, after, newest_first=True)
        return [PublicStory.model_validate(item["shown"]) for item in items], last

    def filters(self, program_id: str) -> list[FilterCount]:
        """The choices that have a story, those with most stories first."""
        values = {":s": filter_subject(program_id)}
        items, _ = self.table.page("subject = :s", values, Limit=MOST_FILTERS)
        found = [
            FilterCount(item["entry"].partition("#")[0], item["shown_as"], item["stories"])
            for item in items
            if item["stories"] > 0
        ]
        return sorted(found, key=lambda each: (-each.count, each.name))

    def change_actions(
        self, before: Story | None, after: Story | None, word: ModerationWord | None = None
    ) -> list[Item]:
        """The first fails when the story moved since `before` was read. `word` joins the log."""
        actions = [self._story_action(before, after)]
        if after and (before is None or before.draft != after.draft):
            place = version_place(after.story_id, after.draft.number)
            actions.append(self._put(place, {"version": after.draft.model_dump(mode="json")}))
        if after and word:
            place = word_place(after.story_id, after.revision)
            actions.append(self._put(place, {"word": word.model_dump(mode="json")}))
        return actions + self._list_actions(before, after) + self._filter_actions(before, after)

    def count_action(self, story: Story) -> Item:
        """Fails when its author has as many as anybody may."""
        change = Change(
            update="ADD stories :one",
            guard="attribute_not_exists(stories) OR stories < :most",
            values={":one": 1, ":most": MOST_STORIES},
        )
        return self.table.update_action(
            count_place(story.person_id, story.program_id).key(), change
        )

    def forget(self, story: Story) -> None:
        """Delete its versions and its log, and the count; after it is out of all lists."""
        for prefix in ("version#", "word#"):
            for item in list(self._entries(story.story_id, prefix)):
                self.table.delete({"subject": item["subject"], "entry": item["entry"]})
        self.table.delete(count_place(story.person_id, story.program_id).key())

    def _story_action(self, before: Story | None, after: Story | None) -> Item:
        story = after or before
        assert story
        key = story_place(story.story_id).key()
        guard = Change(guard="attribute_not_exists(subject)")
        if before:
            guard = Change(guard="revision = :r", values={":r": before.revision})
        if after is None:
            return self.table.delete_action(key, guard)
        facts = after.model_dump(mode="json")
        return self.table.put_action({**key, "facts": facts, "revision": after.revision}, guard)

    def _list_actions(self, before: Story | None, after: Story | None) -> list[Item]:
        old, new = places_of(before), places_of(after)
        gone = [self.table.delete_action(place.key()) for place in old.keys() - new.keys()]
        moved = [place for place, item in new.items() if old.get(place) != item]
        return gone + [self._put(place, new[place]) for place in moved]

    def _filter_actions(self, before: Story | None, after: Story | None) -> list[Item]:
        old, new = filters_of(before), filters_of(after)
        fewer = [self._count(place, old[place], -1) for place in old.keys() - new.keys()]
        return fewer + [self._count(place, new[place], 1) for place in new.keys() - old.keys()]

    def _count(self, place: StoryPlace, name: str, step: int) -> Item:
        change = Change(
            update="ADD stories :step SET shown_as = :name",
            values={":step": step, ":name": name},
        )
        return self.table.update_action(place.key(), change)

    def _put(self, place: StoryPlace, item: Item) -> Item:
        return self.table.put_action({**place.key(), **item})

    def _entries(self, story_id: str, prefix: str) -> Iterator[Item]:
        values = {":s": story_place(story_id).subject, ":e": prefix}
        return self.table.query(
            "subject = :s AND begins_with(entry, :e)", values, ConsistentRead=True
        )

    def _page(
        self, subject: str, limit: int, after: str, *, newest_first: bool
    ) -> tuple[list[Item], str]:
        if after and not _ENTRY.fullmatch(after):
            raise BadPlaceError(
                "this is no place in a list of stories.",
                field="cursor",
                remedy="Begin at the first page.",
            )
        items, _ = self.table.page(
            "subject = :s",
            {":s": subject},
            start=StoryPlace(subject, after).key() if after else None,
            Limit=limit + 1,
            ScanIndexForward=not newest_first,
        )
        # One more than asked for tells whether there are any more.
        return items[:limit], str(items[limit - 1]["entry"]) if len(items) > limit else ""

    def _follow(self, pointers: list[Item]) -> Iterator[Story]:
        """One that is gone by now is left out."""
        places = [story_place(each["story_id"]).key() for each in pointers]
        return map(read_story, read_batch(self.table, places))


def read_story(item: Item) -> Story:
    """Of its item in the table, or in the table's stream."""
    return Story.model_validate(item["facts"])
