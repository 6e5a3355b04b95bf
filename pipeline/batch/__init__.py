"""A batch: every input becomes exactly one line of documents.jsonl, in input order, errors included.

Workers compute, one process writes. Results go into shards (`shards`), which are synced, renamed and then marked in the
manifest (`manifest`); when all inputs are there, the shards are merged in input order (`merge`) into a file that is
synced and renamed. A run that is killed at any moment goes on where it was.
"""

from pipeline.batch.options import Options
from pipeline.batch.run import run
from pipeline.batch.tally import Tally

__all__ = ["Options", "Tally", "run"]
