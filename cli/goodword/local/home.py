"""The local stack's front page: where everything is."""

from goodword.local import webhook_page

LINKS = (
    (
        "/r/ada",
        "Be the friend",
        "her words, a code of your own, and bread for less",
    ),
    (
        "/shop/owner",
        "Be the owner",
        "the bakery's orders: refund, edit, call off",
    ),
    ("/demo", "All at a glance", "friend, Ada and owner side by side; buttons that break things"),
    (
        "/console",
        "The desk",
        "where the bakery looks after its program; goodword staff invite ADDRESS lets you in",
    ),
    ("/shop/", "The bakery", "a shop that answers, as a real one would"),
    ("/inbox", "The inbox", "every letter that the stack has mailed"),
    (webhook_page.PATH, "The shop's webhooks", "what the merchant was told, signatures checked"),
    ("/v1/openapi.json", "The API", "its key stands in .local/stack.json"),
)
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Goodword, here</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body{font:18px/1.6 Georgia,serif;max-width:40rem;margin:3rem auto;padding:0 1rem}
dd{margin:0 0 1rem;color:#555}</style><h1>Goodword is running here</h1><dl>"""


def page() -> str:
    rows = (
        f'<dt><a href="{path}">{name}</a></dt><dd>{sentence}</dd>' for path, name, sentence in LINKS
    )
    return f"{PAGE}{''.join(rows)}</dl>"
