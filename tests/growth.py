"""Whether the work of a regular expression can grow faster than its text, told from the pattern alone, without a clock.

The pattern becomes an automaton whose states are the places of its characters. Work grows beyond the text's length
where a word leads from a state back to itself and to another such state too (polynomially), or back in two ways
(exponentially), and what follows may fail. A search may start anywhere: that is a state too. Lookarounds of more than
a character and references back are taken as if they always held, so that a fault is rather found than missed.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as c  # type: ignore[attr-defined]
from typing import Any

MANY = 1_000
"""A repeat that may go on so often counts as one without an end."""
START = 0
_SAMPLES = " \t\n\r\x00aAzZ_-09.,'\"<>[]()é中٣\u2003\U0001f600"

Test = Callable[[str], bool]


@dataclass
class _State:
    """Either eats a character, or leads on without: always, or after certain characters only."""

    eats: Test | None = None
    to: list[tuple[Test | None, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Growth:
    """A text that makes the work grow: `pump` as often as one likes, between `before` and what fails."""

    before: str
    pump: str
    exponential: bool


class Automaton:
    """A pattern as states; the first is the search that hasn't begun, the second the end."""

    def __init__(self, pattern: re.Pattern[Any], *, searched: bool, whole: bool) -> None:
        """`searched` if a match may start anywhere, `whole` if it has to reach the text's end."""
        text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
        self._flags = pattern.flags & ~(0 if isinstance(pattern.pattern, str) else re.UNICODE)
        self._states, self._surely = [_State(), _State()], not whole
        tree = _parser.parse(text, self._flags & ~re.DEBUG)
        self.entry = self._sequence(list(tree), 1)
        self.searched = searched
        self._alphabet()

    # From the pattern to states

    def _new(self, *to: tuple[Test | None, int], eats: Test | None = None) -> int:
        self._states.append(_State(eats, list(to)))
        return len(self._states) - 1

    def _sequence(self, items: list[Any], then: int) -> int:
        for item in reversed(items):
            then = self._item(*item, then)
        return then

    def _item(self, what: Any, of: Any, then: int) -> int:
        if what in (c.LITERAL, c.NOT_LITERAL, c.IN, c.ANY):
            return self._new((None, then), eats=self._eats(what, of))
        if what in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            return self._repeat(*of, then)
        if what is c.BRANCH:
            return self._new(*((None, self._sequence(list(one), then)) for one in of[1]))
        if what is c.SUBPATTERN:
            return self._sequence(list(of[-1]), then)
        if what is c.ATOMIC_GROUP:
            return self._sequence(list(of), then)
        return self._new((self._holds(what, of), then))

    def _repeat(self, least: int, most: int, body: Any, then: int) -> int:
        items = list(body)
        if most >= MANY:
            loop = self._new()
            first = self._sequence(items, loop)
            self._states[loop].to = [(None, first), (None, then)]
            start = first if least else loop
            return self._sequence(items * min(max(least - 1, 0), 3), start)
        end = then
        for _ in range(min(most - least, 2)):
            then = self._new((None, self._sequence(items, then)), (None, end))
        return self._sequence(items * min(least, 4), then)

    def _eats(self, what: Any, of: Any) -> Test:
        """Whether a node of one character takes a character: asked of `re` itself."""
        node = _parser.SubPattern(_parser.State(), [(what, of)])
        node.state.flags = node.state.flags | self._flags
        made = _compiler.compile(node, self._flags & ~re.DEBUG)
        return lambda one: made.fullmatch(one) is not None

    def _holds(self, what: Any, of: Any) -> Test | None:
        """The condition on the character before, where there is one."""
        if what is c.AT and of in (c.AT_BEGINNING, c.AT_BEGINNING_STRING):
            return (lambda one: one == "\n") if self._flags & re.MULTILINE else (lambda _: False)
        if (
            what in (c.ASSERT, c.ASSERT_NOT)
            and of[0] < 0
            and len(of[1]) == 1
            and of[1][0][0] in (c.IN, c.LITERAL, c.ANY)
        ):
            eats = self._eats(*of[1][0])
            return eats if what is c.ASSERT else (lambda one: not eats(one))
        if what in (c.AT, c.ASSERT, c.ASSERT_NOT):
            return lambda _: True  # may fail, so that what follows it is no sure end
        return None

    # From states to words

    def _alphabet(self) -> None:
        """One character for each set of tests that treat all of its characters alike."""
        tests = [one for state in self._states for one in (state.eats, *(test for test, _ in state.to)) if one]
        known: dict[tuple[bool, ...], str] = {}
        for one in (*map(chr, range(1, 256)), *_SAMPLES, *map(chr, range(0x100, 0x3100, 37))):
            known.setdefault(tuple(test(one) for test in tests), one)
        self.letters = list(known.values())

    def _places(self, state: int, before: str, seen: frozenset[int] = frozenset()) -> Iterator[int]:
        """The states that eat, reached without eating, once for each way."""
        for test, to in self._states[state].to:
            if to in seen or not (test is None or before == "" or test(before)):
                continue
            if self._states[to].eats:
                yield to
            else:
                yield from self._places(to, before, seen | {to})

    def _first(self, before: str) -> list[int]:
        """Where a match that begins here eats first."""
        begin = _State(to=[(None, self.entry)])
        self._states.append(begin)
        found = list(self._places(len(self._states) - 1, before))
        self._states.pop()
        return found

    @cached_property
    def _follow(self) -> dict[tuple[int, str], list[int]]:
        """The states that may eat next after a state has eaten a character."""
        eating = [number for number, state in enumerate(self._states) if state.eats]
        made = {(one, letter): list(self._places(one, letter)) for one, letter in product(eating, self.letters)}
        for letter in (*self.letters, ""):
            made[START, letter] = [*self._first(letter), *([START] if self.searched else [])]
        return made

    def _eaten(self, state: int, before: str, letter: str) -> list[int]:
        """The states that have eaten this letter next."""
        found = self._follow[state, before]
        return [one for one in found if one == START or ((eats := self._states[one].eats) and eats(letter))]

    def _sure(self, state: int, seen: frozenset[int] = frozenset()) -> bool:
        """Whether after this state the end is reached, whatever comes."""
        if not self._surely or state == START:
            return False
        for test, to in self._states[state].to:
            if (
                test is None
                and to not in seen
                and (to == 1 or (not self._states[to].eats and self._sure(to, seen | {to})))
            ):
                return True
        return False

    # Growth

    def growth(self) -> Growth | None:
        """The worst that was found, or None where the work is as long as the text."""
        reach = self._reach()
        loops = [one for one in reach if one in reach[one]]
        for one in loops:
            if one != START and not self._sure(one) and (word := self._twice(one, reach)):
                return Growth(self._way(one), word, exponential=True)
        for one, other in product(loops, loops):
            if (
                one != other
                and other in reach[one]
                and not self._sure(other)
                and (word := self._both(one, other, reach))
            ):
                return Growth(self._way(one), word, exponential=False)
        return None

    def _reach(self) -> dict[int, set[int]]:
        """The states that can be reached from each."""
        step: dict[int, set[int]] = {}
        for (one, _), others in self._follow.items():
            step.setdefault(one, set()).update(others)
        reach = {}
        for one in step:
            found, left = set[int](), [one]
            while left:
                new = step[left.pop()] - found
                found |= new
                left += new
            reach[one] = found
        return reach

    def _both(self, one: int, other: int, reach: dict[int, set[int]]) -> str | None:
        """A word from one state to itself and to the other, and from the other to itself."""
        return self._walk((one, one, other), (one, other, other), reach)

    def _twice(self, one: int, reach: dict[int, set[int]]) -> str | None:
        """A word from a state to itself in two ways."""
        for before, letter in product(self.letters, self.letters):
            found = self._eaten(one, before, letter)
            for place in found:
                if found.count(place) > 1 and one in reach[place]:
                    return letter + (self._walk((place,), (one,), reach, letter) or "")
        return self._walk((one, one), (one, one), reach, apart=True)

    def _walk(
        self,
        start: tuple[int, ...],
        goal: tuple[int, ...],
        reach: dict[int, set[int]],
        before: str | None = None,
        *,
        apart: bool = False,
    ) -> str | None:
        """The shortest word that leads each state of `start` to that of `goal` at once; `apart` by different ways."""
        firsts = [before] if before is not None else [letter for letter in self.letters if self._fits(start, letter)]
        left = deque((start, letter, False, "") for letter in firsts)
        seen = {one[:3] for one in left}
        while left:
            now, last, split, word = left.popleft()
            for letter in self.letters:
                ways = [self._eaten(one, last, letter) for one in now]
                if any(map(self._sure, ways[-1])):
                    continue  # the match ends here, so it doesn't fail
                for after in product(*ways):
                    new = (after, letter, split or len(set(after)) > 1)
                    if after == goal and (new[2] or not apart):
                        return word + letter
                    if new not in seen and all(to in reach[one] for one, to in zip(after, goal, strict=True)):
                        seen.add(new)
                        left.append((*new, word + letter))
        return None

    def _fits(self, states: tuple[int, ...], letter: str) -> bool:
        """Whether these states can have eaten this letter."""
        return all(one == START or ((eats := self._states[one].eats) and eats(letter)) for one in states)

    def _way(self, state: int) -> str:
        """A word from the start to a state."""
        if state == START:
            return ""
        left, seen = deque([(START, "", "")]), {(START, "")}
        while left:
            now, last, word = left.popleft()
            for letter in self.letters:
                for after in self._eaten(now, last, letter):
                    if after == state:
                        return word + letter
                    if (after, letter) not in seen:
                        seen.add((after, letter))
                        left.append((after, letter, word + letter))
        return ""
