"""Attested: from one YAML file a claim to a fact-check publication."""

__version__ = "0.1.0"
