"""Boilerplate on plain text: which lines and sentences are no part of the article, and what they say of it."""
