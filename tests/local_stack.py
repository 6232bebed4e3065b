"""The local stack as tests see it: started by its own command, reached over HTTP only."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from pathlib import Path
from typing import Any

from goodword.local.place import StackPlace
from goodword.local.schedule import due_jobs, run_job
from tests.command_process import run_command
from tests.template import ROOT

RUN = "from goodword.main import main; main()"
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class StackAnswer:
    status: int
    headers: Message
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class RedirectStop(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        """Nothing to follow: the answer itself is what a test looks at."""


OPENER = urllib.request.build_opener(RedirectStop)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class LocalStack:
    state: Path
    ports: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))

    @classmethod
    def running_in(cls, state: Path) -> "LocalStack":
        """The one whose state lies in that folder."""
        facts = json.loads((state / "stack.json").read_text())
        front, emulator = (int(facts[name].rpartition(":")[2]) for name in ("url", "emulator_url"))
        return cls(state.resolve(), (front, emulator))

    @property
    def stack_facts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.state / "stack.json").read_text())
        return found

    @property
    def now(self) -> datetime:
        """By the stack's own clock, which a test may have moved."""
        ahead = int(self.stack_facts["environment"].get("GOODWORD_SECONDS_AHEAD", 0))
        return datetime.now(UTC) + timedelta(seconds=ahead)

    def goodword(self, *arguments: str, status: int = 0) -> str:
        """What the command prints; it must end with `status`."""
        environment = {**os.environ, **self.environment}
        # What starts the stack, or ends it, leaves processes behind: it has one of its own.
        if arguments[0] == "local":
            done = subprocess.run(
                [sys.executable, "-c", RUN, *arguments],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
        else:
            done = run_command(arguments, ROOT, environment)
        assert done.returncode == status, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def knock(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> StackAnswer:
        """One request through the front; redirects are answers, not followed."""
        address = path if path.startswith("http") else f"{self.stack_facts['url']}{path}"
        request = urllib.request.Request(  # noqa: S310 (loopback)
            address, data=body, method=method, headers=dict(headers or {})
        )
        try:
            with OPENER.open(request, timeout=PATIENCE_SECONDS) as answer:
                return StackAnswer(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            return StackAnswer(error.code, error.headers, error.read().decode())

    def api(self, path: str) -> StackAnswer:
        return self.knock(
            "GET", path, headers={"authorization": f"Bearer {self.stack_facts['api_key']}"}
        )

    def letters(self, to: str) -> list[dict[str, Any]]:
        mailed = self.knock("GET", self.stack_facts["inbox_url"]).json["messages"]
        return [one for each in mailed.values() for one in each if to in one["To"]]

    def run_job(self, name: str) -> dict[str, Any]:
        """A job of the clock, now; what it said."""
        place, now = StackPlace(self.state, *self.ports), self.now
        (job,) = (
            each for each in due_jobs(place, now, now + timedelta(days=1)) if each.name == name
        )
        return run_job(place, job)

    def queue_sizes(self) -> dict[str, int]:
        """How many messages wait in each queue, by the template's name of it."""
        address = f"{self.stack_facts['emulator_url']}/_ministack/sqs/messages"
        regions = [
            r
            for account in self.knock("GET", address).json["messages"].values()
            for r in account.values()
        ]
        return {
            url.split("goodword-")[1].split("-")[0]: len(waiting)
            for queues in regions
            for url, waiting in queues.items()
        }

    @property
    def environment(self) -> dict[str, str]:
        front, emulator = self.ports
        return {
            "GOODWORD_STATE": str(self.state),
            "GOODWORD_PORT": str(front),
            "GOODWORD_EMULATOR_PORT": str(emulator),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "cli"), str(ROOT / "layers/domain")]),
        }


def eventually[T](read: Callable[[], T], ready: Callable[[T], object]) -> T:
    """What `read` gives once it is `ready`; the last thing it gave when that never comes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = read()
        if ready(found) or time.monotonic() > deadline:
            return found
        time.sleep(0.2)
