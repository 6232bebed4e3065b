"""Brings the local stack up and down. Whatever is there already is kept and not made again."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from goodword.local import (
    build,
    clock,
    deploy,
    emulator,
    front,
    inbox,
    past_year,
    process,
    stack_file,
)
from goodword.local.past_year import DemoPast
from goodword.local.place import STACK, StackPlace
from goodword.local.quiet import wait_for_quiet
from goodword.local.secrets import outbound_secret, store_token, webhook_secrets
from goodword.local.seed import PROGRAM, demo_rules, seed
from referrals.model.link.share import link_address

type Progress = Callable[[str], AbstractContextManager[None]]


@contextmanager
def silence(text: str) -> Iterator[None]:  # noqa: ARG001
    yield


@dataclass(frozen=True, slots=True)
class Stack:
    place: StackPlace
    known: dict[str, Any]
    seconds: float


def up(place: StackPlace, progress: Progress = silence, past: DemoPast = DemoPast.YEAR) -> Stack:
    """Ready to be used when it returns; a second call changes nothing but what moved."""
    began = monotonic()
    place.state.mkdir(parents=True, exist_ok=True)
    with process.alone(place.state / "up.lock"), process.rollback(_pid_files(place)):
        known = _bring_up(place, progress, past)
    return Stack(place, known, monotonic() - began)


def _bring_up(place: StackPlace, progress: Progress, past: DemoPast) -> dict[str, Any]:
    before = place.read_stack_file()
    made_of, lives_at = build.fingerprint(), f"{place.port} {place.emulator_port}"
    _check_ports(place)
    emulator.launch(place)
    built = before.get("made_of") == made_of and (place.build / "template.yaml").exists()
    if not built:
        with progress("building the functions and their layers"):
            build.build(place.build)
    with progress("starting the emulator"):
        emulator.wait(place)
    kept = bool(deploy.outputs(place))
    if not (built and kept and before.get("lives_at") == lives_at):
        with progress("deploying the template"):
            deploy.deploy(place)
    known = _describe(place) | {"made_of": made_of, "lives_at": lives_at}
    untold = not (kept and "demo" in before)
    if untold and past is DemoPast.YEAR:
        with progress("living the bakery's year"):
            past_year.tell_year(place, known, demo_rules(place.url))
    clock.push(place)
    with progress("opening the front"):
        front.start(place, deploy.api_id(place), _front_secrets(place, known))
    if not untold:
        known |= {"api_key": before["api_key"], "demo": _at(place, before["demo"])}
    stack_file.write(place, known)
    if untold:
        with progress("telling the shop's past"):
            known |= seed(known)
        stack_file.write(place, known)
    return known


def down(place: StackPlace) -> bool:
    """Ends the processes once they have saved their state; False when none ran."""
    if process.running(emulator.pid_file(place)):
        # What a stream has not handed on yet would be lost: the emulator does not save streams.
        wait_for_quiet(place)
    stopped = [process.stop(front.pid_file(place)), process.stop(emulator.pid_file(place))]
    return any(stopped)


def reset(place: StackPlace) -> None:
    """Forgets everything but the build."""
    down(place)
    for kept in ("state", "s3", "tmp"):
        shutil.rmtree(place.state / kept, ignore_errors=True)
    for file in (place.stack_file, place.clock_file, *place.state.glob("shop.sqlite*")):
        file.unlink(missing_ok=True)


def running(place: StackPlace) -> bool:
    return all(process.running(part) for part in _pid_files(place))


def _pid_files(place: StackPlace) -> tuple[Path, ...]:
    """In the order in which they are started."""
    return emulator.pid_file(place), front.pid_file(place)


def _at(place: StackPlace, demo: dict[str, str]) -> dict[str, str]:
    return {**demo, "link": link_address(place.url, demo["code"])}


def _check_ports(place: StackPlace) -> None:
    if not process.running(front.pid_file(place)):
        process.require_free(place.port, "GOODWORD_PORT")
    if not process.running(emulator.pid_file(place)):
        process.require_free(place.emulator_port, "GOODWORD_EMULATOR_PORT")


def _describe(place: StackPlace) -> dict[str, Any]:
    return {
        "stack": STACK,
        "url": place.url,
        "emulator_url": place.emulator_url,
        "inbox_url": inbox.address(place.emulator_url),
        "program": PROGRAM,
        "webhook_secrets": webhook_secrets(place, PROGRAM),
        "environment": deploy.environment_of(place) | stack_file.clock_setting(place),
    }


def _front_secrets(place: StackPlace, known: dict[str, Any]) -> dict[str, str]:
    return {
        front.EAR_SECRET: outbound_secret(place, PROGRAM),
        front.SHOP_SECRET: known["webhook_secrets"]["shopify"],
        front.SHOP_TOKEN: store_token(place, PROGRAM),
    }
