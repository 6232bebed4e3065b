"""What does an arm of an experiment change? In sentences, alike for the desk and everybody else."""

from collections.abc import Iterator

from referrals.model.experiment.declaration import ExperimentArm
from referrals.model.experiment.sentence import switch_sentences
from referrals.model.program.program import Program
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import ENGLISH, Wording, wording

SIDES = (("friend", "The friend gets"), ("advocate", "Whoever sent them gets"))


def experiment_sentences(rules: Program) -> Iterator[str]:
    """What each arm tries of those experiments that run, or would."""
    words = wording(ENGLISH)
    for each in rules.experiments:
        for arm in each.arms[1:] if each.is_open else ():
            said = " ".join(arm_changes(arm, words, rules.currency))
            yield f"Until {each.until} the experiment {each.name} tries {arm.name}: {said}"


def arm_changes(arm: ExperimentArm, words: Wording, currency: str) -> list[str]:
    if arm.is_plain:
        return ["The program as it is."]
    said = switch_sentences(arm)
    for side, begin in SIDES:
        if own := getattr(arm, side):
            gift = terms_in_words(words, own.model_dump(), currency)
            said.append(f"{begin}: {gift or own.kind}.")
    for language, changes in arm.words.items():
        said += [f"{name} ({language}): “{text}”" for name, text in changes.items()]
    return said
