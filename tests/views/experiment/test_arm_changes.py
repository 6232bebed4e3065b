"""What an arm changes, in sentences: for the page, the command, the API and plans."""

from typing import Any

import pytest

from referrals.model.experiment.declaration import ExperimentArm
from referrals.model.words.wording import ENGLISH, wording
from referrals.views.experiment.arm_changes import arm_changes, experiment_sentences
from tests.trials import BIGGER, about_pages
from tests.world import rules

TITLE = {"en": {"welcome_page.title": "Taste this"}}
CHANGES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["The program as it is."]),
    ({"landing": "shop"}, ["Links lead straight to the shop."]),
    ({"nudges": False}, ["Advocates get no nudges."]),
    (
        {"landing": "welcome", "words": TITLE},
        ["Links lead to the friend’s page first.", "welcome_page.title (en): “Taste this”"],
    ),
    ({"friend": BIGGER}, ["The friend gets: 20% off your next order."]),
]


@pytest.mark.parametrize(("fields", "said"), CHANGES)
def test_each_thing_that_differs_is_a_sentence(fields: dict[str, Any], said: list[str]) -> None:
    arm = ExperimentArm(name="other", **fields)

    assert arm_changes(arm, wording(ENGLISH), "EUR") == said


def test_an_experiment_that_ended_tries_nothing() -> None:
    page = about_pages({"name": "page", "landing": "welcome"})
    over = {**page, "name": "over", "ended_at": "2026-11-20T00:00:00+00:00"}

    assert list(experiment_sentences(rules(experiments=[over, page]))) == [
        "Until 2027-01-31 the experiment page-or-none tries page: Links lead to the friend’s page "
        "first."
    ]
