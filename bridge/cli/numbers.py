"""Numbers on the command line."""

import math
from typing import Any

import click


class Number(click.FloatRange):
    """A number in a range; neither nan, which no limit stops, nor infinity."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number; raises BadParameter."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value} is not a number.", param, ctx)
        return number
