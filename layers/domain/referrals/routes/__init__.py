"""The API's routes, one file a noun: a request goes to one step or view."""
