"""Quantities: from numerals to numbers with a unit, a comparator and a range."""
