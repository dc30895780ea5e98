"""Templates compiled to plain attribute access and plain calls.

Jinja asks its environment for each attribute, since `a.b` may mean an item too; its context for each call, since a
function may want the context; and of each text put to another whether it is HTML. In these templates none of it is so,
and a page of a claim has some five hundred of them. An attribute that isn't there stays an error.
"""

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class Direct(CodeGenerator):
    """Writes the Python of a template; see jinja2.compiler."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the name is Jinja's
        """`a.b` is a's attribute b."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's
        """A call is a call."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        arguments: list[tuple[str, Any]] = [*(("", one) for one in node.args)]
        arguments += [(f"{one.key}=", one.value) for one in node.kwargs]
        for name, value in arguments:
            self.write(name)
            self.visit(value, frame)
            self.write(", ")
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - the name is Jinja's
        """`a ~ b` puts texts together, which in these templates are parts of addresses and ids, never HTML."""
        self.write('"".join((')
        for part in node.nodes:
            self.write("str(")
            self.visit(part, frame)
            self.write("), ")
        self.write("))")
