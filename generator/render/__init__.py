"""RENDER: a Publication to pages. Pure: the same publication gives the same pages, in the same order."""

from generator.render.pages import render

__all__ = ["render"]
