"""Attested: from one YAML file a claim to a fact-check publication."""

import os

__version__ = "0.1.0"

# Nothing that is installed beside may alter what is read, and looking for it takes a while.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
