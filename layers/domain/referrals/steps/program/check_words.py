"""Checks the sentences that a program changes: each exists, keeps its gaps, and counts rightly."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from string import Formatter
from typing import Any

from referrals.model.experiment.declaration import (
    OF_NUDGES,
    ON_FRIENDS_PAGE,
    ExperimentArm,
    TrialSubject,
)
from referrals.model.program.fault import Fault, Path
from referrals.model.program.program import Program
from referrals.model.setting.form_of_address import ADDRESS
from referrals.model.setting.words import ChangedSentence, ProgramWords
from referrals.model.words.wording import languages, languages_of_two_addresses, sentences_of

_GAP = re.compile(r"[a-z_]+")
# Forms that may say their number in a word: "one day", "two days".
_WORDED = {"zero", "one", "two"}


# What is promised of nudges, and the ways out of them, read alike on every arm; a page that stands
# for a link that can't be read knows no arm.
SAID_ALIKE = frozenset(
    {
        "nudge.not_now",
        "nudge.never",
        "nudge.footer",
        "nudge_page.not_now",
        "nudge_page.never",
        "nudge_page.bad_title",
        "nudge_page.bad",
    }
)


def check_words(rules: Program) -> Iterator[Fault]:
    yield from _check_changes(("words",), rules.words)
    for place, experiment in enumerate(rules.experiments):
        for number, arm in enumerate(experiment.arms):
            path: Path = ("experiments", place, "arms", number, "words")
            yield from _check_changes(path, arm.words)
            yield from _check_places(path, arm.words)
            if experiment.subject is TrialSubject.NUDGES and arm.changes_friends:
                yield _mixture(("experiments", place, "arms", number), arm)


def _check_places(path: Path, words: ProgramWords) -> Iterator[Fault]:
    """A link's arm is known where a friend arrives, and an advocate's where a nudge is written:
    other sentences would say one thing to all."""
    for language, changes in words.items():
        for name in changes:
            if not name.startswith((ON_FRIENDS_PAGE, *OF_NUDGES)):
                message = "an arm can say sentences of the friend's page or of nudges alone."
                starts = ", ".join(f"{each}*" for each in (ON_FRIENDS_PAGE, *OF_NUDGES))
                remedy = f"Use one whose name begins so: {starts}"
                yield Fault((*path, language, name), "not_on_page", message, f"{remedy}.")
            elif name in SAID_ALIKE:
                message = "this one promises something, or leads out: it reads alike on every arm."
                remedy = "Leave it out; a program's own `words` may change it for everybody."
                yield Fault((*path, language, name), "said_alike", message, remedy)


def _mixture(path: Path, arm: ExperimentArm) -> Fault:
    own = (name for name in ("friend", "advocate", "landing") if getattr(arm, name))
    field = next(own, "words")
    message = (
        "this experiment changes nudges, too; they are told by advocates, what friends meet by "
        "those who followed a link."
    )
    remedy = "Declare two experiments, one for each."
    return Fault((*path, field), "two_subjects", message, remedy)


def _check_changes(start: Path, words: ProgramWords) -> Iterator[Fault]:
    for language, changes in words.items():
        path: Path = (*start, language)
        if language not in languages():
            spoken = ", ".join(languages())
            message = f"there are no letters or pages in {language!r}."
            yield Fault(path, "unknown_language", message, f"Use one of {spoken}.")
            continue
        shipped = sentences_of(language)
        for name, sentence in changes.items():
            if name == ADDRESS:
                yield from _address((*path, name), language, sentence)
            elif name not in shipped:
                yield _unknown((*path, name), name, shipped)
            else:
                yield from _sentence((*path, name), sentence, shipped[name])


def _address(path: Path, language: str, choice: ChangedSentence) -> Iterator[Fault]:
    if choice not in ("formal", "informal"):
        yield Fault(path, "unknown_address", "this is no form of address.", "Use formal, informal.")
    elif language not in languages_of_two_addresses():
        spoken = ", ".join(sorted(languages_of_two_addresses()))
        message = f"{language} has one form of address."
        yield Fault(path, "one_address", message, f"Remove it: only {spoken} have two.")


def _unknown(path: Path, name: str, shipped: dict[str, Any]) -> Fault:
    near = get_close_matches(name, shipped, n=1)
    remedy = f"Did you mean {near[0]}?" if near else "`goodword words list` has all names."
    return Fault(path, "unknown_sentence", "there is no sentence of this name.", remedy)


def _sentence(path: Path, sentence: ChangedSentence, shipped: Any) -> Iterator[Fault]:
    if isinstance(shipped, dict) != isinstance(sentence, dict):
        forms = ", ".join(shipped) if isinstance(shipped, dict) else ""
        remedy = f"Write one text for each of {forms}." if forms else "Write one text."
        yield Fault(path, "other_shape", "this sentence has another shape.", remedy)
    elif isinstance(sentence, dict):
        yield from _plural(path, sentence, shipped)
    else:
        yield from _gaps(path, sentence, wanted=gaps_of(shipped), known=gaps_of(shipped))


def _plural(path: Path, sentence: dict[str, str], shipped: dict[str, str]) -> Iterator[Fault]:
    if sentence.keys() != shipped.keys():
        message = "the plural forms are not those of the language."
        yield Fault(path, "plural_forms", message, f"Write {', '.join(shipped)}.")
        return
    known = set[str]().union(*map(gaps_of, shipped.values()))
    for form, text in sentence.items():
        wanted = known - {"count"} if form in _WORDED else known
        yield from _gaps((*path, form), text, wanted=wanted, known=known)


def _gaps(path: Path, text: str, *, wanted: set[str], known: set[str]) -> Iterator[Fault]:
    try:
        found = gaps_of(text)
    except ValueError:
        message = "a brace is open, or a gap is more than a name."
        yield Fault(path, "bad_gap", message, "Write gaps as {name}, and no other braces.")
        return
    spelled = " ".join(f"{{{name}}}" for name in sorted(known)) or "none"
    for name in sorted(found - known):
        message = f"nothing fills the gap {{{name}}}."
        yield Fault(path, "unknown_gap", message, f"The gaps here: {spelled}.")
    for name in sorted(wanted - found):
        yield Fault(path, "missing_gap", f"{{{name}}} is missing.", f"The gaps here: {spelled}.")


def gaps_of(text: str) -> set[str]:
    """The names between braces; ValueError for anything else between them."""
    found = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not _GAP.fullmatch(name):
            raise ValueError(name)
        found.add(name)
    return found
