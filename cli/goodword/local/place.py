"""Where one local stack lives: its ports, its state on disk, the tools it is run with."""

import json
import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodword.target import LOCAL_STATE
from referrals.model.errors import RefusedError

ROOT = Path(__file__).parents[3]
TOOLS = ROOT / ".tools"
REGION = "eu-west-1"
# What `sam local invoke` signs with where nobody has signed in, so that the emulator knows it.
KEY_ID, KEY_SECRET = "defaultkey", "defaultsecret"
STACK = "goodword"
ARTIFACTS = "goodword-artifacts"
HIGHEST_PORT = 65_535
MAIL_FROM = "Bakery <hello@shop.example>"


class BadPortError(RefusedError):
    code = "bad_port"


@dataclass(frozen=True, slots=True)
class StackPlace:
    state: Path
    port: int
    emulator_port: int

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def emulator_url(self) -> str:
        return f"http://127.0.0.1:{self.emulator_port}"

    @property
    def stack_file(self) -> Path:
        return self.state / "stack.json"

    @property
    def clock_file(self) -> Path:
        """How many seconds the stack's clock is ahead."""
        return self.state / "seconds_ahead"

    @property
    def shop_file(self) -> Path:
        """What the bakery remembers."""
        return self.state / "shop.sqlite"

    @property
    def everyday(self) -> bool:
        """Whether it is the checkout's own stack, which `sam local invoke` should find."""
        return self.state == ROOT / ".local"

    @property
    def build(self) -> Path:
        return ROOT / ".aws-sam" / "build" if self.everyday else self.state / "build"

    @property
    def invoke_file(self) -> Path:
        """What `sam local invoke --env-vars` reads."""
        return ROOT / "events" / "env.json" if self.everyday else self.state / "env.json"

    def environment(self) -> dict[str, str]:
        """What any AWS client needs to talk to the emulator, and nothing that reaches AWS."""
        return {
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": KEY_SECRET,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": self.emulator_url,
            "GOODWORD_ENDPOINT_URL": self.emulator_url,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def read_stack_file(self) -> dict[str, Any]:
        """What `up` wrote about the stack; empty when there is none."""
        if not self.stack_file.exists():
            return {}
        known: dict[str, Any] = json.loads(self.stack_file.read_text())
        return known


def stack_place() -> StackPlace:
    """The stack that the environment means: `.local` and port 8787 unless told otherwise."""
    port = _port("GOODWORD_PORT", 8787)
    emulator_port = _port("GOODWORD_EMULATOR_PORT", port + 1)
    return StackPlace(LOCAL_STATE.resolve(), port, emulator_port)


def _port(variable: str, otherwise: int) -> int:
    text = os.environ.get(variable) or str(otherwise)
    if text.isdecimal() and 0 < int(text) < HIGHEST_PORT:
        return int(text)
    raise BadPortError(
        f"{text} is no port.",
        field=variable,
        remedy=f"Write a number below {HIGHEST_PORT}, such as {variable}=8787.",
    )


def architecture() -> str:
    return "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
