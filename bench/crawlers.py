"""Renews the list of crawlers' names from the package locked in `requirements/`.

pip download --no-deps --require-hashes -d /tmp/list -r requirements/crawlers.txt
PYTHONPATH=.:layers/domain python -m bench.crawlers /tmp/list/crawler_user_agents-*.whl
"""

import json
import sys
from pathlib import Path
from zipfile import ZipFile

from referrals.model.crawler.crawler import FILE, pack_patterns
from referrals.model.link.visitor import BOT_MARKS, NOT_BOTS

LIST = "crawleruseragents/crawler-user-agents.json"


def patterns_in(wheel: Path) -> list[str]:
    """Read, never run."""
    return [entry["pattern"] for entry in json.loads(ZipFile(wheel).read(LIST))]


def packed_list(patterns: list[str]) -> str:
    # A mark finds nothing in a name that is taken out before it is sought.
    return pack_patterns(patterns, [mark for mark in BOT_MARKS if mark not in "".join(NOT_BOTS)])


def main() -> None:
    packed = packed_list(patterns_in(Path(sys.argv[1])))
    FILE.write_text(packed)
    sys.stdout.write(f"{len(packed.splitlines())} patterns, {len(packed)} bytes in {FILE}\n")


if __name__ == "__main__":
    main()
