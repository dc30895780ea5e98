"""What a field may hold: each kind of value with its check and its JSON Schema; and what all shapes share."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from generator import date_meant, dates, number_meant, readable
from generator.model.address import ascii_url, slip
from generator.model.ids import ID, MAX_ID, id_fault, id_meant

UNKNOWN = dates.UNKNOWN
NOT_YET = "not yet"
SITE_PATH = "/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*"
"""A folder on a host, from its root; none of its names begins with a dot, so it leads nowhere else."""
_TIME = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?Z", re.ASCII)


_ADDRESS = (
    "is an address, and an id belongs here, the name of a file; "
    "`attested capture ADDRESS --id ITS-ID` writes the file of a document"
)


def _id(text: str) -> str:
    if "://" in text and id_fault(text):
        raise PydanticCustomError("bad-id", "{fault}", {"fault": _ADDRESS})
    if fault := id_fault(text):
        meant = id_meant(text)
        told = f"{fault.partition(', such as')[0]}; did you mean '{meant}'?" if meant else fault
        raise PydanticCustomError("bad-id", "{fault}", {"fault": told})
    return text


def _date(text: str) -> str:
    if text != UNKNOWN and not dates.is_date(text):
        raise PydanticCustomError("bad-date", "{fault}", {"fault": date_meant.fault(text, day=False)})
    return text


def _day(text: str) -> str:
    if not dates.is_day(text):
        raise PydanticCustomError("bad-date", "{fault}", {"fault": date_meant.fault(text, day=True)})
    return text


def _day_or_not_yet(text: str) -> str:
    return text if text == NOT_YET else _day(text)


def _day_or_unknown(text: str) -> str:
    return text if text == UNKNOWN else _day(text)


def _moment(text: str) -> str:
    if not (_TIME.fullmatch(text) and dates.is_day(text[:10])):
        return _date(text)
    return text


def _url(text: str) -> str:
    """An http(s) address with a host, in ASCII: host in punycode, the rest percent-encoded (RFC 3986, IDNA 2008)."""
    try:
        return ascii_url(text)
    except ValueError as error:
        raise PydanticCustomError("bad-url", "{error}", {"error": str(error)}) from None


def _site_url(text: str) -> str:
    """The address of a site, with a slash at its end: addresses of pages follow it."""
    url = _url(text)
    if "?" in url or "#" in url:
        raise PydanticCustomError("bad-url", "has a ? or a #, which no page's address can follow; end it before that")
    return f"{url.rstrip('/')}/"


def _page_url(text: str) -> str:
    """The address of somebody's page, which readers can open."""
    url = _url(text)
    if fault := slip(text):
        raise PydanticCustomError("bad-url", "{fault}", {"fault": fault})
    return url


def _url_or_unknown(text: str) -> str:
    return text if text == UNKNOWN else _page_url(text)


def _sha256(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise PydanticCustomError("bad-hash", "has to be 64 hexadecimal digits; let `attested capture` write it")
    return text


def _path_url(text: str) -> str:
    if "{path}" not in text:
        raise PydanticCustomError("bad-url", "has no {{path}} where the file's path goes")
    address = _url(text.replace("{path}", "PATH")).replace("PATH", "{path}")
    if "{path}" not in address:
        raise PydanticCustomError("bad-url", "has {{path}} in its host; put it where the file's path goes")
    return address


def _site_path(text: str) -> str:
    if not re.fullmatch(SITE_PATH, text):
        raise PydanticCustomError(
            "bad-url",
            "has to be a path on the own host with a slash at both ends, such as /2015/; no other host is asked",
        )
    return text


def _contact(text: str) -> str:
    if re.fullmatch(r"mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text):
        return text
    return _url(text)


def _readable(text: str) -> str:
    if readable.is_placeholder(text):
        raise PydanticCustomError("placeholder", "a placeholder")
    if fault := readable.fault(text):
        raise PydanticCustomError("unreadable-text", "{fault}", {"fault": fault})
    return text


def one_line(text: str) -> str:
    """Text that can be read, without a line's end in it."""
    _readable(text)
    if "\n" in text.strip():
        raise PydanticCustomError("one-line", "has to be one line; join the lines, or start the text with `>-`")
    return text


def primary(language: str) -> str:
    """The language of a tag, without script and region: pt of pt-BR (BCP 47)."""
    return language.partition("-")[0].lower()


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise PydanticCustomError("bad-language", "is no language tag; write it as en, pt-BR or sr-Latn (BCP 47)")
    return text


def _number(value: Any) -> Any:
    """Half of Europe parts thousands by a point; and the words that programs read as numbers are none."""
    if isinstance(value, str) and (ways := number_meant.two_ways(value)):
        fault = f"'{value}' can be read two ways, since a point parts thousands or decimals; write {ways}"
        raise PydanticCustomError("bad-figure", "{fault}", {"fault": fault})
    if isinstance(value, str) and value.strip("+-")[:1].isalpha():
        raise PydanticCustomError("float_parsing", "a number")
    return value


YES = ("true", "yes", "y", "on", "1")
"""Words that people write for true."""


def true_or_false(value: Any) -> Any:
    """YAML has a dozen words for these two; this format has two."""
    if value not in ("true", "false", True, False):
        raise PydanticCustomError("bool_parsing", "true or false")
    return value


def up_to(limit: int) -> Any:
    """Text of at most so many characters, and not none, without the spaces around it."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=limit)


_MOMENT = rf"{dates.PATTERN[:-2]}|{_TIME.pattern})$"
_DATE_SCHEMA = {"anyOf": [{"type": "string", "pattern": dates.PATTERN}, {"type": "integer", "minimum": 1000}]}

Id = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$", "maxLength": MAX_ID}),
]
Word = Annotated[
    str,
    up_to(MAX_ID),
    WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$", "maxLength": MAX_ID}),
]
"""An id of claims/publication.yml: whatever isn't one there is answered with those there are."""
Line = Annotated[str, up_to(500), AfterValidator(one_line)]
Words = Annotated[str, up_to(1_000), AfterValidator(one_line)]
Number = Annotated[float, Field(ge=0, le=1e15), BeforeValidator(_number)]
Quote = Annotated[str, up_to(2_000), AfterValidator(_readable)]
Beside = Annotated[str, up_to(100), AfterValidator(one_line)]
Notes = Annotated[str, up_to(20_000), AfterValidator(_readable)]
PartialDate = Annotated[str, AfterValidator(_date), WithJsonSchema(_DATE_SCHEMA)]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
DayOrUnknown = Annotated[
    str,
    AfterValidator(_day_or_unknown),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"const": UNKNOWN}]}),
]
DayOrNotYet = Annotated[
    str,
    AfterValidator(_day_or_not_yet),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"const": NOT_YET}]}),
]
Moment = Annotated[str, AfterValidator(_moment), WithJsonSchema({"type": "string", "pattern": _MOMENT})]
Url = Annotated[
    str, up_to(2_000), AfterValidator(_page_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
SiteUrl = Annotated[
    str, up_to(2_000), AfterValidator(_site_url), WithJsonSchema({"type": "string", "pattern": "^https?://[^?#]*$"})
]
UrlOrUnknown = Annotated[
    str,
    up_to(2_000),
    AfterValidator(_url_or_unknown),
    WithJsonSchema({"type": "string", "pattern": "^(https?://.*|unknown)$"}),
]
Language = Annotated[str, AfterValidator(_language)]
Sha256 = Annotated[str, AfterValidator(_sha256), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})]
PathUrl = Annotated[str, up_to(500), AfterValidator(_path_url)]
SitePath = Annotated[
    str, up_to(200), AfterValidator(_site_path), WithJsonSchema({"type": "string", "pattern": f"^{SITE_PATH}$"})
]
Contact = Annotated[str, up_to(500), AfterValidator(_contact)]

Stance = Literal["asserts", "supports", "contradicts", "context"]
Kind = Literal["article", "statement", "report", "law", "dataset", "post", "video", "image", "audio", "book", "other"]
Colour = Literal["green", "lime", "amber", "orange", "red", "blue", "violet", "grey"]
MediaRating = Literal["original", "decontextualized", "edited-or-cropped", "satire-or-parody", "staged", "transformed"]
Icon = Literal["check", "tick", "half", "tilde", "cross", "clock", "scales", "speech", "question"]


class Shape(BaseModel):
    """What all shapes share: no unknown field, nothing changes after it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def named(cls) -> dict[str, FieldInfo]:
        """The fields by the names that they have in a file: `from`, which is no name in Python."""
        return {about.alias or name: about for name, about in cls.model_fields.items()}

    @classmethod
    def asked(cls) -> list[str]:
        """The fields that one can't do without."""
        return [name for name, about in cls.named().items() if about.is_required()]

    def model_post_init(self, context: Any) -> None:  # noqa: ARG002 - pydantic's signature
        """Share the set of the fields that were given: there are many values, and few such sets."""
        given = _GIVEN.setdefault(frozenset(self.__pydantic_fields_set__), self.__pydantic_fields_set__)
        object.__setattr__(self, "__pydantic_fields_set__", given)


_GIVEN: dict[frozenset[str], set[str]] = {}
