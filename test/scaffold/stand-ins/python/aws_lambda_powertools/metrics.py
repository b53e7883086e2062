import enum


class MetricUnit(enum.Enum):
    Count = "Count"
