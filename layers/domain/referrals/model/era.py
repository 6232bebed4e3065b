"""The time in which anything that is told here can have happened."""

# 2000-01-01 and 2100-01-01, epoch seconds.
EARLIEST = 946_684_800
LATEST = 4_102_444_800


def within_era(seconds: int) -> bool:
    """Whether a moment can be judged at all; what was stored before it was asked may not be."""
    return EARLIEST <= seconds <= LATEST
