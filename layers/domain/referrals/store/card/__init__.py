"""Cards of links, as files."""
