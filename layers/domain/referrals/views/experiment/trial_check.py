"""Do the tallies of experiments say what the links' days say? Adds everything up again."""

from collections.abc import Iterator
from dataclasses import replace

from referrals.model.experiment.declaration import DeclaredExperiment, TrialSubject
from referrals.model.experiment.tally import LinkTally, total_tally
from referrals.model.program.program import Program
from referrals.store.experiment.tally import TrialTallies, WrongTally, trial_place
from referrals.store.link.link import Links
from referrals.store.program.program import Programs


def wrong_tallies(programs: Programs, links: Links, tallies: TrialTallies) -> Iterator[WrongTally]:
    """Of links first, then of arms, by what links ought to have."""
    for program in programs.list_all():
        for experiment in program.rules.experiments:
            if experiment.began_at and experiment.subject is TrialSubject.NUDGES:
                yield from _of_nudges(experiment, program.rules, tallies)
            elif experiment.began_at:
                yield from _of_experiment(experiment, program.rules, links, tallies)


def _of_nudges(
    experiment: DeclaredExperiment, rules: Program, tallies: TrialTallies
) -> Iterator[WrongTally]:
    """Their links' tallies are what was counted, once for each: only arms can differ from them."""
    place = trial_place(experiment, rules.program)
    kept = [found for _, found in tallies.links(place)]
    for arm in experiment.arms:
        own = [each.tally for each in kept if each.arm == arm.name]
        counted, expected = tallies.arm(place, arm.name), total_tally(own)
        expected = replace(expected, entered=len(own))
        if counted != expected:
            yield WrongTally(rules, experiment, place, "", arm.name, counted, expected)


def _of_experiment(
    experiment: DeclaredExperiment, rules: Program, links: Links, tallies: TrialTallies
) -> Iterator[WrongTally]:
    place = trial_place(experiment, rules.program)
    days = experiment.first_day(rules.time_zone), experiment.last_day(rules.time_zone)
    kept = {code: found.tally for code, found in tallies.links(place)}
    codes = {*kept, *(each.code for each in links.of_program(rules.program))}
    by_arm: dict[str, list[LinkTally]] = {each.name: [] for each in experiment.arms}
    for code in sorted(codes):
        if arm := experiment.arm_of(code):
            right = tallies.by_days(rules.program, code, days, rules.currency)
            by_arm[arm.name].append(right)
            if right != (found := kept.get(code, LinkTally())):
                pair = total_tally([found]), total_tally([right])
                yield WrongTally(rules, experiment, place, code, arm.name, *pair)
    for name, tallied in by_arm.items():
        counted, expected = tallies.arm(place, name), total_tally(tallied)
        if counted != expected:
            yield WrongTally(rules, experiment, place, "", name, counted, expected)
