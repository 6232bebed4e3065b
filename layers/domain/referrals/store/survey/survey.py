"""Surveys: one item each beside its person, two lists that lead there, and counters by month.

An answer and the counters that it moves change in one transaction, guarded by the survey's version:
a form that is sent twice counts once, and a changed answer moves from one score to the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from awswire.codec import Item
from referrals.model.moment import stamp
from referrals.model.survey.survey import Survey, SurveyNotFoundError
from referrals.store.batch import read_batch
from referrals.store.nudge.agenda import Agenda
from referrals.store.table import Change, Table

ABSENT = Change(guard="attribute_not_exists(subject)")
SURVEY, MONTHS = "survey#", "survey-counts#"


@dataclass(frozen=True, slots=True)
class Surveys:
    table: Table
    agenda: Agenda
    """Who may be asked when."""
    page_keys: ClassVar[Mapping[str, type[str | int]]] = {"subject": str, "entry": str}
    """What tells where a page ended, and of which kind it is."""

    def get(self, survey_id: str) -> Survey:
        place = _place_of(survey_id)
        item = self.table.get(place, consistent=True) if place else None
        if item is None:
            raise SurveyNotFoundError(f"there is no survey {survey_id}.", field="survey_id")
        return Survey.model_validate(item)

    def of_person(self, person_id: str) -> list[Survey]:
        """In every program, two a year at most in all of them."""
        items = self.table.query(
            "subject = :s AND begins_with(entry, :n)",
            {":s": f"person#{person_id}", ":n": SURVEY},
            ConsistentRead=True,
        )
        return [Survey.model_validate(item) for item in items]

    def of_program(self, person_id: str, program_id: str) -> list[Survey]:
        """Of one person in one program."""
        return [each for each in self.of_person(person_id) if each.program_id == program_id]

    def presence_action(self, survey: Survey) -> Item:
        """Fails once it is removed."""
        place = _place(survey.person_id, survey.program_id, survey.number)
        return self.table.check_action(place, Change(guard="attribute_exists(subject)"))

    def ask_actions(self, survey: Survey) -> list[Item]:
        """The first one fails for a survey that is there already."""
        steps = {"asked": 1, "mailed": int(survey.mailed)}
        return [
            self.table.put_action(_as_item(survey), ABSENT),
            self.table.update_action(month_place(survey), _addition(steps)),
        ]

    def answer_actions(self, before: Survey, after: Survey) -> list[Item]:
        """The first one fails when the survey has changed since `before` was read."""
        assert after.answer is not None
        actions = [self._replace_action(before, after)]
        steps = {f"score_{after.answer.score}": 1}
        if before.answer is None:
            steps["mail_answers"] = int(after.mailed)
            actions.append(self.table.put_action(_pointer(_answer_place(after), after)))
        elif before.answer.score == after.answer.score:
            steps = {}
        else:
            steps[f"score_{before.answer.score}"] = -1
        if steps:
            actions.append(self.table.update_action(month_place(after), _addition(steps)))
        return [*actions, *self._waiting_actions(before, after)]

    def satisfaction_actions(self, before: Survey, after: Survey) -> list[Item]:
        """The first one fails when the survey has changed since `before` was read."""
        assert before.answer is not None
        assert after.answer is not None
        old, new = before.answer.satisfaction, after.answer.satisfaction
        steps = {f"satisfied_{new}": 1, **({f"satisfied_{old}": -1} if old else {})}
        counted = self.table.update_action(month_place(after), _addition(steps))
        return [self._replace_action(before, after), *([counted] if old != new else [])]

    def reply_actions(self, before: Survey, after: Survey) -> list[Item]:
        return [self._replace_action(before, after), *self._waiting_actions(before, after)]

    def answers(
        self, program_id: str, limit: int, start: Item | None = None, *, waiting: bool
    ) -> tuple[list[Survey], Item | None]:
        """Up to `limit` that were answered, the newest first; or that wait, the oldest first."""
        subject = _queue(program_id) if waiting else _answer_list(program_id)
        items, after = self.table.page(
            "subject = :s",
            {":s": subject},
            start=start,
            ScanIndexForward=waiting,
            Limit=limit,
        )
        places = [place for item in items if (place := _place_of(item["survey_id"]))]
        return [Survey.model_validate(each) for each in read_batch(self.table, places)], after

    def count_waiting(self, program_id: str) -> tuple[int, bool]:
        """Of those that wait for a reply, as many as a megabyte of the list holds; whether there
        are others."""
        return self.table.count("subject = :s", {":s": _queue(program_id)})

    def months(self, program_id: str, first: str, last: str) -> Iterator[Mapping[str, int]]:
        """Counters of each month (`2026-11`) in which somebody was asked."""
        return (counts for _, counts in self.counters_by_month(program_id, first, last))

    def counters_by_month(
        self, program_id: str, first: str, last: str
    ) -> Iterator[tuple[str, Mapping[str, int]]]:
        """The same with each month's name, the first one first."""
        items = self.table.query(
            "subject = :s AND entry BETWEEN :f AND :l",
            {":s": MONTHS + program_id, ":f": first, ":l": last},
        )
        for item in items:
            yield item["entry"], {n: v for n, v in item.items() if isinstance(v, int)}

    def remove(self, survey: Survey) -> None:
        """What it was counted as stays a number. Safe to repeat."""
        for subject in (_answer_place(survey), _queue_place(survey)) if survey.answer else ():
            self.table.delete(_key(subject))
        self.table.delete(_place(survey.person_id, survey.program_id, survey.number))

    def _replace_action(self, before: Survey, after: Survey) -> Item:
        same = Change(guard="#v = :v", names={"#v": "version"}, values={":v": before.version})
        return self.table.put_action(_as_item(after), same)

    def _waiting_actions(self, before: Survey, after: Survey) -> list[Item]:
        if after.waits_for_reply and not before.waits_for_reply:
            return [self.table.put_action(_pointer(_queue_place(after), after))]
        if before.waits_for_reply and not after.waits_for_reply:
            return [self.table.delete_action(_key(_queue_place(after)))]
        return []


def read_survey(item: Item) -> Survey | None:
    """None for what else lies in the table."""
    if not str(item["entry"]).startswith(SURVEY) or "person_id" not in item:
        return None
    return Survey.model_validate(item)


def _addition(steps: Mapping[str, int]) -> Change:
    return Change(
        update="ADD " + ", ".join(f"#{name} :{name}" for name in steps),
        names={f"#{name}": name for name in steps},
        values={f":{name}": step for name, step in steps.items()},
    )


def _as_item(survey: Survey) -> Item:
    place = _place(survey.person_id, survey.program_id, survey.number)
    return {**place, **survey.model_dump(mode="json", exclude_none=True)}


def month_place(survey: Survey) -> Item:
    """Answers count in the month of the question, so that both can be compared."""
    month = f"{survey.asked_at:%Y-%m}"
    return {"subject": MONTHS + survey.program_id, "entry": month}


def _place_of(survey_id: str) -> Item | None:
    """None for what is no survey's id."""
    person_id, _, rest = survey_id.partition("~")
    program_id, _, number = rest.partition("~")
    return _place(person_id, program_id, int(number)) if number.isdecimal() else None


def _place(person_id: str, program_id: str, number: int) -> Item:
    return {"subject": f"person#{person_id}", "entry": f"{SURVEY}{program_id}#{number:04}"}


def _pointer(place: tuple[str, str], survey: Survey) -> Item:
    return {**_key(place), "survey_id": survey.survey_id}


def _key(place: tuple[str, str]) -> Item:
    return {"subject": place[0], "entry": place[1]}


def _answer_place(survey: Survey) -> tuple[str, str]:
    return _answer_list(survey.program_id), _line(survey)


def _queue_place(survey: Survey) -> tuple[str, str]:
    return _queue(survey.program_id), _line(survey)


def _line(survey: Survey) -> str:
    assert survey.answer is not None
    return f"{stamp(survey.answer.answered_at)}#{survey.person_id}#{survey.number}"


def _answer_list(program_id: str) -> str:
    return f"answers#{program_id}"


def _queue(program_id: str) -> str:
    return f"answers-waiting#{program_id}"
