"""Bodies as shop systems send them, for `goodword trigger`: one file per source."""
