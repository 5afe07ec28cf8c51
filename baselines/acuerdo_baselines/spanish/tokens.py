"""Cuts Spanish text into paragraphs, sentences and tokens with exact offsets.

A line break always ends a sentence, so a headline is never glued to the body below it.
Full stops that belong to an abbreviation, a figure, an hour or an initial stay in their token;
every other full stop is a token of its own, which is what makes the sentence rule short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Token", "TokenSentence", "sentences", "tokenize"]

# Never the last word of a sentence: a name, a figure or an example follows.
_TITLES = (
    "Sr Sra Srta Sres Sras Dr Dra Dres D Dña Dn Da Prof Profa Gral Gen Cnel Col Cap Capt Cmdte "
    "Tte Sgto Lic Ing Arq Mons Excmo Excma Ilmo Ilma Rvdo Hno Hna Fr Sto Sta St Pte Pdte Pdta "
    "Vpdte Min Mr Mrs Ms Jr Avda Av Pza Dpto Edo Prov Gob Amb Emb Cía Univ "
)
_SHORTENED = (
    "núm núms nro nros art arts pág págs cap caps vol vols párr inc apdo ap fig figs cf vid ed "
    "eds coord trad tel aprox máx mín p pp ss ref exp op cit depto dpto hab km/h ca vs versus "
    "mill admón "
)
# May end a sentence: only the next word tells.
_CLOSING = (
    "etc cía S.A S.L Ltda Inc Corp Co Ltd ej hs hrs h kg km min seg Jr ene feb abr jun jul ago "
    "sept oct nov dic "
)

_UPPER = "A-ZÁÉÍÓÚÜÑÇ"
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_ALNUM = r"[^\W_][\u0300-\u036f]*"


def _alternatives(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words.split()), key=len, reverse=True))


_TOKEN = re.compile(
    rf"""
      (?P<web>https?://[^\s<>"»”]*[^\s<>"»”.,;:!?)\]] | www\.[^\s<>"»”]*[^\s<>"»”.,;:!?)\]]
          | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | [@\#]\w+)
    | (?P<dotted>EE\.[ \u00a0]?UU\.? | RR\.[ \u00a0]?EE\. | FF\.[ \u00a0]?AA\. | DD\.[ \u00a0]?HH\.
          | CC\.[ \u00a0]?AA\. | JJ\.[ \u00a0]?OO\. | (?:[{_UPPER}]\.){{2,}}(?!\w)
          | [ap]\.[ \u00a0]?m\. | p\.[ \u00a0]?ej\. | [ad]\.[ \u00a0]?C\. | S\.[ \u00a0]?[AL]\.)
    | (?P<number>\d{{1,4}}[/\-]\d{{1,2}}[/\-]\d{{1,4}}(?!\w)
          | \d+[-‐‑][{_UPPER}]\w*
          | \d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?(?![\d\w]|[.,]\d)
          | \d{{1,3}}(?:[.\u00a0\u202f]\d{{3}})+(?:,\d+)?(?!\w)
          | \d+(?:[.,]\d+)*(?:\.?[ºª°]|er\b|do\b|to\b)?(?![^\W_]))
    | (?P<never>(?:{_alternatives(_TITLES + _SHORTENED)})\.(?=[ \u00a0]?[\w(«"“]))
    | (?P<maybe>(?:{_alternatives(_CLOSING)})\.)
    | (?P<initial>[{_UPPER}]\.(?=[ \u00a0]?[{_UPPER}]))
    | (?P<word>{_ALNUM}(?:{_ALNUM})*(?:[-‐‑'’·&/]{_LETTER}(?:{_ALNUM})*|[-‐‑]\d+)*)
    | (?P<dots>\.{{2,}}|…+)
    | (?P<mark>[^\s])
    """,
    re.VERBOSE,
)

_ENDS = frozenset(".?!…")
_CLOSERS = frozenset("\"'»”’)]}")
_OPENERS = frozenset("\"'«“‘([{¿¡—–-")
_STARTERS_TEXT = (
    "El La Los Las Un Una Unos Unas Lo En Por Según Además También Sin Con Tras Desde Hasta "
    "Para Pero Este Esta Esto Estos Estas Ese Esa Eso Esos Esas Aquel Aquella Su Sus Se No Así "
    "Ambos Ambas Cuando Mientras Aunque Ante Al Del De A Y Como Entre Durante Ahora Ya "
    "Asimismo Hoy Ayer Mañana "
)
_STARTERS = frozenset(_STARTERS_TEXT.split())


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `ambiguous` when its final full stop may also end a sentence."""

    start: int
    end: int
    text: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class TokenSentence:
    """One sentence; `line` counts the non-empty paragraphs from 0."""

    start: int
    end: int
    line: int
    tokens: tuple[Token, ...]


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`; offsets are code points of `text`.

    >>> [token.text for token in tokenize("El Sr. Ruiz pidió 1.500 euros a EE.UU. a las 19:30.")]
    ['El', 'Sr.', 'Ruiz', 'pidió', '1.500', 'euros', 'a', 'EE.UU.', 'a', 'las', '19:30', '.']
    """
    stop = len(text) if end is None else end
    tokens = []
    for match in _TOKEN.finditer(text, start, stop):
        kind = match.lastgroup
        tokens.append(Token(match.start(), match.end(), match.group(), kind in ("dotted", "maybe")))
    return tokens


def sentences(text: str) -> Iterator[TokenSentence]:
    r"""The sentences of a text, in order; no sentence crosses a line break.

    >>> [len(s.tokens) for s in sentences("Cumbre en Quito\n\nHabló Ruiz. Nadie respondió.")]
    [3, 3, 3]
    """
    line = 0
    position = 0
    for raw in text.splitlines(keepends=True):
        begin, position = position, position + len(raw)
        if not raw.strip():
            continue
        tokens = tokenize(text, begin, position)
        if tokens:
            yield from _split(tokens, line)
            line += 1


def _split(tokens: list[Token], line: int) -> Iterator[TokenSentence]:
    first = 0
    index = 0
    quoted = False
    count = len(tokens)
    while index < count:
        token = tokens[index]
        if token.text == '"':
            quoted = not quoted
        last = token.text[-1]
        if last not in _ENDS or not (
            len(token.text) == 1 or token.ambiguous or last == "…" or token.text[0] == "."
        ):
            index += 1
            continue
        after = index + 1
        while after < count and _closes(tokens[after], quoted):
            if tokens[after].text == '"':
                quoted = not quoted
            after += 1
        if after < count and _continues(tokens, first, index, after):
            index = max(after, index + 1)
            continue
        yield _sentence(tokens[first:after], line)
        first = index = after
    if first < count:
        yield _sentence(tokens[first:], line)


def _closes(token: Token, quoted: bool) -> bool:
    if token.text == '"':
        return quoted
    return token.text in _CLOSERS or token.text in ("?", "!", "...", "…", ".")


def _continues(tokens: list[Token], first: int, index: int, after: int) -> bool:
    following = tokens[after].text
    if tokens[index].ambiguous and after == index + 1:
        beyond = tokens[after + 1].text if after + 1 < len(tokens) else ""
        shouted = following.isupper() and beyond.isupper()  # EE.UU. Y LA OTAN
        return shouted or following not in _STARTERS
    if index == first + 1 and tokens[first].text.isdigit():
        return True  # a numbered heading: "1. Antecedentes"
    head = following[0]
    return not (
        head.isupper()
        or head.isdigit()
        or head in _OPENERS
        or (not head.isascii() and not head.isalpha())
    )


def _sentence(tokens: list[Token], line: int) -> TokenSentence:
    return TokenSentence(tokens[0].start, tokens[-1].end, line, tuple(tokens))
