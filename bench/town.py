"""The tables that light functions need, and functions started against them, cold and warm."""

import json
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bench import stage
from bench.certificate import authority
from bench.runtime import NotMeasurableError, environment, first_answer

type Item = Mapping[str, Any]
"""In DynamoDB's typed JSON."""


class Variant(NamedTuple):
    title: str
    function: str
    table: str
    """`plain` or `tls`; empty for none."""


class Town:
    """The same tables behind a plain and a TLS port."""

    def __init__(self, plain: str, tls: str, root: Path) -> None:
        self.urls = {"plain": plain, "tls": tls}
        self.root = root

    def settings(self, variant: Variant) -> dict[str, str]:
        if not variant.table:
            return {}
        url = self.urls[variant.table]
        trust = {"AWS_CA_BUNDLE": str(self.root)} if variant.table == "tls" else {}
        return {
            **trust,
            "AWS_ENDPOINT_URL": url,
            "GOODWORD_ENDPOINT_URL": url,
            "GOODWORD_CLIENT": "wire",
            "LINKS_TABLE": "LinksTable",
            "CLICKS_TABLE": "ClicksTable",
            "PROGRAMS_TABLE": "ProgramsTable",
            "CONVERSIONS_TABLE": "ConversionsTable",
            "PEOPLE_TABLE": "PeopleTable",
            "LEDGER_TABLE": "LedgerTable",
            "CLICK_BUDGET_MS": "1000",
            "SIGNING_SECRET": "goodword/signing",
            "IDENTITY_SECRET": "goodword/identity",
            "SECRETS_PREFIX": "goodword/",
            "PUBLIC_URL": "https://go.shop.example",
            "FALLBACK_URL": "https://shop.example/fallback",
            "POWERTOOLS_SERVICE_NAME": variant.function,
            "POWERTOOLS_METRICS_NAMESPACE": "Goodword",
            "POWERTOOLS_TRACE_DISABLED": "1",
        }

    def put(self, table: str, item: Item) -> None:
        for url in self.urls.values():
            context = ssl.create_default_context(cafile=str(self.root))
            _ask(url, "PutItem", {"TableName": table, "Item": item}, context)


@contextmanager
def town() -> Iterator[Town]:
    root, chain, key = authority(stage.CACHE / "tls")
    with port_of("bench.table") as plain, port_of("bench.table", chain, key) as tls:
        yield Town(f"http://127.0.0.1:{plain}", f"https://127.0.0.1:{tls}", root)


def cold(
    where: Town,
    variants: Sequence[Variant],
    event: Any,
    require: Callable[[Variant, Any], None],
    *,
    rounds: int,
) -> dict[Variant, list[float]]:
    """Milliseconds from process start to first answer, sorted; rounds are interleaved."""
    folders = {variant: stage.function(variant.function) for variant in variants}
    times: dict[Variant, list[float]] = {variant: [] for variant in variants}
    for number in range(rounds + 1):
        for variant in variants:
            seconds, answer = first_answer(folders[variant], where.settings(variant), event)
            require(variant, answer)
            if number:  # the first round only warms the disk's cache
                times[variant].append(seconds * 1000)
    return {variant: sorted(each) for variant, each in times.items()}


def warm(where: Town, variant: Variant, event: Any, *modes: str) -> dict[str, float]:
    return warm_process(variant.function, where.settings(variant), event, *modes)


def warm_process(
    function: str, more: Mapping[str, str], event: Any, *modes: str
) -> dict[str, float]:
    """`bench.warm` in a process of its own: CPU per call, and memory."""
    folder = stage.function(function)
    settings = {**environment(folder, more)}
    settings["PYTHONPATH"] += f":{stage.ROOT}"
    ran = subprocess.run(
        [stage.PYTHON, "-m", "bench.warm", *modes],
        env=settings,
        cwd=folder,
        input=json.dumps(event),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise NotMeasurableError(ran.stderr[-2000:])
    figures: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return figures


@contextmanager
def port_of(module: str, *arguments: Path) -> Iterator[int]:
    """The port of a server of the bench."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], cwd=stage.ROOT, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def _ask(url: str, operation: str, request: Any, context: ssl.SSLContext) -> Any:
    asked = urllib.request.Request(  # noqa: S310 - loopback
        url, json.dumps(request).encode(), {"x-amz-target": f"Bench.{operation}"}
    )
    trust = context if url.startswith("https") else None
    with urllib.request.urlopen(asked, timeout=10, context=trust) as answer:  # noqa: S310
        return json.loads(answer.read())
