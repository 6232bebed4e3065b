"""docs/webhooks.md and a page for each type: what a merchant's server is told, with its schema."""

import ast
import inspect
import json
from itertools import pairwise
from pathlib import Path

from goodword.webhook_data import DATA
from goodword.webhook_schema import message_schema
from referrals.model.delivery.facts import Topic

HEAD = Path(__file__).with_name("webhooks_head.md")


def webhook_pages(docs: Path) -> dict[Path, str]:
    """The overview and one page for each type."""
    sentences = topic_sentences()
    rows = [
        f"| [`{topic}`](webhooks/{topic}.md) | {sentences[topic.name]} |" for topic in sorted(DATA)
    ]
    pages = {docs / f"webhooks/{topic}.md": _page(topic, sentences[topic.name]) for topic in DATA}
    return {docs / "webhooks.md": HEAD.read_text() + "\n".join(rows) + "\n", **pages}


def topic_sentences() -> dict[str, str]:
    """What stands below each topic in its own module."""
    tree = ast.parse(inspect.getsource(Topic))
    (body,) = (node.body for node in tree.body if isinstance(node, ast.ClassDef))
    found: dict[str, str] = {}
    for named, told in pairwise(body):
        match named, told:
            case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=text)):
                found[name] = " ".join(str(text).split())
    return found


def _page(topic: Topic, sentence: str) -> str:
    schema = json.dumps(message_schema(topic), indent=2)
    return (
        f"# `{topic}`\n\n<!-- Made by `make docs`. -->\n\n{sentence}\n\n"
        f"How it is signed and answered: [webhooks](../webhooks.md). Its body:\n\n"
        f"```json\n{schema}\n```\n"
    )
