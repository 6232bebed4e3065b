"""GET /console/experiments and its forms: what is compared, how it stands, a new one, an end."""

from datetime import timedelta
from decimal import Decimal

from referrals.edge.http import Answer
from referrals.model.draft.merge import texts_of
from referrals.model.draft.slot import terms_slots
from referrals.model.experiment.declaration import (
    DeclaredExperiment,
    ExperimentArm,
    TrialMetric,
    TrialSubject,
)
from referrals.model.experiment.reading import days_for
from referrals.model.experiment.sentence import (
    METRICS,
    PER,
    Money,
    amount_text,
    switch_sentences,
)
from referrals.model.insight.insight import Counter, day_of
from referrals.model.link.link import Landing
from referrals.model.measure.cohort import CohortTable
from referrals.model.measure.figure import FigurePlace, MeasureFigure
from referrals.model.staff.right import Right
from referrals.pages.console.experiment_arms import GROUPS, SIDES, groups_in
from referrals.pages.console.experiment_form import SENTENCES, declare_in
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.interval_chart import interval_chart
from referrals.pages.console.program_form import RULE_SLOTS, SETTING_SLOTS
from referrals.pages.console.visit import DeskVisit
from referrals.steps.experiment.end_experiment import end_experiment, known_experiment
from referrals.views.experiment.experiment_figures import (
    ExperimentFigures,
    experiment_figures,
    program_experiments,
)
from referrals.views.measure.incremental_figure import (
    INVITATIONS,
    NUDGES,
    held_out_effect,
    incremental_orders,
)
from referrals.wiring import experiment_stores, nudge_stores, stores

NO_NUDGES = {"enabled": False}
TRAFFIC_DAYS = 28
DIFFERENCES = (10, 20, 50)
"""Of 1,000 people, for which the form says how long they take."""
KINDS = (
    ("", "what it is now"),
    ("store_credit", "store credit"),
    ("discount_code", "a discount code"),
    ("points", "points"),
)
COUNTS = {
    TrialSubject.FRIENDS: (("links", "links"), ("clicks", "times followed")),
    TrialSubject.NUDGES: (("entered", "take part"), ("links", "counted")),
}
"""What an arm's rates are told by: fields of its line, with their titles."""
LANDING_CHOICES = (
    ("", "where they lead now"),
    (Landing.WELCOME.value, "to the friend’s page first"),
    (Landing.SHOP.value, "straight to the shop"),
)
NUDGE_CHOICES = (("", "as they are"), ("none", "none on this arm"))


def show(visit: DeskVisit) -> Answer:
    found = program_experiments(visit.rules, experiment_stores.trial_tallies(), now=visit.now)
    clicks, orders = _traffic(visit)
    return show_page(
        visit,
        "experiments",
        "Experiments",
        lines=found,
        declares=visit.may(Right.PROGRAM),
        kinds=KINDS,
        sides=SIDES,
        metrics=[(each.value, text) for each, text in METRICS.items()],
        sentences=SENTENCES,
        groups=GROUPS,
        landings=LANDING_CHOICES,
        nudges=NUDGE_CHOICES,
        filled=groups_in(visit.form) if visit.fault else (),
        languages=[(each, each) for each in _languages()],
        effects=_effects(visit),
        clicks=round(clicks),
        durations=[(each, _days(clicks, orders, each)) for each in DIFFERENCES],
    )


def show_experiment(visit: DeskVisit) -> Answer:
    declared = known_experiment(visit.program, visit.parts["experiment"])
    figures = experiment_figures(
        declared, visit.rules, experiment_stores.trial_tallies(), now=visit.now
    )
    return show_page(
        visit,
        "experiment",
        declared.name,
        figures=figures,
        declared=declared,
        about_nudges=declared.subject is TrialSubject.NUDGES,
        counts=COUNTS[declared.subject],
        arms=[(arm, _arm_sentences(arm, visit)) for arm in declared.arms],
        metric=METRICS[declared.metric],
        per=PER[declared.subject],
        matters=amount_text(declared, _money_of(visit)),
        money=_money_of(visit),
        amount=lambda text: _amount(text, declared, visit),
        charts=[interval_chart(each, declared.matters_per_thousand) for each in figures.contrasts],
        adoptions=_adoptions(declared, figures, visit),
        ends=visit.may(Right.PROGRAM) and declared.is_open,
    )


def declare(visit: DeskVisit) -> str:
    """It begins at once, and its page is where to go on."""
    visit.reason()
    return f"/console/experiments/{declare_in(visit).name}"


def end(visit: DeskVisit) -> None:
    from referrals.desks import program as program_desk

    visit.reason()
    name, program_id = visit.parts["experiment"], visit.program.program_id
    end_experiment(program_id, name, program_desk.program(), now=visit.now)


CAUSES = {INVITATIONS: "The invitation to share", NUDGES: "Nudges"}


def _effects(visit: DeskVisit) -> list[tuple[str, MeasureFigure]]:
    """What letters bring by their hold-outs; none are read where nobody is held out."""
    yesterday = day_of(visit.now, visit.zone) - timedelta(days=1)
    place = FigurePlace(yesterday, yesterday, visit.now, visit.rules.currency)
    invitation = visit.rules.join.invitation
    asked = invitation is not None and invitation.hold_out is not None
    months = stores.insights().cohorts(visit.rules.program, yesterday) if asked else ()
    nudges = held_out_effect(visit.rules, nudge_stores.experiments(), visit.now)
    found = incremental_orders(visit.rules, CohortTable.of(months), nudges, place)
    return [(CAUSES[each.group], each) for each in found]


def _traffic(visit: DeskVisit) -> tuple[float, float]:
    """Of a day, on average: people who follow links, and first orders that advocates brought."""
    today = day_of(visit.now, visit.zone)
    first, last = today - timedelta(days=TRAFFIC_DAYS), today - timedelta(days=1)
    days = list(stores.insights().days(visit.program.program_id, first, last))
    clicks = sum(each.total(Counter.PEOPLE) for each in days)
    orders = sum(each.total(Counter.FIRST_REFERRED) for each in days)
    return clicks / TRAFFIC_DAYS, orders / TRAFFIC_DAYS


def _days(clicks: float, orders: float, matters: int) -> int | None:
    share = 1000 * orders / clicks if clicks else 0.0
    return days_for(TrialMetric.ORDERS, clicks=clicks, rate_now=share, matters=matters)


def _money_of(visit: DeskVisit) -> Money:
    return lambda minor: visit.words.money(minor, visit.rules.currency)


def _amount(text: str, declared: DeclaredExperiment, visit: DeskVisit) -> str:
    """A figure of the metric, as people read it."""
    if declared.metric is TrialMetric.MONEY:
        return visit.words.money(round(Decimal(text)), visit.rules.currency)
    return text


def _languages() -> list[str]:
    from referrals.model.words.wording import languages

    return list(languages())


def _arm_sentences(arm: ExperimentArm, visit: DeskVisit) -> list[str]:
    """What it changes, in words."""
    from referrals.model.words.reward import terms_in_words

    if arm.is_plain:
        return ["The program as it is."]
    said = switch_sentences(arm)
    for side, begin in SIDES:
        if own := getattr(arm, side):
            gift = terms_in_words(visit.words, own.model_dump(), visit.rules.currency)
            said.append(f"{begin}: {gift or own.kind}.")
    for language, changes in arm.words.items():
        said += [f"{name} ({language}): “{text}”" for name, text in changes.items()]
    return said


def _adoptions(
    declared: DeclaredExperiment, figures: ExperimentFigures, visit: DeskVisit
) -> list[tuple[str, str]]:
    """Where an arm can be taken over once it has ended: its name, and the form that is filled."""
    if declared.is_open:
        return []
    better = {each.better for each in figures.contrasts if each.better}
    chosen = [each for each in declared.arms[1:] if each.name in better or not better]
    found = []
    for arm in chosen:
        if arm.friend or arm.advocate or arm.landing or not arm.nudges:
            found.append((arm.name, _program_address(declared, arm, visit)))
        for language, changes in arm.words.items():
            for name, text in changes.items():
                filled = {"language": language, "on": str(visit.program.version)}
                # A sentence with plural forms is written anew: its page has a field for each.
                own = text if isinstance(text, str) else ""
                address = visit.link(f"/console/words/{name}", **filled, own=own)
                found.append((f"{arm.name}: {name} ({language})", address))
    return found


def _program_address(declared: DeclaredExperiment, arm: ExperimentArm, visit: DeskVisit) -> str:
    rules, slots = visit.rules, (*terms_slots(1), *RULE_SLOTS, *SETTING_SLOTS)
    first = rules.offers[0].on_arm(declared, arm)
    taken = {
        "offers": (first, *rules.offers[1:]),
        "landing": arm.landing or rules.landing,
        "nudges": rules.nudges if arm.nudges else rules.nudges.model_copy(update=NO_NUDGES),
    }
    changed = rules.model_copy(update=taken)
    before, after = texts_of(slots, rules), texts_of(slots, changed)
    slots_filled = {name: text for name, text in after.items() if text != before[name]}
    return visit.link("/console/program", **slots_filled, on=str(visit.program.version))
