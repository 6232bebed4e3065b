"""What keeps cards as their links are."""
