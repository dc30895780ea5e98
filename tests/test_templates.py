"""Templates are functions that give what Jinja itself would."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args
from urllib.parse import unquote
from xml.etree import ElementTree

import jinja2
import pytest
from conftest import REPOSITORY
from markupsafe import Markup

from generator.model import Icon
from generator.render import direct, expression
from generator.render.templates import _filters, fill
from generator.render.translate import Spoken
from generator.wording import ENGLISH

IMPORTED = "{% macro bold(words, level=2) %}<b{{ level }}>{{ words }}</b>{% endmacro %}{% macro two() %}2{% endmacro %}"
VALUES: dict[str, Any] = {
    "text": "<a href=\"x\">Tom's & Ann's</a>",
    "html": Markup("<i>safe</i>"),
    "one": SimpleNamespace(id="x", none=None, some=(1, 2, 3), pairs=(("a", 1), ("b", 2)), words={"k": "<v>"}),
    "nothing": (),
    "loud": str.upper,
}
TEMPLATES = (
    "{{ text }}|{{ html }}|{{ one.none }}|{{ 1.5 }}|{{ 'a<b' }}|{{ loud('<b>') }}|{{ text ~ 1 }}",
    "{{ one.words['k'] }}{{ text[0] }}{{ text[:4] }}{{ text[2:] }}{{ one.some[1] }}",
    "{{ 1 + 2 - 3 }}{{ 'y' if one.none is none else 'n' }}{{ 'z' if one.none }}{{ one.none or text }}",
    "{{ not one.none and 1 < 2 <= 2 and 3 > 2 >= 1 and 1 == 1 != 2 and 1 in one.some and 9 not in one.some }}",
    "{{ one.some | length }}{{ ('a', '<') | join(', ') }}{{ text | upper }}",
    "{{ ' a ' | trim }}|{{ html | trim }}|{% for x in one.some | reverse %}{{ x }}{% endfor %}",
    "{% if one.none %}a{% elif one.some %}b{{ text }}{% else %}c{% endif %}{% if one.none %}d{% endif %}",
    "{% for x in one.some %}{{ loop.index }}{{ loop.first }}{{ loop.last }}{{ x }},{% endfor %}",
    "{% for x, y in one.pairs %}{{ x }}{{ y }}{% else %}none{% endfor %}{% for x in nothing %}{% else %}no{% endfor %}",
    "{% for x in one.some %}{% for y, z in one.pairs %}{{ loop.index }}{{ x }}{{ y }}{% endfor %}{{ loop.last }}"
    "{% endfor %}",
    "{% set x = 1 %}{% for x in one.some %}{% set y = x %}{{ y }}{% endfor %}{{ x }}{% set x = text %}{{ x }}",
    "{% if one.some %}{% set x = 1 %}{% else %}{% set x = 2 %}{% endif %}{{ x }}{% set text = 'b' %}{{ text }}",
    "{% for text in one.some %}{% set one = text %}{{ one }}{% endfor %}{{ text }}{{ one.id }}",
    "{% import 'other' as other %}{{ other.bold(text) }}{{ other.bold(html, 3) }}{{ other.bold(other.two(), level=4) }}"
    "{{ other.two() }}",
    "{% import 'other' as other %}{% set bold = other.bold %}{% set x = bold(text) %}{{ x }}{{ bold(x) }}",
    "{% macro a(x) %}{% if x %}<{{ b(x) }}>{% endif %}{% endmacro %}{% macro b(y) %}{{ y }}{% endmacro %}"
    "{{ a(text) }}{{ a('') }}",
)


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_give_what_jinja_gives(template: str) -> None:
    """Escaping, scopes, loops, macros and operators are Jinja's."""
    loader = jinja2.DictLoader({"other": IMPORTED, "page": template})
    theirs = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    assert compiled(template).page(VALUES) == theirs.get_template("page").render(VALUES)


def compiled(template: str) -> direct.Compiled:
    """This template, which may import another."""
    known = expression.Known(_filters(ENGLISH), {})
    return direct.compiled(
        Spoken(ENGLISH).read(template, "page.html"), "page.html", known, lambda _: compiled(IMPORTED).macros
    )


REFUSED = {
    "a\n{{ x | sort }}": "there is no filter sort",
    "a\n{{ x ** 2 }}": "templates here know no Pow",
    "a\n{% for x in y if x %}{% endfor %}": "templates here know no For",
    "a\n{% include 'other' %}": "templates here know no Include",
    "a\n{% for x in y %}{{ loop.cycle }}{% endfor %}": "loop has no cycle here",
    "a\n{% import 'other' as other %}{{ other.italic(1) }}": "other has no macro italic",
    "a\n{% macro b() %}{{ x }}{% endmacro %}": "nothing here is called x; a macro knows what it is given",
}


@pytest.mark.parametrize("template", REFUSED)
def test_what_no_template_uses_is_refused(template: str) -> None:
    """With the line, when the template is read."""
    with pytest.raises(jinja2.TemplateSyntaxError) as raised:
        compiled(template)
    assert (raised.value.message, raised.value.lineno) == (REFUSED[template], 2)


@pytest.mark.parametrize(
    ("template", "error"),
    [("a\n\n{{ one.lost }}", AttributeError), ("a\n{% set x = 1 %}\n{{ one.words.k }}", AttributeError)],
)
def test_what_is_not_there_is_an_error(template: str, error: type[Exception]) -> None:
    """On the line of the template that asks for it."""
    with pytest.raises(error) as raised:
        compiled(template).page(VALUES)
    assert (Path(raised.traceback[-1].path).name, raised.traceback[-1].lineno) == ("page.html", 2)


def test_a_value_that_is_not_given_is_an_error() -> None:
    """Also where the page comes out without it."""
    with pytest.raises(KeyError, match="lost"):
        compiled("{% if one.none %}{{ lost }}{% endif %}").page(VALUES)


@pytest.mark.parametrize("icon", get_args(Icon))
def test_a_verdict_has_one_shape(icon: str) -> None:
    """The style sheet, which marks a verdict on pages, draws what the template does for embed pages and pictures."""
    sheet = (REPOSITORY / "docs/assets/attested.css").read_text("utf-8")
    written = re.search(rf'^\.at-mark-{icon} {{ --at-mark: url\("data:image/svg\+xml,([^"]*)"\); }}$', sheet, re.M)
    assert written
    there = ElementTree.fromstring(unquote(written[1]))
    here = ElementTree.fromstring(fill(ENGLISH, "marks.svg", "", names=[icon]))
    assert _shapes(there) - {("path", "M0 0h24v24H0z")} == _shapes(here)  # the mask's own ground is no shape


def _shapes(svg: ElementTree.Element) -> set[tuple[str, ...]]:
    """What is drawn, each by its kind and measures."""
    kinds = {"path": "d", "circle": "cx cy r"}
    named = ((one.tag.rpartition("}")[2], one) for one in svg.iter())
    return {(kind, *(one.get(measure, "") for measure in kinds[kind].split())) for kind, one in named if kind in kinds}
