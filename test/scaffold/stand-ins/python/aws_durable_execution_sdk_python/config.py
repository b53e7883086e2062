class Duration:
    def __init__(self, seconds):
        self.seconds = seconds

    @classmethod
    def from_hours(cls, hours):
        return cls(hours * 3600)
