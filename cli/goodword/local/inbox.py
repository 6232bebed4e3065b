"""The inbox: what the stack would have mailed, on a page for people."""

import json
import urllib.request
from html import escape
from typing import Any

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Inbox</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui;max-width:48rem;margin:2rem auto;padding:0 1rem}
summary{cursor:pointer;padding:.5rem 0}iframe{width:100%;height:32rem;border:1px solid #999}
pre{white-space:pre-wrap}</style><h1>Inbox</h1>"""
EMPTY = "<p>Nothing has been mailed yet.</p>"


def address(emulator_url: str) -> str:
    return f"{emulator_url}/_ministack/ses/messages"


def letters(emulator_url: str) -> list[dict[str, Any]]:
    """Newest first."""
    with urllib.request.urlopen(address(emulator_url), timeout=10) as answer:  # noqa: S310
        accounts = json.load(answer)["messages"]
    found = [letter for mailed in accounts.values() for letter in mailed]
    return sorted(found, key=lambda letter: str(letter["Timestamp"]), reverse=True)


def page(found: list[dict[str, Any]]) -> str:
    return PAGE + ("".join(letter_html(letter) for letter in found) or EMPTY)


def letter_html(letter: dict[str, Any]) -> str:
    to = escape(", ".join(letter["To"]))
    html = letter["BodyHtml"] or ""
    framed = f'<iframe sandbox title="letter" srcdoc="{escape(html)}"></iframe>' if html else ""
    text = f"<pre>{escape(letter['BodyText'] or '')}</pre>"
    return (
        f"<details><summary><b>{escape(letter['Subject'])}</b> to {to}</summary>"
        f"{framed}{text}</details>"
    )
