"""The built-in functions of FEEL (DMN 1.5, 10.3.4), a module for each subject.

A docstring says what a function takes and gives, when it is null, and where the standard has it. Besides:
a list of one stands for its item and an item for a list of one, and any other kind of argument makes null.
"""

from app.feel.builtins import (
    additions,
    contexts,
    conversions,
    dates,
    lists,
    numbers,
    ranges,
    statistics,
    texts,
    working_days,
)
from app.feel.builtins.registry import BUILTINS, as_function, bind, ways_to_call

#: Importing a module enters its functions.
SUBJECTS = (contexts, conversions, dates, lists, numbers, ranges, statistics, texts)
#: Functions that the standard does not have.
BEYOND = (additions, working_days)

__all__ = ["BEYOND", "BUILTINS", "SUBJECTS", "as_function", "bind", "ways_to_call"]
