"""What the rules say to the shop's own people beside what they promise: whom they ask, invite and
remind, and what they reckon with. In English, as the desk speaks."""

from collections.abc import Iterator

from referrals.model.experiment.sentence import LANDINGS
from referrals.model.program.program import Program
from referrals.views.experiment.arm_changes import experiment_sentences


def setting_sentences(rules: Program) -> tuple[str, ...]:
    return tuple(_sentences(rules))


def _sentences(rules: Program) -> Iterator[str]:
    yield LANDINGS[rules.landing]
    yield from experiment_sentences(rules)
    yield _margin(rules)
    yield _surveys(rules)
    if rules.listening.suggestions:
        yield "Advocates may suggest changes, and vote on them."
    else:
        yield "Advocates are not asked what they would change."
    yield from _nudges(rules)
    yield from _stories(rules)
    yield _invitation(rules)
    if rules.moments.letters:
        yield "A letter marks moments worth remembering, to who agreed to friendly letters."
    else:
        yield "No letter marks moments worth remembering."
    yield from _connections(rules)


def _margin(rules: Program) -> str:
    if rules.margin_percent is None:
        return "No margin is named, so Measures say no return."
    return f"Measures reckon the return with a margin of {rules.margin_percent} % of an order."


def _surveys(rules: Program) -> str:
    days = _days(rules.listening.wait_days)
    if rules.listening.surveys:
        return f"People are asked how likely they recommend you, {days} after a reward is theirs."
    return "Nobody is asked how likely they recommend you."


def _nudges(rules: Program) -> Iterator[str]:
    if not rules.nudges.enabled:
        yield "No friendly word follows something nice."
        return
    yield "A friendly word follows something nice, to who agreed to such letters."
    if held := rules.nudges.hold_out_percent:
        yield f"Of a hundred advocates {held} get no friendly word, so that its effect is known."
    else:
        yield "Every advocate may get a friendly word, so nobody can tell what it brings."


def _stories(rules: Program) -> Iterator[str]:
    if not rules.stories.wall:
        yield "Nobody is asked for a story, and none is shown."
        return
    yield "People are asked for their story, and stories that you approve stand on a wall."
    yield "Stories may have photos." if rules.stories.photos else "Stories have no photos."


def _invitation(rules: Program) -> str:
    invitation = rules.join.invitation
    if invitation is None:
        return "No letter invites buyers to share."
    days = _days(invitation.after_days)
    return (
        "Who bought through a friend, and agreed to such letters, is invited to share, once, "
        f"{days} after their hold is over."
    )


def _connections(rules: Program) -> Iterator[str]:
    asked = rules.connections
    if asked.klaviyo:
        yield "Klaviyo is told what happens to people who agreed to friendly mail."
    else:
        yield "Klaviyo is told nothing."
    if asked.slack_hour is None:
        yield "Slack is not told the day."
    else:
        yield f"Slack is told the day, from {asked.slack_hour}:00 on."
    yield (
        "Slack is told at once what is urgent."
        if asked.slack_urgent
        else ("Slack is not told what is urgent.")
    )


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
