"""What an assistant is given of a stack: the operations of its API, as tools."""
