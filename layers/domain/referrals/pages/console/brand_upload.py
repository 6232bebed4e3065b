"""POST /console/brand/upload: a logo or a picture from a file, into the draft that is shown.

The file is made anew and has an address from now on; nothing names it before it is applied.
"""

from http import HTTPStatus
from urllib.parse import urlencode

from referrals.desks import program as program_desk
from referrals.edge.http import Answer, answer
from referrals.model.brand.brand_picture import MOST_BYTES, PictureUse, picture_address
from referrals.model.errors import RefusedError
from referrals.pages.console.brand_slots import BRAND_SLOTS
from referrals.pages.console.draft import draft_in
from referrals.pages.console.visit import DeskVisit
from referrals.steps.brand.keep_picture import take_picture
from referrals.wiring import settings

_FIELDS = {"logo_file": PictureUse.LOGO, "picture_file": PictureUse.PICTURE}


class NoPictureError(RefusedError):
    """A form without a file, or with too large ones."""

    code = "no_picture"


def take(visit: DeskVisit) -> Answer:
    # A browser sends an empty part for a field where nothing was chosen.
    files = {name: visit.form.files.get(name, b"") for name in _FIELDS}
    sent = {name: content for name, content in files.items() if content}
    _require_size(sent)
    draft = draft_in(visit, BRAND_SLOTS, visit.program)
    texts = {**draft.changes, "on": str(draft.base.version)}
    for name, content in sent.items():
        use, pictures = _FIELDS[name], program_desk.pictures()
        made = take_picture(content, use, pictures, field=name)
        texts[use.value] = picture_address(settings.setting("PUBLIC_URL"), made)
    program = {"program": named} if (named := visit.query("program")) else {}
    shown = urlencode({**texts, **program, "done": "brand_upload.take"})
    headers = {"location": f"/console/brand?{shown}", "x-robots-tag": "noindex"}
    return answer(HTTPStatus.SEE_OTHER, headers=headers)


def _require_size(sent: dict[str, bytes]) -> None:
    if not sent:
        raise NoPictureError(
            "no file was chosen.", field="logo_file", remedy="Choose a PNG, JPEG or WebP."
        )
    if sum(map(len, sent.values())) > MOST_BYTES:
        raise NoPictureError(
            f"that is more than {MOST_BYTES // 1_000_000} MB.",
            field=next(iter(sent)),
            remedy="Send a smaller one, or one after the other.",
        )
