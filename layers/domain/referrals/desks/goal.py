"""What goals work with, and what their letters say."""

from typing import TYPE_CHECKING

from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person
from referrals.steps.goal.count_towards_goals import GoalCountDesk
from referrals.wiring import clock, community_stores, settings, stores

if TYPE_CHECKING:
    from referrals.steps.goal.settle_goals import GoalDesk


def counts() -> GoalCountDesk:
    return GoalCountDesk(community_stores.goals(), clock.pause)


def goals() -> "GoalDesk":
    from referrals.desks import reward as reward_desk
    from referrals.steps.goal.settle_goals import GoalDesk

    books, donations = reward_desk.books(), stores.donations()
    return GoalDesk(community_stores.goals(), stores.people(), books, donations)


def goal_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.model.community.sentence import promise_sentence
    from referrals.model.words.wording import wording_of

    program = stores.programs().find(item.program_id)
    if program is None:
        return Skipped("program_not_found")
    goal = community_stores.goals().get(item.program_id, str(item.data.get("goal")))
    words = wording_of(program.rules.words, reader.locale)
    page = f"{settings.setting('PUBLIC_URL').rstrip('/')}/goals/{item.program_id}"
    return LetterContent(
        values={
            "goal": goal.title,
            "promise": promise_sentence(words, goal, program.rules),
            "counted": words.number(goal.counted),
        },
        actions={"button": page},
    )
