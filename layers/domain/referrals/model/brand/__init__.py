"""How a shop looks on pages, in letters and in pictures."""
