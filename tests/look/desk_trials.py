"""What the desk's pages of experiments show: one that is answered, one that runs, in a program of
their own, so that no version of the bakery's moves.
"""

from dataclasses import replace
from datetime import timedelta

from referrals.desks import program as program_desk
from referrals.model.experiment.declaration import DeclaredExperiment, TrialSubject
from referrals.model.experiment.tally import ArmTally, LinkTally, total_tally
from referrals.model.insight.insight import Bucket, Move
from referrals.steps.experiment.end_experiment import end_experiment
from referrals.steps.program.apply_program import apply_program
from referrals.store.experiment.tally import trial_place
from referrals.wiring import clock, experiment_stores, stores
from tests import trials
from tests.world import rules

CAKES, TARTS = "pastries", "tarts"
TITLE = {"en": {"welcome_page.title": "Somebody wants you to taste this"}}


def lay_trials() -> None:
    now = clock.now()
    shop = {"program": CAKES, "name": "Lindner’s Cakes", "landing": "welcome"}
    words = trials.declared(
        name="warmer-title",
        hypothesis="A title that speaks of taste makes more people curious than one of thinking.",
        arms=[{"name": "as-it-is"}, {"name": "taste", "words": TITLE}],
    )
    first = rules(**shop, experiments=[trials.declared()])
    apply_program(first, program_desk.program(), now=now - timedelta(days=58))
    end_experiment(CAKES, "bigger-gift", program_desk.program(), now=now - timedelta(days=9))
    second = rules(**shop, experiments=[trials.declared(), words])
    apply_program(second, program_desk.program(), now=now - timedelta(days=16))
    lay_switches()
    ended, running = stores.programs().get(CAKES).rules.experiments
    fill(ended, 640, (3, 6))
    fill(running, 170, (4, 5))
    for back in range(1, 29):
        bucket = Bucket(CAKES, (now - timedelta(days=back)).date())
        counters = {"people@2": 88 + back % 9, "first_referred": 4 + back % 3}
        stores.insights().fold([Move(f"cakes{back}", {bucket: counters})], now)


def lay_switches() -> None:
    """In a shop of its own: one about where links lead, and one about nudges."""
    page = trials.about_pages(trials.PAST, hypothesis="Without a page fewer friends get lost.")
    none = {"name": "none", "nudges": False}
    asks = {"name": "question", "words": {"en": {"nudge.subject": "Who would like your cake?"}}}
    softer = trials.declared(
        name="softer-words",
        hypothesis="A question makes more advocates think of somebody than a hint.",
        arms=[{"name": "as-it-is"}, asks, none],
    )
    made = rules(
        program=TARTS,
        name="Lindner’s Tarts",
        landing="welcome",
        nudges={"enabled": True},
        experiments=[page, softer],
    )
    apply_program(made, program_desk.program(), now=clock.now() - timedelta(days=58))
    found = stores.programs().get(TARTS).rules.experiments
    fill(found[0], 640, (4, 6), TARTS)
    fill(found[1], 170, (4, 5, 3), TARTS)
    end_experiment(TARTS, "page-or-none", program_desk.program(), now=clock.now())
    end_experiment(
        TARTS, "softer-words", program_desk.program(), now=clock.now() - timedelta(days=2)
    )


def fill(
    trial: DeclaredExperiment, links: int, often: tuple[int, ...], program: str = CAKES
) -> None:
    for arm, more in zip(trial.arms, often, strict=True):
        orders = [sum(n % 10 < part for part in (more, more - 3)) for n in range(links)]
        brought = [LinkTally(4 + n % 11, each, 3900 * each) for n, each in enumerate(orders)]
        place = trial_place(trial, program)
        tallies = experiment_stores.trial_tallies()
        told = total_tally(brought)
        if trial.subject is TrialSubject.NUDGES:
            told = replace(told, entered=links + links // 10)
        assert tallies.correct(place, arm.name, ArmTally(), told)
