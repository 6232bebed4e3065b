"""The only room that knows HTTP status, batch retry, log lines and metrics."""
