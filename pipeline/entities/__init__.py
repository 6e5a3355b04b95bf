"""Names: documents, places, organisations, persons, events, by rule; and a socket for a spaCy model."""
