"""What each function loads before its first event: counted, because counts do not depend on load.

A budget that is too small is a question ("does it need that?"), not a number to raise in passing.
"""

import json
import subprocess
import sys
from functools import cache

import pytest

from tests.house.tree import ROOT
from tests.template import resources, wired_functions

# Modules beyond what the runtime interface itself has loaded; measured, plus a tenth.
BUDGETS = {
    "advocate": 460,
    "api": 1100,
    "attribution": 540,
    "console": 600,
    "conversions": 105,
    "deliveries": 645,
    "feedback": 430,
    "friend": 111,
    "insights": 490,
    "pictures": 520,
    "portal": 385,
    "redirect": 65,
    "rewards": 556,
    "schedule": 366,
    "webhooks": 470,
    "stories": 380,
}
WITH_PAGES = {"advocate", "console", "portal", "stories", "deliveries", "schedule"}
LIGHT = ("redirect", "conversions", "friend")
HEAVY = {
    "aws_lambda_powertools",
    "boto3",
    "botocore",
    "jinja2",
    "jmespath",
    "pydantic",
    "s3transfer",
    "segno",
    "urllib3",
}
# In the standard library, and too heavy for the redirect: see docs/performance.md.
ALSO_BANNED_FOR_THE_REDIRECT = {
    "asyncio",
    "concurrent",
    "dataclasses",
    "email",
    "http.client",
    "inspect",
    "logging.handlers",
    "multiprocessing",
    "pathlib",
    "ssl",  # loaded with the first TLS connection, not before
    "urllib",
    "uuid",
}
NEVER = {"moto", "numpy", "pandas", "pytest", "requests", "rich", "typer", "yaml"}
PROGRAM = """
import json, sys
sys.modules.update(dict.fromkeys({absent!r}))
import awslambdaric.bootstrap
import runtime_client
before = set(sys.modules)
import functions.{name}.app as app
from referrals.wiring import clients
clients.dynamo()
exec({also!r})
if {event!r}:
    app.handler(json.load(open({event!r})), None)
print(json.dumps(sorted(name for name in set(sys.modules) - before if sys.modules[name])))
"""
# Light functions are given an event as well: what they import only then is theirs too.
EVENTS = {
    "redirect": "events/redirect/person.json",
    "conversions": "events/conversions/shopify_orders_paid.json",
}
# In a layer of its own: a function without it has none of them, whatever lies in this environment,
# and botocore would load some of it where it can.
PASSKEYS = {"OpenSSL", "cbor2", "cryptography", "webauthn"}
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))


@cache
def modules_of(function: str, also: str = "") -> frozenset[str]:
    """The modules that a fresh process holds once the function can answer; `also` is run before."""
    absent = [] if "PasskeysLayer" in layers_of(function) else sorted(PASSKEYS)
    event = EVENTS.get(function, "")
    program = PROGRAM.format(name=function, event=event, absent=absent, also=also)
    client = {"GOODWORD_CLIENT": "wire"} if function in wired_functions() else {}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**ENVIRONMENT, **client},
        capture_output=True,
        text=True,
        check=True,
    )
    return frozenset(json.loads(ran.stdout.splitlines()[-1]))


def layers_of(function: str) -> set[str]:
    """Beside those that all have."""
    blocks = resources("AWS::Serverless::Function").values()
    found = next(each for each in blocks if each["CodeUri"].strip("/").endswith(f"/{function}"))
    return {layer["Ref"] for layer in found.get("Layers", [])}


ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "PYTHONPATH": f"{ROOT}:{ROOT / 'layers/domain'}",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "GOODWORD_ENDPOINT_URL": "http://127.0.0.1:9",
    "SIGNING_SECRET": "goodword/signing",
    "IDENTITY_SECRET": "goodword/identity",
    "PUBLIC_URL": "https://go.shop.example",
    "FALLBACK_URL": "https://shop.example/",
    "SECRETS_PREFIX": "goodword/",
    "LINKS_TABLE": "links",
    "CLICKS_TABLE": "clicks",
    "PROGRAMS_TABLE": "programs",
    "CONVERSIONS_TABLE": "conversions",
    "POWERTOOLS_METRICS_NAMESPACE": "Goodword",
}


def among(modules: frozenset[str], banned: set[str]) -> list[str]:
    return sorted(
        name
        for name in modules
        if any(name == each or name.startswith(f"{each}.") for each in banned)
    )


def test_every_function_has_a_budget() -> None:
    assert sorted(BUDGETS) == FUNCTIONS


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_loads_no_more_than_its_budget(function: str) -> None:
    assert len(modules_of(function)) <= BUDGETS[function]


@pytest.mark.parametrize("function", LIGHT)
def test_light_functions_load_nothing_heavy(function: str) -> None:
    assert among(modules_of(function), HEAVY) == []


def test_the_friend_s_button_loads_nothing_heavy_either() -> None:
    press = "desks.click", "edge.redirect", "steps.link.note_going_on", "model.crawler.crawler"
    also = "\n".join(f"import referrals.{name}" for name in press)

    assert among(modules_of("friend", also), HEAVY) == []


def test_the_redirect_is_lighter_still() -> None:
    assert among(modules_of("redirect"), ALSO_BANNED_FOR_THE_REDIRECT) == []


def test_the_light_client_is_the_one_that_is_measured() -> None:
    assert "awswire.wire" in modules_of("redirect") & modules_of("conversions")


@pytest.mark.parametrize("function", sorted(wired_functions()))
def test_the_light_client_spares_the_heavy_one(function: str) -> None:
    assert among(modules_of(function), {"boto3", "botocore", "s3transfer", "urllib3"}) == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_function_loads_what_only_people_use(function: str) -> None:
    assert among(modules_of(function), NEVER | {"goodword"}) == []


def test_the_desk_waits_with_what_checks_a_passkey() -> None:
    assert "PasskeysLayer" in layers_of("console")
    assert among(modules_of("console"), PASSKEYS) == []


def test_the_clock_loads_no_step_before_its_job() -> None:
    steps = {name for name in modules_of("schedule") if name.startswith("referrals.steps.")}

    assert steps == set()


def test_only_functions_with_pages_load_templates() -> None:
    with_pages = {name for name in FUNCTIONS if "jinja2" in modules_of(name)}

    assert with_pages <= WITH_PAGES


def test_only_functions_that_tell_people_something_load_words() -> None:
    with_words = {name for name in FUNCTIONS if "referrals.model.words.wording" in modules_of(name)}

    told = {
        "advocate",
        "api",
        "console",
        "friend",
        "pictures",
        "portal",
        "stories",
        "deliveries",
        "schedule",
    }
    assert with_words <= told
