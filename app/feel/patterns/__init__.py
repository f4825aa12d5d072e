"""Patterns of XPath 2.0 (Functions and Operators, 7.6.1, over XML Schema's regular expressions) run by RE2.

RE2 takes linear time whatever the pattern. A pattern is read by the grammar of XML Schema and written anew
for RE2: what is wrong raises ValueError and makes null, as the standard has it; what is right but not for
RE2, above all a reference back to a group, raises Unsupported.
"""

from app.feel.patterns.matching import compiled, replacement_parts

__all__ = ["compiled", "replacement_parts"]
