"""Pages for people, a file and a template each: a request goes to one step or view."""
