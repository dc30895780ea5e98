"""RENDER: a Publication to pages. Pure: the same publication gives the same pages, in the same order."""

from generator.render.claim import path as claim_path
from generator.render.claim import trail
from generator.render.data import PATH as DATA_PATH
from generator.render.data import page as data_page
from generator.render.moved import moved
from generator.render.pages import plan
from generator.render.proofs import proofs
from generator.render.share import files as shared
from generator.render.sitemap import sitemap
from generator.render.spoken import words

__all__ = [
    "DATA_PATH",
    "claim_path",
    "data_page",
    "moved",
    "plan",
    "proofs",
    "shared",
    "sitemap",
    "trail",
    "words",
]
