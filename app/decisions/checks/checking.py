"""The check of a bundle of decisions before it is published."""

from app.decisions.checks.coverage import uncovered
from app.decisions.checks.shape import misshapen
from app.decisions.model import Model
from app.decisions.problems import Problem


def check(model: Model) -> list[Problem]:
    """All problems of a model, errors before warnings; decisions with an error cannot be made."""
    found = list(model.problems)
    for node in model.nodes.values():
        for table in node.tables:
            wrong = list(misshapen(table))
            found += wrong or uncovered(table)
    return sorted(found, key=lambda problem: problem.severity != "error")
