"""An experiment in sentences, for whoever steers a program: what can be said of it, what not."""

from collections.abc import Callable
from math import isfinite

from referrals.model.experiment.declaration import (
    DeclaredExperiment,
    EndReason,
    ExperimentArm,
    TrialMetric,
    TrialSubject,
)
from referrals.model.experiment.reading import (
    LEAST_LINKS,
    Contrast,
    ExperimentReading,
    TrialObstacle,
    TrialVerdict,
)
from referrals.model.link.link import Landing
from referrals.model.moment import day_words
from referrals.model.nudge.confidence import Interval

type Money = Callable[[int], str]
"""Minor units of the program's currency, as people read them."""

TOO_EARLY = {
    TrialSubject.FRIENDS: (
        f"Too early: each arm needs {LEAST_LINKS} links that were followed, and 7 whole days."
    ),
    TrialSubject.NUDGES: (
        f"Too early: each arm needs {LEAST_LINKS} advocates whose 30 days are over, and 7 whole "
        "days. Each is counted 31 days after their first moment."
    ),
}
UNEVEN = (
    "Nothing can be said: the arms filled up otherwise than they were drawn, which chance does "
    "less than once in a thousand times. Something is wrong with the numbers, not with an arm."
)
METRICS = {
    TrialMetric.ORDERS: "friends’ first orders",
    TrialMetric.MONEY: "money from friends’ first orders",
}
PER = {
    TrialSubject.FRIENDS: "for each 1,000 times that people followed a link",
    TrialSubject.NUDGES: "of 1,000 advocates with a moment for a nudge",
}
ENDS = {
    EndReason.BY_DATE: "Its last day was over.",
    EndReason.BY_HAND: "A person ended it.",
}

LANDINGS = {
    Landing.SHOP: "Links lead straight to the shop.",
    Landing.WELCOME: "Links lead to the friend’s page first.",
}


def switch_sentences(arm: ExperimentArm) -> list[str]:
    """What it switches: nudges, and where links lead."""
    nudges = () if arm.nudges else ("Advocates get no nudges.",)
    return [*nudges, *([LANDINGS[arm.landing]] if arm.landing else ())]


def contrast_sentence(contrast: Contrast, declared: DeclaredExperiment, money: Money) -> str:
    """One of three: which is better, no difference that matters, cannot tell yet."""
    found, per = contrast.difference, PER[declared.subject]
    if found is None or not (isfinite(found.low) and isfinite(found.high)):
        return "Cannot tell yet."
    between = span_text(found, declared.metric, money)
    match contrast.verdict:
        case TrialVerdict.BETTER:
            worse = contrast.other if contrast.better == contrast.arm else contrast.arm
            most = max(abs(found.low), abs(found.high))
            least = min(abs(found.low), abs(found.high))
            span = span_text(Interval(0, least, most), declared.metric, money)
            return f"{contrast.better} is better than {worse}: by {span} more, {per}."
        case TrialVerdict.NO_DIFFERENCE:
            return (
                f"No difference that matters: {contrast.arm} brings {between} more than "
                f"{contrast.other}, {per}, and {amount_text(declared, money)} was said to matter."
            )
    return f"Cannot tell yet: {contrast.arm} may bring {between} more than {contrast.other}, {per}."


def amount_text(declared: DeclaredExperiment, money: Money) -> str:
    """What was said to matter."""
    amount = declared.matters_per_thousand
    return money(amount) if declared.metric is TrialMetric.MONEY else f"{amount}"


def span_text(found: Interval, metric: TrialMetric, money: Money) -> str:
    """`-3.1 to 14.0`, or the same in money."""
    if metric is TrialMetric.MONEY:
        return f"{money(round(found.low))} to {money(round(found.high))}"
    return f"{found.low:.1f} to {found.high:.1f}".replace("-", "−")


def reading_sentence(reading: ExperimentReading) -> str:
    """Of the whole: why nothing is said, or how long it takes."""
    declared, obstacle = reading.declared, reading.obstacle
    if declared.end_reason and reading.waits_until:
        until = day_words(reading.waits_until)
        return f"{ENDS[declared.end_reason]} Its last advocates are counted by {until}."
    if declared.end_reason and obstacle is TrialObstacle.TOO_EARLY:
        return f"{ENDS[declared.end_reason]} Too few people had come by then to say more."
    if obstacle is TrialObstacle.UNEVEN:
        return UNEVEN
    if obstacle:
        return TOO_EARLY[declared.subject]
    if declared.end_reason:
        return ENDS[declared.end_reason]
    if any(each.verdict is TrialVerdict.CANNOT_TELL for each in reading.contrasts):
        return duration_sentence(reading)
    return "What it asked is answered. It runs on until a person ends it, or to its last day."


def duration_sentence(reading: ExperimentReading) -> str:
    needed, days = reading.days_needed, reading.days
    if needed is None:
        return "How long it takes can be told once both have been followed for some days."
    left = max(needed - days, 0)
    planned = (reading.declared.until - reading.declared.first_day("UTC")).days + 1
    if needed > planned:
        return (
            f"At the present traffic it takes about {needed} days to see a difference that "
            f"matters, and it runs for {planned}: it will most likely end without an answer."
        )
    return f"At the present traffic a difference that matters is seen in about {left} days more."
