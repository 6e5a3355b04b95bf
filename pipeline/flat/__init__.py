"""The flat view: one row a statement, for tables, databases and statistics desks.

    from pipeline import flat
    for row in flat.rows(document): ...           # a Document, or its JSON
    for row in flat.observations(document): ...   # the same as SDMX codes them

`columns.FACTS` and `columns.SDMX` name, type and describe the columns, in their order; docs/flat.md tells of them.
"""

from __future__ import annotations

from pipeline.flat.plain import rows
from pipeline.flat.sdmx import observations

__all__ = ["observations", "rows"]
