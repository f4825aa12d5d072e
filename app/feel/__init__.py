"""FEEL, the expression language of DMN 1.5 (chapter 10): the language of conditions, timers and forms.

The grammar is in grammar.md. Expressions are safe with strangers: no Python attribute can be reached, every
evaluation has a budget (app.feel.budget), and only FeelError and FeelSyntaxError come out.
"""

from app.feel.errors import FeelError, FeelSyntaxError
from app.feel.expression import Expression, compile_expression, compile_unary_tests
from app.feel.values import YearsMonths

__all__ = [
    "Expression",
    "FeelError",
    "FeelSyntaxError",
    "YearsMonths",
    "compile_expression",
    "compile_unary_tests",
]
