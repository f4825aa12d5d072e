"""The built-in functions of FEEL (DMN 1.5, 10.3.4), a module for each subject."""

from app.feel.builtins import contexts, conversions, dates, lists, numbers, ranges, statistics, texts
from app.feel.builtins.registry import BUILTINS, as_function, call_builtin, fits, ways_to_call

#: Importing a module enters its functions.
SUBJECTS = (contexts, conversions, dates, lists, numbers, ranges, statistics, texts)

__all__ = ["BUILTINS", "SUBJECTS", "as_function", "call_builtin", "fits", "ways_to_call"]
