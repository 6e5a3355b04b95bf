"""HTML pages and DOCX documents: their text with what the mark-up says of it. Each needs an extra of its own."""
