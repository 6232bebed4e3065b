"""What decisions and effects come to, in plain English: for whoever runs the program."""

from referrals.model.nudge.decision import NudgeReason
from referrals.model.nudge.delight import DelightKind
from referrals.model.nudge.effect import EffectVerdict, Obstacle, StopReason
from referrals.model.nudge.policy import NudgePolicy

REASON_SENTENCES = {
    NudgeReason.DELIGHT: "Something good had just happened, and nothing spoke against a word.",
    NudgeReason.OFF: "The program sends no nudges, or none after such a moment.",
    NudgeReason.PAUSED: "The program is paused or in test mode: sharing would earn nothing.",
    NudgeReason.NO_HELP: "Nudges had switched themselves off.",
    NudgeReason.NOBODY: "The person is not there any more.",
    NudgeReason.NO_ADDRESS: "There is no address that mail could reach.",
    NudgeReason.MAIL_STOPPED: "They asked for no mail at all.",
    NudgeReason.REFUSED: "They said: never.",
    NudgeReason.NO_CONSENT: "They have not agreed to nudges.",
    NudgeReason.NO_LINK: "They have no link in this program that works.",
    NudgeReason.MOMENT_PAST: "The moment was more than a week ago.",
    NudgeReason.MOMENT_GONE: "What had happened was called off or withdrawn.",
    NudgeReason.NOT_NOW: "They asked for 90 days of rest, which were not over.",
    NudgeReason.CLOSED: "They had not been happy when they were asked, less than 90 days before.",
    NudgeReason.TOO_SOON: "Their last friendly letter was not 30 days old.",
    NudgeReason.UNANSWERED: "Three friendly letters within a year had gone unanswered.",
    NudgeReason.QUIET_HOURS: "It was one of their quiet hours.",
    NudgeReason.HELD_OUT: "They are held out: the others are compared with them.",
    NudgeReason.ARM_WITHOUT: "Their link is on an arm of an experiment that gets none.",
}
VERDICT_SENTENCES = {
    EffectVerdict.HELPS: "Nudges help: advocates who get them bring more friends.",
    EffectVerdict.NO_DIFFERENCE: "No difference that matters.",
    EffectVerdict.CANNOT_TELL: "Nobody can tell yet: both are still possible.",
}
OBSTACLE_SENTENCES = {
    Obstacle.NO_HOLD_OUT: "Nobody is held out, so there is nobody to compare with.",
    Obstacle.TOO_EARLY: "Too early to say: each side needs 100 advocates whose 30 days are over.",
    Obstacle.UNEVEN: "The arms filled up otherwise than they were drawn; nothing is said of them.",
}
STOP_SENTENCES = {
    StopReason.NO_DIFFERENCE: "Switched off: they make no difference that matters.",
    StopReason.HARM: "Switched off: too many took their consent back.",
}

_MOMENTS = {
    DelightKind.REPEAT_ORDER: "an order of their own again",
    DelightKind.PROMOTER: "a 9 or 10",
    DelightKind.STORY: "a published story",
    DelightKind.THANKS: "a thank-you",
}


def policy_sentences(policy: NudgePolicy) -> list[str]:
    """What the program's `nudges` come to; empty where there are none."""
    if not policy.enabled:
        return []
    moments = ", ".join(_MOMENTS[kind] for kind in policy.after)
    return [
        f"Advocates who agreed get a friendly word {policy.wait_hours} hours after {moments}: "
        "at most one in 30 days, and three in a year without an answer.",
        f"Experiment {policy.experiment}: {policy.hold_out_percent} in a hundred get none; after "
        f"{policy.planned} advocates nudges switch themselves off unless they may bring "
        f"{policy.matters_per_thousand} friends more for a thousand.",
    ]
