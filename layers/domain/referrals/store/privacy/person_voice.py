"""What a person said and was asked, and what was decided about nudges: everything beside them in
the table of stories that is found by their id.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from referrals.model.experiment.nudge_arm import NudgeTrialEntry
from referrals.model.nudge.arm import ArmEntry
from referrals.model.nudge.letter_history import LetterHistory
from referrals.model.nudge.record import NudgeRecord
from referrals.model.suggestion.suggestion import Suggestion
from referrals.model.survey.survey import Survey
from referrals.store.nudge.experiment import Experiments
from referrals.store.nudge.letter_history import LetterHistories
from referrals.store.nudge.nudge_record import NudgeRecords
from referrals.store.nudge.trial import NudgeTrials
from referrals.store.suggestion.suggestion import Suggestions
from referrals.store.survey.survey import Surveys


@dataclass(frozen=True, slots=True)
class PersonVoice:
    records: NudgeRecords
    histories: LetterHistories
    experiments: Experiments
    trials: NudgeTrials
    surveys: Surveys
    suggestions: Suggestions

    def nudges_of(self, person_id: str) -> list[NudgeRecord]:
        return list(self.records.of_person(person_id))

    def history_of(self, person_id: str) -> LetterHistory:
        return self.histories.find(person_id)

    def arms_of(self, person_id: str) -> list[ArmEntry]:
        return self.experiments.entries_of(person_id)

    def trials_of(self, person_id: str) -> list[NudgeTrialEntry]:
        return self.trials.entries_of(person_id)

    def surveys_of(self, person_id: str) -> list[Survey]:
        return self.surveys.of_person(person_id)

    def suggestions_of(self, person_id: str) -> list[Suggestion]:
        return list(self.suggestions.of_person(person_id))

    def votes_of(self, person_id: str) -> list[str]:
        """Ids of suggestions, their own among them."""
        return [suggestion_id for _, suggestion_id in self.suggestions.votes_of(person_id)]

    def remove(self, person_id: str, surveys: Iterable[Survey]) -> None:
        """All of it, `surveys` are theirs; sums and counts, which name nobody, stay. Safe to
        repeat."""
        for record in self.nudges_of(person_id):
            self.records.remove(record)
        for entry in self.arms_of(person_id):
            self.experiments.remove(entry)
        for trial in self.trials_of(person_id):
            self.trials.remove(trial)
        for survey in surveys:
            self.surveys.remove(survey)
        for suggestion in self.suggestions_of(person_id):
            self.suggestions.take_author_off(suggestion)
        self.suggestions.remove_marks(person_id)
        self.histories.remove(person_id)
