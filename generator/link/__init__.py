"""LINK: checked records to one Publication: references resolved, and every problem of one record with another.

found      what linking has found so far
documents  the source documents
claims     one claim with all it names
together   records together
linking    the straight line
"""

from generator.link.linking import link, nowhere

__all__ = ["link", "nowhere"]
