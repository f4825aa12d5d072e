"""A year of a municipality's life: invented people go through the real runtime, with a clock that is moved.

`Year` is all that planting and `polku simulate` call. The same seed on the same processes gives the same
year.
"""

from app.seed.year.living import Year

__all__ = ["Year"]
