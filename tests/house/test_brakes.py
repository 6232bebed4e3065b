"""Brakes: every public route has one, and those that cost or can be guessed have a closer one."""

from typing import Any

from referrals.edge.api.brakes import A_MINUTE
from referrals.edge.api.log_of_changes import operation_of
from referrals.routes.api import the_api
from tests.template import resources, template

STAGE: dict[str, Any] = resources("AWS::ApiGatewayV2::Stage")["HttpApiStage"]
ROUTES = {
    properties["RouteKey"]: name
    for name, properties in resources("AWS::ApiGatewayV2::Route").items()
}
LIMITS = {"ThrottlingBurstLimit", "ThrottlingRateLimit"}


def test_every_route_is_throttled() -> None:
    assert set(STAGE["DefaultRouteSettings"]) >= LIMITS
    assert all(0 < STAGE["DefaultRouteSettings"][limit] <= 5000 for limit in LIMITS)


def test_a_closer_brake_is_of_a_route_that_is_there() -> None:
    """The gateway refuses settings of a route that it doesn't know yet."""
    closer = set(STAGE["RouteSettings"])

    assert closer <= set(ROUTES)
    assert set(template()["Resources"]["HttpApiStage"]["DependsOn"]) == {
        ROUTES[key] for key in closer
    }


def test_a_closer_brake_brakes_and_is_measured() -> None:
    for key, settings in STAGE["RouteSettings"].items():
        assert settings["DetailedMetricsEnabled"] is True, key
        for limit in LIMITS:
            assert 0 < settings[limit] < STAGE["DefaultRouteSettings"][limit], key


def test_what_can_be_guessed_has_a_closer_brake() -> None:
    guessed = {"POST /sign-in", "POST /sign-in/link", "POST /me/claims", "ANY /v1/{proxy+}"}
    guessed |= {"POST /console/sign-in", "POST /console/link", "ANY /console/{proxy+}"}

    assert guessed <= set(STAGE["RouteSettings"])


def test_a_brake_of_the_api_is_of_an_operation() -> None:
    operations = {operation_of(route) for route in the_api().described_routes()}

    assert set(A_MINUTE) <= operations
