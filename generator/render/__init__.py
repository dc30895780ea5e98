"""RENDER: a Publication to pages. Pure: the same publication gives the same pages, in the same order."""

from generator.render.claim import trail
from generator.render.data import page as data_page
from generator.render.pages import render
from generator.render.search import marks
from generator.render.share import embeds

__all__ = ["data_page", "embeds", "marks", "render", "trail"]
