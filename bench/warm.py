"""One function in a warm process: CPU time of a call, modules and memory; the event on stdin.

`redirect-uncached` makes the redirect read its link each time, as the usual way does;
`friend-uncached` makes the friend's page read everything each time. A number is how many calls a
round has.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

CALLS = 400
ROUNDS = 5


def main(*modes: str) -> None:
    import awslambdaric.bootstrap  # noqa: F401 - part of every function's memory

    before = len(sys.modules)
    event = json.load(sys.stdin)
    # What the handler prints is its work too, but must not reach the one line of answer.
    out, sys.stdout = sys.stdout, Path(os.devnull).open("w")  # noqa: SIM115
    handler = importlib.import_module("app").handler

    calls = next((int(mode) for mode in modes if mode.isdecimal()), CALLS)
    forget = next((FORGETTING[mode]() for mode in modes if mode in FORGETTING), _no_call)
    answer = handler(event, _Context())
    _cpu(handler, event, forget, calls=max(calls // 6, 1))
    best = min(_cpu(handler, event, forget, calls=calls) for _ in range(ROUNDS))
    figures = {
        "cpu_ms": best,
        "modules": len(sys.modules) - before,
        "memory_mb": peak_megabytes(),
        "status": answer["statusCode"],
    }
    out.write(json.dumps(figures) + "\n")


def _cpu(handler: Any, event: Any, forget: Any, *, calls: int) -> float:
    """Milliseconds a call, of this process's own time: other processes don't count."""
    start = time.process_time()
    for _ in range(calls):
        forget()
        handler(event, _Context())
    return (time.process_time() - start) * 1000 / calls


def _forgotten_links() -> Any:
    from referrals.desks import click as click_desk

    return lambda: click_desk.redirect().links.known.clear()


def _forgotten_pages() -> Any:
    from referrals.wiring import page_stores

    def forget() -> None:
        page_stores.recent_links.cache_clear()
        page_stores.recent_briefs.cache_clear()
        page_stores.recent_names.cache_clear()
        page_stores.recent_shards.cache_clear()

    return forget


FORGETTING = {"redirect-uncached": _forgotten_links, "friend-uncached": _forgotten_pages}


def _no_call() -> None:
    return


def peak_megabytes() -> float:
    """The most this process ever held; what `getrusage` says counts its parent, too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(line for line in lines if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


class _Context:
    function_name = "redirect"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:redirect"
    aws_request_id = "bench"


if __name__ == "__main__":
    main(*sys.argv[1:])
