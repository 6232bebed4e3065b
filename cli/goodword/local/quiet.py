"""Until nothing moves in the stack: what is cut off in a stream is not tried again."""

from time import monotonic, sleep, time

from goodword.local import process
from goodword.local.place import StackPlace
from goodword.local.story import LogStory

QUIET_SECONDS = 2


def wait_for_quiet(place: StackPlace) -> None:
    """Returns once no function has said anything for a while, or when patience ends."""
    story = LogStory(place, int((time() - QUIET_SECONDS) * 1000))
    deadline = monotonic() + process.STOP_SECONDS
    while list(story.news()) and monotonic() < deadline:
        sleep(QUIET_SECONDS)
