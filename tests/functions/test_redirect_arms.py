"""Two links on two arms, from the click to the arm's tally: one meets the page, one the shop."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from awswire.codec import decode_item
from functions.redirect.app import handler
from referrals.desks import attribution as attribution_desk
from referrals.desks import click as click_desk
from referrals.desks import experiment as experiment_desk
from referrals.desks import program as program_desk
from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.model.order.conversion import Signals
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.experiment.end_experiment import end_experiment
from referrals.steps.experiment.fold_trials import fold_trials
from referrals.steps.insight.roll_up import ItemChange, roll_up
from referrals.store.experiment.tally import trial_place
from referrals.wiring import clients, experiment_stores, stores
from tests import trials
from tests.portal import page
from tests.steps.experiment.test_page_arms import PAST, declared
from tests.template import ROOT
from tests.world import NOW, a_key, a_link, an_advocate, an_order

ARMS = ("as-it-is", "no-page")
