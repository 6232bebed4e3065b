"""An empty page the usual way: what `sam init` makes with Powertools, and nothing asked for.

Its template `hello-world-powertools-python` with logging and metrics, for an HTTP API and a page.
"""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.metrics import MetricUnit

app = APIGatewayHttpResolver()
logger = Logger()
metrics = Metrics(namespace="Usual")


@app.get("/w/<code>")
def page(code: str) -> Response[str]:
    metrics.add_metric(name="HelloWorldInvocations", unit=MetricUnit.Count, value=1)
    logger.info("Hello world API - HTTP 200")
    return Response(200, "text/html; charset=utf-8", f"<!doctype html><title>{code}</title>")


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_HTTP)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
