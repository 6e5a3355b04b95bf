"""Times: expressions on characters, their TIMEX3 type and ISO 8601 value, and the days they cover."""
