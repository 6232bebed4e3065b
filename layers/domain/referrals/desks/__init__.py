"""What each step works with, put together from `wiring`: one file per stage."""
