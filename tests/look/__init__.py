"""`make look`: every page as a picture, in every language, light and dark, narrow and wide."""
