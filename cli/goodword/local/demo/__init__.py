"""The demo page: a friend's browser, Ada's phone and the owner's desk, side by side."""
