"""The door for a shop's own servers: keys, problems, pages, replays, and the API's description."""
