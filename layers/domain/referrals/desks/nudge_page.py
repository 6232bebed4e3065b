"""The rules as the page of a nudge says them: whoever takes part in an experiment about nudges
reads their arm's words while it runs.
"""

from referrals.model.nudge.nudge_link import NudgeReader
from referrals.model.program.program import Program
from referrals.wiring import clock


def told_rules(rules: Program, reader: NudgeReader) -> Program:
    """Nothing is loaded or read for it where there is no experiment."""
    if not rules.experiments:
        return rules
    from referrals.model.experiment.nudge_arm import nudge_trial, trial_name, words_on_arm
    from referrals.wiring import nudge_stores

    declared = nudge_trial(rules.experiments, clock.now(), rules.time_zone)
    if declared is None:
        return rules
    name = trial_name(declared.name, declared.began_version)
    entry = nudge_stores.trials().find(reader.person_id, rules.program, name)
    if entry is None:
        return rules
    words = words_on_arm(rules.words, rules.experiments, entry.experiment, entry.arm)
    return rules.model_copy(update={"words": words})
