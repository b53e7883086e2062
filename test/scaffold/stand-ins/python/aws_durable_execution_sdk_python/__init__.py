"""Stands in for the SDK of durable functions, as far as starters use it: the decorator marks what the runner runs."""


class DurableContext:
    """What starters say that an execution gets: the runner has one of its own."""


def durable_execution(function):
    function.is_durable = True
    return function
