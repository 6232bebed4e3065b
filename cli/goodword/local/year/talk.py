"""What the bakery and its people say to each other: answers, stories, thanks, wishes, goals."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random

from goodword.local.year import voices
from goodword.local.year.bakery_people import BakeryPeople
from goodword.local.year.plan import Deck, Purchase
from goodword.local.year.till import BakeryTill
from referrals.desks import note as note_desk
from referrals.desks import redemption as redemption_desk
from referrals.desks import story as story_desk
from referrals.desks import suggestion as suggestion_desk
from referrals.desks import survey as survey_desk
from referrals.model.goal.goal import Goal, GoalPromise
from referrals.model.people.person import Person
from referrals.model.reward.ledger import Part, person_account
from referrals.model.story.moderation import DeclineReason, StoryVerdict
from referrals.model.story.story import NameForm, StoryUse
from referrals.model.suggestion.suggestion import Suggestion
from referrals.model.words.wording import wording
from referrals.steps.goal.start_goal import start_goal
from referrals.steps.note.write_note import StaffNote, thank_advocate, thank_by_hand
from referrals.steps.redemption.reserve_value import RedemptionWish, reserve_value
from referrals.steps.story.moderate_story import ModerationWish, moderate_story
from referrals.steps.story.write_story import StoryWish, write_story
from referrals.steps.suggestion.decide_suggestion import StaffWord, decide_suggestion
from referrals.steps.suggestion.make_suggestion import (
    SuggestionWish,
    make_suggestion,
    vote_suggestion,
)
from referrals.steps.survey.answer_survey import (
    ReplyWord,
    answer_survey,
    note_satisfaction,
    reply_answer,
)
from referrals.wiring import clock, community_stores, nudge_stores, stores

READER, BAKER = "Mira", "Jakob Lindner"
ANSWERED = (0.88, 0.1)
"""How many answer when they are asked first, and when they are asked again."""
# Scores as the bakery's people give them, each as often as it stands here.
SCORES = (10,) * 7 + (9,) * 8 + (8,) * 4 + (7,) * 2 + (6,) * 3 + (5, 4, 3)
PROMOTER, DETRACTOR = 9, 6
LATELY = timedelta(days=5)
THANKED, THANKED_BY_SHOP = 0.16, 0.07
TEN_EUROS = 1000
type Planned = tuple[datetime, Callable[[], object]]


class YearTalk:
    def __init__(
        self, people: BakeryPeople, till: BakeryTill, rng: Random, span: tuple[datetime, datetime]
    ) -> None:
        self.people, self.till, self.rng = people, till, rng
        self.begin, self.until = span
        self.program, self.version = people.rules.program, 1
        self.scores = Deck(SCORES, rng)

    def note_version(self, version: int) -> None:
        self.version = version

    def happenings(self, purchases: Sequence[Purchase]) -> Iterator[Planned]:
        for place, told in enumerate(voices.STORIES):
            yield (
                self._at(0.33 + 0.65 * place / (len(voices.STORIES) - 1)),
                partial(self._story, place, told),
            )
        for wish in voices.WISHES:
            yield self._at(wish.part), partial(self._wish, wish)
        for goal in self._goals():
            yield goal.starts_at, partial(self._start, goal)
        for month in range(14):
            yield self._at(0.2 + 0.055 * month), self._spend
        for made in purchases:
            yield from self._thanks(made)

    def answer_surveys(self, asked: Sequence[str]) -> None:
        """By those who answer at all; unhappy ones get a reply, but for the newest."""
        now, desk = clock.now(), survey_desk.answers()
        for survey_id in asked:
            survey = desk.surveys.get(survey_id)
            if self.rng.random() > ANSWERED[survey.number > 1]:
                continue
            score = self.scores.draw(glad=self.people.is_glad(survey.person_id))
            band = "passive" if DETRACTOR < score < PROMOTER else "promoter"
            language, said = self.rng.choice(
                voices.ANSWERS["detractor" if score <= DETRACTOR else band]
            )
            answer_survey(survey_id, score, said, desk, now=now)
            # Of ten points five: whoever is glad of the shop was mostly glad of the order.
            note_satisfaction(survey_id, max(score // 2, 1), desk.surveys)
            if score <= DETRACTOR and now < self.until - LATELY * 4:
                word = ReplyWord(voices.REPLIES[language], BAKER)
                reply_answer(survey_id, word, desk, now=now)

    def _at(self, part: float) -> datetime:
        return self.begin + (self.until - self.begin) * min(part, 0.999)

    def _sharer(self, language: str = "") -> Person:
        found = list(self.people.persons.values())
        fitting = [each for each in found if each.locale == language]
        return self.rng.choice(fitting or found)

    def _story(self, place: int, told: voices.ToldStory) -> None:
        """Read within a day or two; one is declined, and the newest two wait."""
        author, now, desk = self._sharer(told.language), clock.now(), story_desk.stories()
        wish = StoryWish(
            program_id=self.program,
            person_id=author.person_id,
            form=f"year-{place}",
            text=told.text,
            language=told.language,
            product=told.product,
            name_form=NameForm.FIRST_NAME,
            uses=frozenset({StoryUse.WALL, StoryUse.LINK}),
        )
        story = write_story(wish, desk, words=wording(told.language), now=now)
        if now > self.until - LATELY * 8:
            return
        declines = place == 1
        said = ModerationWish(
            story_id=story.story_id,
            version=story.draft.number,
            verdict=StoryVerdict.DECLINE if declines else StoryVerdict.APPROVE,
            reason=DeclineReason.OFF_TOPIC if declines else None,
            made_by=READER,
        )
        moderate_story(said, desk, now=now)

    def _thanks(self, made: Purchase) -> Iterator[Planned]:
        if not made.is_friend:
            return
        drawn = self.rng.random()
        later = made.at + timedelta(hours=self.rng.uniform(3, 70))
        if drawn < THANKED:
            yield later, partial(self._thank, made, by_shop=False)
        elif drawn < THANKED + THANKED_BY_SHOP:
            yield later, partial(self._thank, made, by_shop=True)

    def _thank(self, made: Purchase, *, by_shop: bool) -> None:
        key, desk, now = self.till.key_of(made.number), note_desk.notes(), clock.now()
        referral = stores.referrals().find(str(key))
        if referral is None or not (referral.is_attributed and referral.friend_id):
            return
        if by_shop:
            advocate = stores.people().get(referral.attribution.advocate_id)
            words = voices.SHOP_THANKS.get(advocate.locale, voices.SHOP_THANKS["en"])
            wish = StaffNote(
                key=key,
                receiver_id=advocate.person_id,
                made_by=BAKER,
                text=self.rng.choice(words),
            )
            thank_by_hand(wish, desk, now=now)
        else:
            said = voices.THANKS.get(made.buyer.language, voices.THANKS["en"])
            thank_advocate(key, referral.friend_id, self.rng.choice(said), desk, now=now)

    def _wish(self, wish: voices.Wish) -> None:
        now, desk = clock.now(), suggestion_desk.suggestions()
        asked = SuggestionWish(
            program_id=self.program,
            person_id=self._sharer().person_id,
            topic=wish.topic,
            text=wish.text,
        )
        made = make_suggestion(asked, desk, now=now, random=self.rng.randbytes(10))
        voters = self.rng.sample(
            list(self.people.persons.values()), k=min(9, len(self.people.persons))
        )
        for voter in voters[: self.rng.randint(2, 9)]:
            if voter.person_id != made.person_id:
                known = desk.suggestions.get(self.program, made.suggestion_id)
                vote_suggestion(known, voter.person_id, desk.suggestions, wanted=True, now=now)
        if wish.decided:
            self._decide(wish, desk.suggestions.get(self.program, made.suggestion_id), now)

    def _decide(self, wish: voices.Wish, made: Suggestion, now: datetime) -> None:
        version = self.version if wish.decided == "done" else None
        word = StaffWord(wish.answer, READER)
        suggestions, programs = nudge_stores.suggestions(), stores.programs()
        decide_suggestion(made, word, suggestions, version=version, programs=programs, now=now)

    def _goals(self) -> Iterator[Goal]:
        day = timedelta(days=1)
        spring = self._at(0.4)
        yield Goal(
            program_id=self.program,
            name="spring",
            title="Twenty-five friends before summer",
            target=25,
            starts_at=spring,
            ends_at=spring + 90 * day,
            promise=GoalPromise(amount=25_000, cause="food-bank", cause_name="The food bank"),
            started_by=READER,
        )
        yield Goal(
            program_id=self.program,
            name="advent",
            title="Forty friends for a new oven door",
            target=40,
            starts_at=self.until - 21 * day,
            ends_at=self.until + 40 * day,
            promise=GoalPromise(asset="EUR", amount=200),
            started_by=READER,
        )

    def _start(self, goal: Goal) -> None:
        start_goal(goal, community_stores.goals(), stores.programs(), now=clock.now())

    def _spend(self) -> None:
        """Some of what is theirs, taken off a bill."""
        now, desk = clock.now(), redemption_desk.redemptions()
        for person in self.people.persons.values():
            account = person_account(person.person_id, self.program, "EUR", Part.AVAILABLE)
            balance = stores.ledger().balances([account])[account]
            if balance.usable(now) < TEN_EUROS or self.rng.random() < 0.6:
                continue
            wish = RedemptionWish(
                program_id=self.program,
                person_id=person.person_id,
                asset="EUR",
                amount=TEN_EUROS,
                reference=f"year-{person.person_id}-{now:%Y%m%d}",
                immediate=True,
            )
            reserve_value(wish, desk, now=now)
