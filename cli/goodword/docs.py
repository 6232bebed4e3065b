"""Writes the pages that are read off the code: `python -m goodword.docs`, run by `make docs`."""

from pathlib import Path

from goodword.client_code import client_files
from goodword.error_page import error_page
from goodword.fact_page import fact_page
from goodword.measure_page import measure_page
from goodword.page_compiler import compiled_page
from goodword.reference.page import reference_page
from goodword.webhook_docs import webhook_pages
from referrals.routes.api import description

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "layers/domain/referrals/pages"
# Answered by functions that do without Jinja: see edge/light_template.
LIGHT_PAGES = ("friend/welcome",)


def pages() -> dict[Path, str]:
    """Each generated page with its text."""
    docs = ROOT / "docs"
    return {
        docs / "openapi.json": description(),
        docs / "reference.html": reference_page(description()),
        docs / "errors.md": error_page(ROOT),
        docs / "facts.md": fact_page(),
        docs / "measures.md": measure_page(),
        **webhook_pages(docs),
        **{ROOT / path: text for path, text in client_files(description()).items()},
        **{PAGES / f"{name}.json": compiled_page(PAGES, f"{name}.html") for name in LIGHT_PAGES},
    }


def main() -> None:
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
