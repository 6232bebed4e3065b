"""Pages that are read off the code say what the code says, byte by byte."""

import json

from goodword.docs import ROOT, pages


def test_a_generated_page_is_up_to_date() -> None:
    made = {path.relative_to(ROOT): (path.read_text(), text) for path, text in pages().items()}

    assert [str(path) for path, (written, text) in made.items() if written != text] == [], (
        "run `make docs` and commit"
    )


def test_every_route_is_described_with_its_refusals() -> None:
    document = json.loads((ROOT / "docs/openapi.json").read_text())

    operations = [o for path in document["paths"].values() for o in path.values()]
    assert document["openapi"] == "3.1.0"
    assert all({"401", "403", "422"} <= set(operation["responses"]) for operation in operations)
    assert all(operation["security"] and operation["summary"] for operation in operations)
