"""The words of templates, put in where a template is compiled: a page costs the same in every language.

Templates write `{{ _("Search") }}`, and `{% trans %}` around what has values or markup in it, as Jinja's own extension
reads them; that one would look each word up anew on each page.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from jinja2 import Environment, nodes
from jinja2.ext import InternationalizationExtension
from jinja2.visitor import NodeTransformer

from generator.wording import Wording

_VALUE = re.compile(r"%\((\w+)\)s|%(%)")


class Spoken(Environment):
    """What reads templates for one language."""

    def __init__(self, wording: Wording, **options: Any) -> None:
        """Templates are read for this language."""
        self.wording = wording
        super().__init__(**options, extensions=[_Translated])
        self.globals.clear()  # what is in them stands at hand for every template; ours ask for none of Jinja's

    def read(self, text: str, path: str) -> nodes.Template:
        """A template in which each `_("…")` is what it says."""
        return cast(nodes.Template, _Words(self.wording).visit(self.parse(text, path, path)))


class _Words(NodeTransformer):
    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A word that stands in the template; anything else is called when a page is made."""
        self.generic_visit(node)
        if isinstance(node.node, nodes.Name) and node.node.name == "_" and len(node.args) == 1:
            (message,) = node.args
            if isinstance(message, nodes.Const):
                said = self._wording.gettext(message.value)
                return nodes.Const(said, lineno=node.lineno, environment=node.environment)
        return node


class _Translated(InternationalizationExtension):
    """`{% trans %}`, cut at its values, which then are output like all others."""

    def _make_node(  # type: ignore[override]  # a choice of two texts is no single output
        self,
        singular: str,
        plural: str | None,
        _context: str | None,
        variables: Mapping[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        vars_referenced: bool,
        _num_called_num: bool,
    ) -> nodes.Node:
        wording = cast(Spoken, self.environment).wording
        message = singular if vars_referenced else singular.replace("%%", "%")
        if plural is None or plural_expr is None:
            return _output(wording.gettext(message), variables)
        forms, form = wording.forms(message, plural)
        texts = [_output(text, variables) for text in forms]
        if len(texts) == 2 and (form(0), form(1), form(2)) == (1, 0, 1):
            return nodes.If(
                nodes.Compare(plural_expr, [nodes.Operand("eq", nodes.Const(1))]), [texts[0]], [], [texts[1]]
            )
        self.environment.globals["_form"] = form
        called = nodes.Call(nodes.Name("_form", "load"), [plural_expr], [], None, None)
        return _chosen(called, texts)


def _chosen(form: nodes.Expr, texts: list[nodes.Output]) -> nodes.Node:
    """Whichever of the texts the count takes."""
    made: nodes.Node = texts[-1]
    for number in reversed(range(len(texts) - 1)):
        made = nodes.If(nodes.Compare(form, [nodes.Operand("eq", nodes.Const(number))]), [texts[number]], [], [made])
    return made


def _output(text: str, variables: Mapping[str, nodes.Expr]) -> nodes.Output:
    return nodes.Output(list(_pieces(text, variables)))


def _pieces(text: str, variables: Mapping[str, nodes.Expr]) -> Iterator[nodes.Expr]:
    """The text of a message, which is the program's own HTML, and its values."""
    if not variables:
        yield nodes.TemplateData(text)
        return
    at = 0
    for found in _VALUE.finditer(text):
        yield nodes.TemplateData(text[at : found.start()] + (found[2] or ""))
        at = found.end()
        if found[1]:
            yield variables[found[1]]
    yield nodes.TemplateData(text[at:])
