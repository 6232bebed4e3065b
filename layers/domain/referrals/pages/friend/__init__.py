"""What a friend sees."""
