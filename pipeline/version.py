"""The version of the package; part of every record's provenance."""

VERSION = "0.1.0"
