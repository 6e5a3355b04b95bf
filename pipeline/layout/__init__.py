"""What the lines of a text are: headings, list items, captions, tables and their cells."""
