"""What a run leaves in its folder, for those who write it and those who read it."""

DOCUMENTS = "documents.jsonl"
"""The results, one a line, in input order."""
