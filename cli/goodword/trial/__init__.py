"""Made-up orders, told as each shop would, signed and sent by `trigger`. None of it ships."""
