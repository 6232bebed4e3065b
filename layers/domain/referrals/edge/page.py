"""Pages for people, rendered from the templates of a folder."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from referrals.edge.http import Answer
from referrals.edge.page_answer import FONTS, ITALIC, STYLES, page_answer
from referrals.edge.static_file import StaticFiles
from referrals.model.brand.page_brand import PageBrand
from referrals.model.words.wording import Wording


class Pages:
    """The templates of one folder and those below it, and its static files."""

    def __init__(self, folder: Path) -> None:
        self.files = StaticFiles(folder / "static")
        self._templates = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def show(
        self,
        template: str,
        words: Wording,
        *,
        status: int = 200,
        brand: PageBrand | None = None,
        image: str = "",
        script: str = "",
        framed_by: str = "",
        framing: bool = False,
        **values: object,
    ) -> Answer:
        """`brand` is the shop's, where it is known whose page it is; `image` is the one address
        outside ours that the page may load from, `script` a static file of ours that it works
        better with, `framed_by` the one origin that may show it within its own page, `framing`
        says that it shows one of ours.
        """
        html = self._templates.get_template(template).render(
            **values,
            brand=brand,
            words=words,
            language=words.tag,
            direction=words.direction,
            stylesheet=self.files.address(STYLES),
            fonts=[self.files.address(name) for name in FONTS],
            italic=self.files.address(ITALIC),
            script=self.files.address(script) if script else "",
        )
        images = (image, brand.logo if brand else "")
        return page_answer(
            status, html, *images, scripted=bool(script), framing=framing, framed_by=framed_by
        )
