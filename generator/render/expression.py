"""The expressions of templates as Python's, with what their names stand for."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from markupsafe import Markup

Macros = Mapping[str, Callable[..., Markup]]


@dataclass(frozen=True)
class Known:
    """What all templates may use by name."""

    filters: Mapping[str, Callable[..., object]]
    functions: Mapping[str, object]


_LOAD, _STORE = ast.Load(), ast.Store()
_COMPARISONS: Mapping[str, Callable[[], ast.cmpop]] = {
    "eq": ast.Eq,
    "ne": ast.NotEq,
    "lt": ast.Lt,
    "lteq": ast.LtE,
    "gt": ast.Gt,
    "gteq": ast.GtE,
    "in": ast.In,
    "notin": ast.NotIn,
}


def load(name: str) -> ast.Name:
    """What a name of Python stands for."""
    return ast.Name(name, _LOAD)


def store(name: str) -> ast.Name:
    """A name of Python that something is given to."""
    return ast.Name(name, _STORE)


def call(function: str, *arguments: ast.expr) -> ast.Call:
    """A call of one of our own functions."""
    return ast.Call(load(function), [*arguments], [])


class Expressions:
    """Turns expressions of one template into Python."""

    def __init__(self, path: str, known: Known) -> None:
        """A template at this path, and what it may use."""
        self._path = path
        self._functions = known.functions
        self.names: dict[str, Any] = {f"filter_{name}": made for name, made in known.filters.items()}
        """What the Python needs to know, by the names it uses."""
        self.modules: dict[str, Macros] = {}
        """The macros of each imported template, by the name it was given."""
        self.macros: dict[str, str] = {}
        """Python's name of each macro that this template has."""
        self.scope: dict[str, str] = {}
        """Python's name of each variable here."""
        self.level = 0
        """How many loops are around this place: a variable of one is another than that of the same name outside."""
        self.values: dict[str, str] | None = None
        """Python's name of each value that the page asks for; None in a macro, which can't."""

    def expression(self, node: nodes.Node) -> ast.expr:
        """An expression."""
        match node:
            case nodes.Const():
                return ast.Constant(node.value)
            case nodes.Name():
                return load(self._variable(node))
            case nodes.Getattr(node=nodes.Name(name="loop")):
                return self._of_loop(node)
            case nodes.Getattr():
                return ast.Attribute(self.expression(node.node), node.attr, _LOAD)
            case nodes.Getitem():
                return ast.Subscript(self.expression(node.node), self.expression(node.arg), _LOAD)
            case nodes.Slice(step=None):
                start, stop = (self.expression(end) if end else None for end in (node.start, node.stop))
                return ast.Slice(start, stop)
            case nodes.Tuple():
                return ast.Tuple([self.expression(item) for item in node.items], _LOAD)
            case nodes.Call(dyn_args=None, dyn_kwargs=None):
                return self._call(node)
            case nodes.Filter(node=nodes.Expr() as value, kwargs=[]):
                return self._filtered(node, value)
            case _:
                return self._operation(node)

    def is_html(self, node: nodes.Node) -> bool:
        """Whether this is HTML for certain: what a macro gives."""
        return isinstance(node, nodes.Call) and self.macro(node.node) is not None

    def macro(self, node: nodes.Node) -> str | None:
        """Python's name of the macro that this names, if it is one."""
        match node:
            case nodes.Name() if node.name not in self.scope:
                return self.macros.get(node.name)
            case nodes.Getattr(node=nodes.Name(name=module), attr=name) if module in self.modules:
                if name not in self.modules[module]:
                    raise self.fault(f"{module} has no macro {name}", node)
                self.names[f"{module}_{name}"] = self.modules[module][name]
                return f"{module}_{name}"
        return None

    def bind(self, name: str) -> str:
        """A variable that something is given to here."""
        self.scope[name] = f"{name}_{self.level}"
        return self.scope[name]

    def fault(self, said: str, node: nodes.Node) -> TemplateSyntaxError:
        """What is wrong with the template, to be raised."""
        return TemplateSyntaxError(said, node.lineno, self._path, self._path)

    def _variable(self, node: nodes.Name) -> str:
        """Python's name of a variable of this place, of a function that all templates know, or of a page's value."""
        if found := self.scope.get(node.name):
            return found
        if node.name in self._functions:
            self.names[node.name] = self._functions[node.name]
            return node.name
        if self.values is None:
            raise self.fault(f"nothing here is called {node.name}; a macro knows what it is given", node)
        return self.values.setdefault(node.name, f"{node.name}_0")

    def _of_loop(self, node: nodes.Getattr) -> ast.expr:
        """Where the innermost loop is: `loop.index` counts from 1."""
        index, one = load(f"index{self.level}"), ast.Constant(1)
        match node.attr:
            case "index":
                return index
            case "first":
                return ast.Compare(index, [ast.Eq()], [one])
            case "last":
                return ast.Compare(index, [ast.Eq()], [call("len", load(f"items{self.level}"))])
        raise self.fault(f"loop has no {node.attr} here", node)

    def _call(self, node: nodes.Call) -> ast.expr:
        macro = self.macro(node.node)
        called = load(macro) if macro else self.expression(node.node)
        named = [ast.keyword(f"{one.key}_0" if macro else one.key, self.expression(one.value)) for one in node.kwargs]
        return ast.Call(called, [self.expression(one) for one in node.args], named)

    def _filtered(self, node: nodes.Filter, value: nodes.Expr) -> ast.expr:
        if f"filter_{node.name}" not in self.names:
            raise self.fault(f"there is no filter {node.name}", node)
        return call(f"filter_{node.name}", self.expression(value), *(self.expression(one) for one in node.args))

    def _operation(self, node: nodes.Node) -> ast.expr:
        match node:
            case nodes.Compare():
                operators = [_COMPARISONS[one.op]() for one in node.ops]
                return ast.Compare(
                    self.expression(node.expr), operators, [self.expression(one.expr) for one in node.ops]
                )
            case nodes.Test(name="none"):
                return ast.Compare(self.expression(node.node), [ast.Is()], [ast.Constant(None)])
            case nodes.Not():
                return ast.UnaryOp(ast.Not(), self.expression(node.node))
            case nodes.And() | nodes.Or():
                operator = ast.And() if isinstance(node, nodes.And) else ast.Or()
                return ast.BoolOp(operator, [self.expression(node.left), self.expression(node.right)])
            case nodes.Add() | nodes.Sub():
                sign = ast.Add() if isinstance(node, nodes.Add) else ast.Sub()
                return ast.BinOp(self.expression(node.left), sign, self.expression(node.right))
            case nodes.CondExpr():
                otherwise = self.expression(node.expr2) if node.expr2 else ast.Constant("")
                return ast.IfExp(self.expression(node.test), self.expression(node.expr1), otherwise)
            case nodes.Concat():
                return ast.JoinedStr([ast.FormattedValue(self.expression(one), -1) for one in node.nodes])
        raise self.fault(f"templates here know no {type(node).__name__}", node)
