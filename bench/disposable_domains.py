"""Renews the list of disposable mail domains from the package locked in `requirements/`.

pip download --no-deps --require-hashes -d /tmp/list -r requirements/disposable-domains.txt
PYTHONPATH=.:layers/domain python -m bench.disposable_domains /tmp/list/*.whl
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from referrals.model.risk.disposable import FILE, WIDTH, pack_domains

MODULE = "disposable_email_domains/__init__.py"


def domains_in(wheel: Path) -> set[str]:
    """Read, never run: the package's module holds one set of texts after another."""
    tree = ast.parse(ZipFile(wheel).read(MODULE))
    return {text for text in _texts(tree) if "." in text and " " not in text}


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def main() -> None:
    packed = pack_domains(domains_in(Path(sys.argv[1])))
    FILE.write_bytes(packed)
    sys.stdout.write(f"{len(packed) // WIDTH} domains, {len(packed)} bytes in {FILE}\n")


if __name__ == "__main__":
    main()
