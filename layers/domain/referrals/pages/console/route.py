"""What a line of the desk's tables says: a page, a form, an entry of the menu."""

from typing import NamedTuple

from referrals.model.staff.right import Right


class ConsolePage(NamedTuple):
    view: str
    """`file.function`: of a visit, answers the page."""
    right: Right


class ConsoleAct(NamedTuple):
    act: str
    """`file.function`: of a visit, does it and answers where to go on, empty for `page`; or
    answers what is handed over, such as a file."""
    right: Right
    operation: str
    """As the log calls it; the API's name where it has the same one."""
    page: str
    """The page that is shown afterwards, and once more with what was wrong."""
    done: str
    """What is said there afterwards."""
    word: str = ""
    """Which of several words the operation is here, for the log."""


class MenuEntry(NamedTuple):
    label: str
    address: str
