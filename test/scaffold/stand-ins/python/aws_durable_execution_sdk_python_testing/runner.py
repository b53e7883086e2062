"""Runs a handler anew after each wait, as Lambda does, with what its steps gave before."""

import json
from types import SimpleNamespace

from aws_durable_execution_sdk_python.config import Duration
from aws_durable_execution_sdk_python.execution import InvocationStatus


class Suspended(BaseException):
    """The execution waits."""


class Context:
    def __init__(self, kept):
        self.kept = kept
        self.count = 0

    def step(self, func, name=None, config=None):
        return json.loads(self.result_of(name, lambda: json.dumps(func(object()))))

    def wait(self, duration, name=None):
        assert isinstance(duration, Duration)
        self.result_of(name, self.suspended_after(name))

    def suspended_after(self, name):
        def suspend():
            self.kept.append((name, "null"))
            raise Suspended

        return suspend

    def result_of(self, name, run):
        self.count += 1
        if self.count > len(self.kept):
            result = run()
            self.kept.append((name, result))
        known, result = self.kept[self.count - 1]
        assert known == name, "the handler takes another way when it runs anew"
        return result


class DurableFunctionTestRunner:
    def __init__(self, handler):
        assert handler.is_durable
        self.handler = handler

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def run(self, input, execution_timeout):
        kept = []
        while True:
            try:
                result = self.handler(json.loads(input), Context(kept))
            except Suspended:
                continue
            steps = {name: SimpleNamespace(result=result) for name, result in kept}
            return SimpleNamespace(
                status=InvocationStatus.SUCCEEDED, result=json.dumps(result), get_step=lambda name: steps[name]
            )
