"""Forms: `.form` documents read, shown, validated and summed up. Knows neither the web nor a database."""

from app.forms.checking import check_form
from app.forms.errors import FormError, InvalidAnswers
from app.forms.field import Choice, Field, File, Part
from app.forms.form import Form, read_form
from app.forms.pages import Page
from app.forms.problems import Problem
from app.forms.sentences import Sentence
from app.forms.summary import SummaryRow, plainly

__all__ = [
    "Choice",
    "Field",
    "File",
    "Form",
    "FormError",
    "InvalidAnswers",
    "Page",
    "Part",
    "Problem",
    "Sentence",
    "SummaryRow",
    "check_form",
    "plainly",
    "read_form",
]
