"""A target of the bench: a ratio that may not be exceeded."""

from typing import NamedTuple


class RatioTarget(NamedTuple):
    what: str
    ratio: float
    most: float

    @property
    def fits(self) -> bool:
        return self.ratio <= self.most

    def row(self) -> tuple[str, str, str, str]:
        verdict = "met" if self.fits else "**missed**"
        return self.what, f"{self.ratio:.2f}", f"{self.most:.2f}", verdict
