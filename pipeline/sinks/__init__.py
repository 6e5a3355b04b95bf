"""Where finished documents go besides `documents.jsonl`: databases and files of tables, one schema for all."""
