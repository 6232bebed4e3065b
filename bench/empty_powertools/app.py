"""An empty page the usual way: Powertools' resolver, logger and metrics, and nothing asked for."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.metrics import MetricUnit

app = APIGatewayHttpResolver()
logger = Logger()
metrics = Metrics(namespace="Usual")


@app.get("/w/<code>")
def page(code: str) -> Response[str]:
    metrics.add_metric(name="Page", unit=MetricUnit.Count, value=1)
    return Response(200, "text/html; charset=utf-8", f"<!doctype html><title>{code}</title>")


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
