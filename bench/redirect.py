"""The redirect three ways (the least possible, ours, the usual one), cold and warm."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bench import stage
from bench.certificate import authority
from bench.runtime import NotMeasurableError, environment, first_answer

EVENT = json.loads((stage.ROOT / "events/redirect/person.json").read_text())
LINK: dict[str, str | int] = {
    "code": "ada-bakes",
    "program_id": "friends",
    "advocate_id": "adv_ada",
    "destination": "https://shop.example/cakes?size=2#order",
    "fallback": "https://shop.example/",
    "created_at": 1_790_000_000,
    "status": "active",
    "expires_at": 0,
    "landing": "shop",
    "window_days": 30,
    "words": "They bake the bread I grew up with.",
    "program_name": "Friends of the Bakery",
    "offer": "10 % off your first order",
    "image": "",
}


class Variant(NamedTuple):
    title: str
    function: str
    table: str
    """`plain` or `tls`; empty for none."""


BARE = Variant("bare constant", "bare", "")
OURS = Variant("ours", "redirect", "plain")
OURS_TLS = Variant("ours, over TLS", "redirect", "tls")
USUAL = Variant("the usual way", "usual_redirect", "plain")
USUAL_TLS = Variant("the usual way, over TLS", "usual_redirect", "tls")
COLD = (BARE, OURS, OURS_TLS, USUAL, USUAL_TLS)


class Town:
    """The tables that a redirect needs, behind a plain and a TLS port."""

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
            "CLICK_BUDGET_MS": "1000",
            "SIGNING_SECRET": "goodword/signing",
            "PUBLIC_URL": "https://go.shop.example",
            "FALLBACK_URL": "https://shop.example/fallback",
            "POWERTOOLS_SERVICE_NAME": "redirect",
            "POWERTOOLS_METRICS_NAMESPACE": "Goodword",
            "POWERTOOLS_TRACE_DISABLED": "1",
        }

    def clicks(self) -> int:
        return int(_ask(self.urls["plain"], "Counts", {}).get("PutItem", 0))


@contextmanager
def town() -> Iterator[Town]:
    root, chain, key = authority(stage.CACHE / "tls")
    with _table() as plain, _table(chain, key) as tls:
        made = Town(f"http://127.0.0.1:{plain}", f"https://127.0.0.1:{tls}", root)
        item = {name: _typed(value) for name, value in LINK.items()}
        _ask(made.urls["plain"], "PutItem", {"TableName": "LinksTable", "Item": item})
        _ask_tls(made, {"TableName": "LinksTable", "Item": item})
        yield made


def cold(where: Town, rounds: int) -> dict[Variant, list[float]]:
    """Milliseconds from process start to first answer, sorted; rounds are interleaved."""
    folders = {variant: stage.function(variant.function) for variant in COLD}
    times: dict[Variant, list[float]] = {variant: [] for variant in COLD}
    for number in range(rounds + 1):
        for variant in COLD:
            seconds, answer = first_answer(folders[variant], where.settings(variant), EVENT)
            _require_redirect(variant, answer)
            if number:  # the first round only warms the disk's cache
                times[variant].append(seconds * 1000)
    return {variant: sorted(each) for variant, each in times.items()}


def warm(where: Town, variant: Variant, *modes: str) -> dict[str, float]:
    """`bench.warm` in a process of its own: CPU per call, and memory."""
    folder = stage.function(variant.function)
    settings = {**environment(folder, where.settings(variant))}
    settings["PYTHONPATH"] += f":{stage.ROOT}"
    ran = subprocess.run(
        [stage.PYTHON, "-m", "bench.warm", *modes],
        env=settings,
        cwd=folder,
        input=json.dumps(EVENT),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise NotMeasurableError(ran.stderr[-2000:])
    told: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return told


def _require_redirect(variant: Variant, answer: Any) -> None:
    place = answer.get("headers", {}).get("location", "") if isinstance(answer, dict) else ""
    good = place.startswith("https://shop.example/") and "fallback" not in place
    if not good or (variant is not BARE and "gw=" not in place):
        raise NotMeasurableError(f"{variant.title} answered {str(answer)[:500]}")


@contextmanager
def _table(*arguments: Path) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.table", *arguments], cwd=stage.ROOT, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def _ask(url: str, operation: str, request: Any, context: Any = None) -> Any:
    asked = urllib.request.Request(  # noqa: S310 - loopback
        url, json.dumps(request).encode(), {"x-amz-target": f"Bench.{operation}"}
    )
    with urllib.request.urlopen(asked, timeout=10, context=context) as answer:  # noqa: S310
        return json.loads(answer.read())


def _ask_tls(made: Town, request: Any) -> None:
    import ssl

    context = ssl.create_default_context(cafile=str(made.root))
    _ask(made.urls["tls"], "PutItem", request, context)


def _typed(value: str | int) -> dict[str, str]:
    return {"N": str(value)} if isinstance(value, int) else {"S": value}
