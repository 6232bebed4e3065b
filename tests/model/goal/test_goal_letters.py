"""The end of a goal is told to each who took part, in every language; the promise stays ours."""

from dataclasses import astuple

import pytest

from referrals.model.delivery.delivery import LetterContent, LetterKind, Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.goal.goal import GoalState
from referrals.model.goal.goal_news import goal_letter
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import LetterAddresses
from referrals.model.words.letter_data import kind_of
from referrals.model.words.wording import languages
from tests.goals import DONATION, a_goal
from tests.world import NOW, a_reader, an_item, rules


@pytest.mark.parametrize(
    ("changes", "topic", "kind"),
    [
        ({"state": GoalState.REACHED}, Topic.GOAL_REWARDED, LetterKind.SERVICE),
        (
            {"state": GoalState.REACHED, "promise": DONATION},
            Topic.GOAL_DONATED,
            LetterKind.FRIENDLY,
        ),
        ({"state": GoalState.MISSED}, Topic.GOAL_MISSED, LetterKind.FRIENDLY),
        ({"state": GoalState.ENDED}, Topic.GOAL_MISSED, LetterKind.FRIENDLY),
    ],
)
def test_each_end_has_its_letter(changes: dict[str, object], topic: str, kind: LetterKind) -> None:
    item = goal_letter(a_goal(**changes), "adv_ada", NOW)

    assert (item.topic, kind_of(item.topic), item.person_id) == (topic, kind, "adv_ada")


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("topic", [Topic.GOAL_REWARDED, Topic.GOAL_DONATED, Topic.GOAL_MISSED])
def test_it_is_told_in_every_language(topic: str, tag: str) -> None:
    values = {"goal": "A table", "promise": "All have it.", "counted": "100"}
    content = LetterContent(values, actions={"button": "https://go/goals"})
    parcel = Outgoing(an_item(topic=topic), rules(), a_reader(locale=tag), None, content)

    told = write_letter(parcel, NOW, LetterAddresses("https://go/u"))

    assert told.language == tag
    assert "{" not in "".join(map(str, astuple(told)))
    assert "A table" in told.opening
