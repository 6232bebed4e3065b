"""Fields that the terms of several reward types have."""

from typing import Annotated

from pydantic import AfterValidator, Field

from referrals.model.brand.brand import require_printable

AtLeastOneMinor = Annotated[int, Field(ge=1, le=10**12, strict=True)]
Percent = Annotated[int, Field(ge=1, le=100, strict=True)]
PrintedName = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(require_printable)]
"""As people read it in letters: one line, without what nobody sees."""
