"""Structured logs: one line of JSON a request, with the number that error pages show."""

import logging
import re
import sys
from collections.abc import Mapping
from time import perf_counter
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def configure() -> None:
    """Write logs to the error stream as JSON, one event a line."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # The stream is looked up for each line: whoever redirects it later has the lines too.
        logger_factory=lambda *args: structlog.PrintLogger(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def install(app: Flask) -> None:
    """Give each request a number and log how it ended."""
    app.before_request(_begin)
    app.after_request(_end)
    app.jinja_env.globals["request_id"] = lambda: g.get("request_id", "")


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
    g.started = perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.get("request_id", "")
    if request.endpoint not in {"assets.serve", "web.health"}:
        # The rule and not the path: a path may carry the secret of a signed link.
        log.info(
            "request",
            method=request.method,
            route=str(request.url_rule) if request.url_rule else None,
            status=response.status_code,
            milliseconds=round((perf_counter() - g.get("started", perf_counter())) * 1000, 1),
        )
    return response


def figures_previewed(parameters: Mapping[str, Any], account_id: int | None) -> None:
    """Log who, from outside the schools, looked at which figures before they were sealed."""
    log.info("figures_previewed", parameters=dict(parameters), account_id=account_id)


def personal_data_seen(kind: str, reference: str, account_id: int | None) -> None:
    """Log who opened whose personal record, for those who must answer for it."""
    log.info("personal_data_seen", kind=kind, reference=reference, account_id=account_id)
