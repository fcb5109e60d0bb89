"""Fewer of many, evenly."""


def spread(count: int, wanted: int) -> list[int]:
    """Return at most ``wanted`` positions of 0..count-1, first and last included."""
    if count <= wanted:
        return list(range(count))
    if wanted == 1:
        return [0]
    return [round(step * (count - 1) / (wanted - 1)) for step in range(wanted)]
