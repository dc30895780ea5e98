"""Templates compiled to plain Python functions.

Jinja reads a template. What it makes of it looks each name up in a context, asks the environment for each attribute and
each import, and goes through an object for each macro; a claim's page has a dozen templates and some five hundred such
steps. Here a template is a function of its values, a macro a function of its parameters, an attribute an attribute. A
name or an attribute that isn't there is an error, and an error names the template's own line.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from jinja2 import nodes
from markupsafe import Markup

from generator.render.expression import Expressions, Known, Macros, call, load, store

Made = TypeVar("Made", bound=ast.stmt | ast.expr)


@dataclass(frozen=True)
class Compiled:
    """A template: what makes HTML of its values, and the macros that others may import from it."""

    page: Callable[[Mapping[str, Any]], str]
    macros: Macros


def compiled(source: nodes.Template, path: str, known: Known, imported: Callable[[str], Macros]) -> Compiled:
    """The template at this path; `imported` gives the macros of another."""
    code = _Code(path, known, imported)
    tree = ast.fix_missing_locations(code.module(source))
    exec(compile(tree, path, "exec"), code.names)
    return Compiled(code.names["page"], {name: code.names[place] for name, place in code.macros.items()})


def _escaped(value: object) -> str:
    """A value as HTML: HTML as it is, anything else as text. Finding none takes half as long as replacing none."""
    if type(value) is Markup:
        return value
    text = str(value)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&#34;")
    if "'" in text:
        text = text.replace("'", "&#39;")
    return text


class _Code(Expressions):
    """The Python of one template: its macros, then its page."""

    def __init__(self, path: str, known: Known, imported: Callable[[str], Macros]) -> None:
        super().__init__(path, known)
        self.names |= {"escaped": _escaped, "Markup": Markup}
        self._imported = imported
        self._body: list[ast.stmt] = []
        self._pieces: list[ast.expr] = []
        """What is put out next."""

    def module(self, source: nodes.Template) -> ast.Module:
        """The whole template."""
        rest = [node for node in source.body if not self._names(node)]
        macros = [self._macro(node) for node in source.body if isinstance(node, nodes.Macro)]
        self.scope, self.values = {}, {}
        body = self._block(rest)
        given = [
            ast.Assign([store(place)], ast.Subscript(load("values"), ast.Constant(name), ast.Load()))
            for name, place in self.values.items()
        ]
        page = _function("page", ["values"], [], [*given, *body], _joined())
        return ast.Module([*macros, _at(page, source)], [])

    def _names(self, node: nodes.Node) -> bool:
        """Whether this names macros, which are known from here on: one, an import, `{% set badge = bits.badge %}`."""
        match node:
            case nodes.Macro():
                self.macros[node.name] = f"macro_{node.name}"
            case nodes.Import(template=nodes.Const(value=path)):
                self.modules[node.target] = self._imported(path)
            case nodes.Assign(target=nodes.Name(name=name)) if macro := self.macro(node.node):
                self.macros[name] = macro
            case _:
                return False
        return True

    def _macro(self, node: nodes.Macro) -> ast.stmt:
        """A macro, which knows what it is given and nothing else."""
        self.scope = {}
        names = [self.bind(one.name) for one in node.args]
        defaults = [self.expression(one) for one in node.defaults]
        result = call("Markup", _joined())
        return _at(_function(self.macros[node.name], names, defaults, self._block(node.body), result), node)

    def _block(self, inner: Iterable[nodes.Node]) -> list[ast.stmt]:
        """Statements of a block; never none."""
        self._write()
        around, self._body = self._body, []
        for node in inner:
            self._statement(node)
        self._write()
        made, self._body = self._body, around
        return made or [ast.Pass()]

    def _statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.Output():
                for one in node.nodes:
                    self._put(one)
            case nodes.If():
                self._if(node)
            case nodes.For(test=None, recursive=False):
                self._for(node)
            case nodes.Assign():
                value = self.expression(node.node)
                self._do(ast.Assign([self._target(node.target)], value), node)
            case _:
                raise self.fault(f"templates here know no {type(node).__name__}", node)

    def _put(self, node: nodes.Expr) -> None:
        """Put something out: HTML of the template or of a macro as it is, anything else as text."""
        if not isinstance(node, nodes.TemplateData | nodes.Const):
            value = self.expression(node)
            self._pieces.append(_at(value if self.is_html(node) else call("escaped", value), node))
            return
        made = node.data if isinstance(node, nodes.TemplateData) else _escaped(node.value)
        match self._pieces:
            case [*_, ast.Constant(value=str(before)) as last]:
                last.value = before + made
            case _:
                self._pieces.append(_at(ast.Constant(made), node))

    def _if(self, node: nodes.If) -> None:
        ways = [(one, self.expression(one.test), self._block(one.body)) for one in (node, *node.elif_)]
        made = self._block(node.else_) if node.else_ else []
        for one, test, body in reversed(ways):
            made = [_at(ast.If(test, body, made), one)]
        self._do(made[0], node)

    def _for(self, node: nodes.For) -> None:
        """A loop, with a scope of its own; `loop` is counted where it is asked for."""
        iterated, around = self.expression(node.iter), self.scope
        self.level, self.scope = self.level + 1, dict(around)
        items, target = f"items{self.level}", self._target(node.target)
        body = self._block(node.body)
        counted = any(one.name == "loop" for part in node.body for one in part.find_all(nodes.Name))
        if counted:
            target = ast.Tuple([store(f"index{self.level}"), target], ast.Store())
        over = call("enumerate", load(items), ast.Constant(1)) if counted else load(items)
        self.level, self.scope = self.level - 1, around
        self._do(ast.Assign([store(items)], call("tuple", iterated)), node)
        self._do(ast.For(target, over, body, []), node)
        if node.else_:
            self._do(ast.If(ast.UnaryOp(ast.Not(), load(items)), self._block(node.else_), []), node)

    def _target(self, node: nodes.Node) -> ast.expr:
        """What each item of a loop is given to."""
        match node:
            case nodes.Name():
                return store(self.bind(node.name))
            case nodes.Tuple():
                return ast.Tuple([self._target(one) for one in node.items], ast.Store())
        raise self.fault(f"templates here know no {type(node).__name__}", node)

    def _do(self, made: ast.stmt, node: nodes.Node) -> None:
        """A statement, behind what is put out before it."""
        self._write()
        self._body.append(_at(made, node))

    def _write(self) -> None:
        if self._pieces:
            pieces, self._pieces = self._pieces, []
            self._body.append(ast.AugAssign(store("out"), ast.Add(), ast.Tuple(pieces, ast.Load())))


def _function(
    name: str, names: list[str], defaults: list[ast.expr], body: list[ast.stmt], result: ast.expr
) -> ast.stmt:
    """A function that collects what it puts out in `out`."""
    parameters = ast.arguments([], [ast.arg(one) for one in names], None, [], [], None, defaults)
    out = ast.Assign([store("out")], ast.List([], ast.Load()))
    return ast.FunctionDef(name, parameters, [out, *body, ast.Return(result)], [])


def _joined() -> ast.expr:
    return ast.Call(ast.Attribute(ast.Constant(""), "join", ast.Load()), [load("out")], [])


def _at(made: Made, node: nodes.Node) -> Made:
    """This, at the line of the template that it comes from."""
    made.lineno = made.end_lineno = node.lineno or 1
    made.col_offset = made.end_col_offset = 0
    return made
