"""The search: what is found, as records made from the data, and the index that Pagefind's script reads in a browser."""

from generator.search.index import Prints, SearchError, build
from generator.search.record import Findable, Passage, Record, findable, ready, records

__all__ = ["Findable", "Passage", "Prints", "Record", "SearchError", "build", "findable", "ready", "records"]
