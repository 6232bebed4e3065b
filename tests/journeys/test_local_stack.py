"""The local stack itself: what it says, what it forgets and what it does not."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys

import pytest

from tests.journeys.shop import JourneyShop
from tests.local_stack import RUN, LocalStack, eventually
from tests.template import ROOT

pytestmark = pytest.mark.stack


def test_a_restart_forgets_nothing_and_goes_on(stack: LocalStack) -> None:
    before = JourneyShop(stack, 20)
    ada = before.enroll("Ada Byron", "ada-20@example.com")
    before.tell(
        "orders/paid",
        before.order("dora-20@example.org", "50.00", before.click(ada["link"]["code"])),
    )
    told = before.grants()

    stack.goodword("local", "down")
    stack.goodword("local", "up", "--detach", "--past", "short")
    after = JourneyShop(stack, 21)
    after.tell(
        "orders/paid",
        after.order("dora-21@example.org", "50.00", after.click(ada["link"]["code"])),
    )

    assert before.story() == told
    assert after.grants()["decision"]["status"] == "granted"


def test_status_names_the_doors(stack: LocalStack) -> None:
    known = json.loads(stack.goodword("local", "status", "--json"))

    assert known["running"] is True
    assert {"url", "emulator_url", "inbox_url", "program", "api_key"} <= set(known)
    assert {"shopify", "signed"} <= set(known["webhook_secrets"])
    assert {"advocate_id", "code", "link"} == set(known["demo"])


def test_the_log_is_in_words_of_the_journey(stack: LocalStack) -> None:
    lines = stack.goodword("local", "logs", "--minutes", "60")

    assert "Attributions  status=attributed" in lines
    assert "Traceback" not in lines


def test_the_inbox_is_a_page_for_people(stack: LocalStack) -> None:
    page = stack.knock("GET", "/inbox")

    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")


def test_a_taken_port_is_named_with_its_remedy(stack: LocalStack, tmp_path: str) -> None:
    front, _ = stack.ports
    taken = {
        "GOODWORD_STATE": str(tmp_path),
        "GOODWORD_PORT": str(front),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "cli"), str(ROOT / "layers/domain")]),
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN, "local", "up", "--detach"],
        env={**os.environ, **taken},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "port_taken" in done.stderr
    assert f"GOODWORD_PORT={front + 1000}" in done.stderr


def test_the_commands_of_the_readme_work_as_they_stand(stack: LocalStack) -> None:
    lines = re.findall(r"^\.venv/bin/goodword (.+)$", (ROOT / "README.md").read_text(), re.M)
    said = [stack.goodword(*shlex.split(line)) for line in lines]

    assert lines[0].startswith("trigger")
    assert "1001" in said[0]
    assert "Reward:" in said[1]


def test_the_merchant_s_webhooks_reach_the_demo_shop(stack: LocalStack) -> None:
    stack.goodword("trigger", "signed/order.paid", "--code", "ada", "--amount", "50.00")

    page = eventually(lambda: stack.knock("GET", "/hooks").text, lambda text: "reward." in text)
    assert "<details>" in page
    assert stack.knock("POST", "/hooks", b"{}").status == 401


def test_a_second_one_says_so_and_its_end_ends_nothing(stack: LocalStack) -> None:
    second = subprocess.Popen(
        [sys.executable, "-u", "-c", RUN, "local", "up"],
        cwd=ROOT,
        env={**os.environ, **stack.environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert second.stdout is not None
    said = next(line for line in second.stdout if "running already" in line)
    second.send_signal(signal.SIGINT)
    second.wait(timeout=30)

    assert "Ctrl-C leaves it running" in said
    assert json.loads(stack.goodword("local", "status", "--json"))["running"] is True
