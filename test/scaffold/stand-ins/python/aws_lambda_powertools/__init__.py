"""As much of Powertools as starter code uses, and what it demands of its callers: the real one is not on every machine."""

import functools
import json
import logging
import os


class Logger:
    def __init__(self):
        self._logger = logging.getLogger(os.environ.get("POWERTOOLS_SERVICE_NAME", "service_undefined"))
        self._logger.setLevel(logging.INFO)

    def __getattr__(self, name):
        return getattr(self._logger, name)

    def inject_lambda_context(self, handler):
        @functools.wraps(handler)
        def inject(event, context):
            for name in ("function_name", "memory_limit_in_mb", "invoked_function_arn", "aws_request_id"):
                getattr(context, name)
            return handler(event, context)

        return inject


class Metrics:
    def __init__(self):
        self._namespace = os.environ.get("POWERTOOLS_METRICS_NAMESPACE")
        self._values = {}

    def add_metric(self, name, unit, value):
        self._values[name] = value

    def log_metrics(self, capture_cold_start_metric=False):
        def decorate(handler):
            @functools.wraps(handler)
            def flush(event, context):
                try:
                    return handler(event, context)
                finally:
                    if not self._namespace:
                        raise ValueError("Must contain a metric namespace.")
                    print(json.dumps(self._values))
                    self._values.clear()

            return flush

        return decorate


class Tracer:
    def capture_lambda_handler(self, handler):
        return handler
