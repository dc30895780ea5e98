"""The search: what is found, as records made from the data, and the index that Pagefind's script reads in a browser."""

from generator.search.index import SearchError, build
from generator.search.record import Passage, Record, records

__all__ = ["Passage", "Record", "SearchError", "build", "records"]
