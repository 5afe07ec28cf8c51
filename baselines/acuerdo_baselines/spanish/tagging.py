"""Part-of-speech tags, lemmas and features for the words of a sentence.

Words are tagged from left to right. Each brings the readings of its `Profile`; the tags already
given on its left and the profile of the next word decide. The rules, in short: nothing finite
follows a determiner or a preposition, nothing nominal follows a clitic or a negation, a participle
is verbal unless it is listed as a noun or adjective and stands where one stands.
"""

from __future__ import annotations

from acuerdo_baselines.spanish.lexicon import Profile, profile
from acuerdo_baselines.spanish.morphology import Reading, adjective_lemma, noun_lemma
from acuerdo_baselines.spanish.tokens import Token, TokenSentence
from acuerdo_baselines.spanish.words import (
    Sentence,
    Word,
    as_adjective,
    as_mark,
    as_noun,
    as_plain,
    ending_gender,
)

__all__ = ["tag"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AUXILIARIES = frozenset({"ser", "estar", "haber"})
_MODALS = frozenset({"poder", "deber", "soler"})
_OPENING = frozenset("\"'«“‘([{¿¡—–-:•*‣·")
_CLITICS = _words("me te se nos os le les")
_ARTICLES = _words("la los las lo")
# Determiners that also stand alone.
_ALONE = _words(
    "este esta estos estas ese esa esos esas aquella aquellos aquellas otro otra otros otras "
    "todo toda todos todas alguna algunos algunas ninguna muchos muchas mucha pocos pocas poca "
    "varios varias ambos ambas demás una unos unas "
)
# Places that are verb forms too; at the start of a sentence only these need telling.
_PLACES = _words("irán lima berna cali")
_INDEFINITE = _words("una unos unas")
_PRENOMINAL = _words(
    "nuevo grande bueno malo primero segundo tercero último próximo actual antiguo presunto "
    "supuesto posible mero futuro numeroso pequeño viejo joven verdadero distinto diverso "
    "diferente mayor menor mejor peor mismo propio único pleno alto medio libre fuerte previo "
    "reciente doble cierto "
)
_LINKS = _words("que quien quienes cuando si donde mientras porque aunque como cual cuales ")
_SURE_NOUN = (
    "ción", "sión", "dad", "ciones", "siones", "miento", "mientos", "dades", "istas", "dores",
)  # fmt: skip
_DEGREE = _words("más menos tan muy")
_ORDINARY = Profile((), None, None, None, None, False, False, False, False, False, False)


def tag(sentence: TokenSentence) -> Sentence:
    """The sentence with every token tagged.

    >>> from acuerdo_baselines.spanish.tokens import sentences
    >>> [w.pos for w in tag(next(sentences("La ministra firma un acuerdo."))).words]
    ['DET', 'NOUN', 'VERB', 'DET', 'NOUN', 'PUNCT']
    """
    tagger = _Tagger(sentence.tokens)
    for index in range(len(sentence.tokens)):
        tagger.words.append(tagger.word(index))
    return Sentence(sentence.start, sentence.end, tuple(tagger.words), sentence.line)


class _Tagger:
    """The state of one left-to-right pass."""

    __slots__ = ("count", "lowers", "profiles", "shouting", "tokens", "words")

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.count = len(tokens)
        self.lowers = [token.text.lower() for token in tokens]
        self.profiles = [
            profile(lower) if lower[0].isalpha() else _ORDINARY for lower in self.lowers
        ]
        self.words: list[Word] = []
        letters = [token.text for token in tokens if token.text[0].isalpha()]
        self.shouting = len(letters) > 3 and all(text.isupper() for text in letters)

    # Neighbours

    def following(self, index: int) -> tuple[str, Profile]:
        """The next lower-case form and its profile; a capitalised one is "^"."""
        after = index + 1
        if after >= self.count:
            return "", _ORDINARY
        text = self.tokens[after].text
        if text[0].isupper() and not self.shouting:
            return "^", _ORDINARY
        return self.lowers[after], self.profiles[after]

    def auxiliary(self) -> str:
        """Lemma of the auxiliary just to the left, adverbs and subjects after it passed over."""
        for word in reversed(self.words[-3:]):
            if word.pos == "AUX" and word.lemma in _AUXILIARIES:
                return word.lemma
            if word.pos == "VERB" and word.lemma in _AUXILIARIES | {"quedar", "resultar", "tener"}:
                return word.lemma
            if word.pos != "ADV" and word.lower not in ("usted", "ustedes"):
                return ""
        return ""

    def opens(self, index: int) -> bool:
        """Whether a capital here proves nothing: the first word, or the first after a mark."""
        return (
            index == 0
            or self.tokens[index - 1].text in _OPENING
            or not any(word.pos != "PUNCT" for word in self.words)
        )

    def next_is_nominal(self, index: int) -> bool:
        lower, after = self.following(index)
        if lower == "^":
            return False
        if after.closed:
            return after.closed[0][0] == "ADJ"
        return (
            (after.noun and lower not in ("hecho",))
            or (not after.known and lower[:1].isalpha())
            or after.nominal
        )

    # One word

    def word(self, index: int) -> Word:
        token = self.tokens[index]
        text, lower = token.text, self.lowers[index]
        head = text[0]
        if not head.isalpha():
            return as_mark(token, lower)
        own = self.profiles[index]
        if head.isupper() and not self.shouting:
            name = self.name(index, text, own)
            if name is not None:
                return name
        if own.closed:
            found = self.closed(index, token, lower, own)
            if found is not None:
                return found
        return self.open(index, token, lower, own)

    def name(self, index: int, text: str, own: Profile) -> Word | None:
        """The word as a proper noun, or None when its capital is that of any first word."""
        token = self.tokens[index]
        lower = self.lowers[index]
        after = self.tokens[index + 1].text if index + 1 < self.count else ""
        capital_follows = after[:1].isupper() and not profile(after.lower()).closed
        proper = Word(token.start, token.end, text, lower, "PROPN", text)
        if len(text) > 1 and text.isupper() and not own.closed:
            return proper
        if text[0] in "IVX" and len(text) > 1 and all(letter in "IVXLC" for letter in text):
            return proper
        if not self.opens(index):
            if not own.closed or own.closed[0][0] == "ADJ":
                return proper
            inside = capital_follows or self.words[-1].pos == "PROPN"
            return proper if own.closed[0][0] in ("DET", "NUM") and inside else None
        if own.closed or own.adverb:
            return None
        if own.finite and not own.noun and not own.adjective:
            return proper if lower in _PLACES else None
        if own.infinitive or own.gerund:
            return None
        if own.participle and not own.noun:
            return proper if capital_follows and own.adjective else None
        if own.noun:
            if capital_follows and not (own.finite and own.finite.person == 3):
                return proper
            return None
        if own.adjective:
            if capital_follows:
                return proper
            following = self.following(index)[1]
            describes = adjective_lemma(lower) in _PRENOMINAL or (
                following.noun and not following.finite
            )
            return None if lower.endswith("s") or describes or not lower.endswith("a") else proper
        if own.nominal and not capital_follows and lower.endswith(_SURE_NOUN):
            return None
        return proper

    def closed(self, index: int, token: Token, lower: str, own: Profile) -> Word | None:
        pos, lemma = own.closed[0]
        previous = self.words[-1] if self.words else None
        before = previous.pos if previous else ""
        after, coming = self.following(index)
        if lower in _ARTICLES:
            pos = self.article(index, lower, before)
            lemma = "el" if pos == "DET" else "él"
        elif lower in ("este", "bajo", "sobre", "vía", "segundo", "cuarto", "contra") and previous:
            if before == "DET" or (lower == "este" and previous.lower in ("del", "al")):
                if lower == "bajo":
                    return as_plain(token, lower, "ADJ", "bajo", number="s", gender="m")
                if not self.next_is_nominal(index):
                    return as_plain(token, lower, "NOUN", lower, number="s")
            if lower == "contra" and previous.lower == "en":
                return as_plain(token, lower, "NOUN", lower, number="s")
        if lower in _ALONE and pos == "DET":
            stands = after == "" or not (
                after == "^"
                or coming.noun
                or coming.adjective
                or coming.nominal
                or (coming.closed and coming.closed[0][0] in ("ADJ", "NUM", "DET"))
                or (not coming.known and after[:1].isalpha())
                or (coming.participle and not coming.finite)
                or after[:1].isdigit()
                or (coming.closed and after in ("más", "tan", "mejor"))
                or (after[:1] in "\"«“'" and after != "")
            )
            if stands and not (lower in _INDEFINITE and coming.finite):
                pos = "PRON"
        elif lower == "que":
            relative = before in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "ADP", "NUM")
            if before == "PUNCT" and previous and previous.text == ",":
                relative = True
            if previous and previous.lower in ("así", "ya", "para", "sin", "desde", "hasta"):
                relative = False
            pos = "PRON" if relative else "SCONJ"
        elif lower in ("mucho", "poco", "tanto", "bastante", "demasiado") and coming.noun:
            pos = "DET"
        elif lower == "mal" and before == "DET":
            return as_plain(token, lower, "NOUN", "mal", number="s", gender="m")
        elif lower in ("mí", "sí", "vos") or pos in ("ADP", "CCONJ"):
            pass
        elif lower == "solo" and before in ("DET", "NOUN"):
            pos = "ADJ"
        number = gender = ""
        if pos in ("DET", "PRON", "ADJ"):
            number = "p" if lower.endswith("s") and lower not in ("más", "menos") else "s"
            gender = ending_gender(lower) if pos != "PRON" or lower in _ARTICLES else ""
            if lower in ("su", "sus", "cada", "cualquier", "mi", "tu", "mis", "tus", "que"):
                gender = ""
            if lower in ("el", "este", "ese", "aquel", "un", "algún", "ningún", "primer", "tercer"):
                gender = "m"
        return Word(
            token.start, token.end, token.text, lower, pos, lemma, "", "", 0, number, gender, ()
        )

    def article(self, index: int, lower: str, before: str) -> str:
        """DET or PRON for la, los, las, lo."""
        after, coming = self.following(index)
        if after == "^":
            return "DET"
        verbal = coming.finite is not None and not coming.participle
        if after in ("que", "de", "del", "cual", "cuales", ""):
            return "PRON"
        if lower == "lo":
            return "PRON" if verbal and not coming.adjective else "DET"
        if coming.closed:
            kind = coming.closed[0][0]
            return "PRON" if kind in ("PRON", "SCONJ", "CCONJ") else "DET"
        if not verbal:
            return "DET"
        if coming.noun or coming.adjective:
            if not self.words:
                return "DET"
            left = self.words[-1]
            clitic = left.lower in ("no", "se", "me", "te", "nos", "nunca", "ya")
            return "PRON" if clitic and left.pos != "DET" else "DET"
        return "PRON"

    def open(self, index: int, token: Token, lower: str, own: Profile) -> Word:
        previous = self.words[-1] if self.words else None
        before = previous.pos if previous else ""
        nominal_place = before == "DET" or before == "NUM" or before == "ADP"
        if own.participle is not None:
            found = self.participle(index, token, lower, own, own.participle)
            if found is not None:
                return found
        if own.finite is not None and self.is_verbal(index, lower, own, own.finite):
            return self.verb(index, token, lower, own.finite)
        if own.infinitive is not None:
            if own.adjective and before in ("NOUN", "ADJ", "DET", "CCONJ"):
                return self.nominal(index, token, lower, own)
            noun = own.noun and (
                (before in ("DET", "ADJ") and not (previous and previous.lower == "lo"))
                or (
                    lower in ("poder", "pesar")
                    and previous is not None
                    and previous.lower in ("al", "del", "a")
                )
            )
            if noun and lower == "poder" and self.following(index)[1].infinitive:
                noun = False
            if not noun:
                return self.verb(index, token, lower, own.infinitive)
        if own.gerund is not None and not (own.noun and nominal_place):
            return self.verb(index, token, lower, own.gerund)
        if own.adverb:
            return as_plain(token, lower, "ADV", lower)
        return self.nominal(index, token, lower, own)

    def participle(
        self, index: int, token: Token, lower: str, own: Profile, reading: Reading
    ) -> Word | None:
        previous = self.words[-1] if self.words else None
        before = previous.pos if previous else ""
        helper = self.auxiliary()
        after = self.following(index)[0]
        if helper == "haber" and reading.number == "s" and reading.gender == "m":
            return self.verb(index, token, lower, reading)
        if lower == "puesto" and after == "que" and not helper:
            return as_plain(token, lower, "SCONJ", "puesto")
        if helper == "ser" and before != "DET":
            return self.verb(index, token, lower, reading)
        if helper and before != "DET":
            if own.adjective:
                return self.nominal(index, token, lower, own)
            return self.verb(index, token, lower, reading)
        if previous is not None and previous.lower == "lo" and before == "DET":
            return self.verb(index, token, lower, reading)
        placed = before in ("DET", "NUM") or (before == "ADP" and own.noun)
        if before == "ADJ" and len(self.words) > 1:
            placed = placed or (own.noun and self.words[-2].pos in ("DET", "NUM", "ADP"))
        if before == "CCONJ" and own.noun and len(self.words) > 1:
            placed = placed or self.words[-2].pos == "NOUN"
        if before in ("VERB", "AUX") and own.noun:
            placed = True
        if not previous and own.noun:
            kind = self.following(index)[1].closed
            placed = after in ("de", "del") or not (kind and kind[0][0] in ("ADP", "DET"))
        if placed:
            if self.next_is_nominal(index) and before != "ADP" and not own.noun:
                return self.verb(index, token, lower, reading)
            return as_noun(token, lower, self.words)
        if own.finite is not None and own.finite.person == 3 and own.noun:
            return None  # "visita": left to the verb and noun rules
        if own.adjective and before in ("NOUN", "PROPN", "ADJ", "ADV", "VERB"):
            return self.nominal(index, token, lower, own)
        return self.verb(index, token, lower, reading)

    def is_verbal(self, index: int, lower: str, own: Profile, reading: Reading) -> bool:
        """Whether a form that can be finite is."""
        previous = self.words[-1] if self.words else None
        before = previous.pos if previous else ""
        left = previous.lower if previous else ""
        if reading.clitics:
            return True
        if left in _CLITICS and before == "PRON":
            return True
        if left in ("no", "nunca", "jamás", "tampoco"):
            return not (own.noun and self.auxiliary())
        if before == "PRON" and left in (
            "lo",
            "la",
            "los",
            "las",
            "yo",
            "él",
            "ella",
            "ellos",
            "usted",
        ):
            return True
        if before == "NUM" and not (own.noun or own.adjective):
            return True
        if (before in ("DET", "NUM", "ADP") and left != "según") or left in _DEGREE:
            return False
        if lower in ("está", "están", "es", "son", "fue", "fueron", "ha", "han", "había", "habían"):
            return True
        listed = own.noun or own.adjective
        if before == "ADJ" and len(self.words) > 1 and listed:
            placed = self.words[-2].pos in ("DET", "NUM", "ADP")
            if placed:
                return False
        if not listed:
            return True
        if own.adjective and not own.noun and before in ("NOUN", "PROPN", "ADJ"):
            return False
        subjunctive = reading.mood in ("sub", "imp")
        first_person = reading.person == 1
        if left in _LINKS and before in ("SCONJ", "PRON", "ADV"):
            after = self.following(index)[0]
            return not first_person and not (left == "como" and after in ("de", "del"))
        if subjunctive or first_person or (reading.person == 2):
            return False
        after, coming = self.following(index)
        opens_object = (
            after
            in ("^", "que", "a", "al", "el", "la", "los", "las", "lo", "un", "una", "unos", "unas")
            or (bool(coming.closed) and coming.closed[0][0] == "DET")
            or after in ("su", "sus", "este", "esta", "también", "ya", "hoy", "ayer", '"', "«", "“")
        )
        if before in ("NOUN", "PROPN", "ADJ", "PRON"):
            if self.has_finite() and after in ("de", "del"):
                return False
            if self.has_finite() and before != "PRON" and not opens_object:
                return False
            plural = reading.number == "p"
            if before == "NOUN" and previous is not None and previous.number == "p" and not plural:
                return opens_object and self.subject_is_singular()
            return after not in ("de", "del") or before == "PROPN"
        if before in ("", "PUNCT", "CCONJ"):
            if reading.tense in ("past", "fut"):
                return True
            if after in ("a", "al") and before == "":
                return False
            return opens_object
        if before == "ADV":
            return left not in _DEGREE and after not in ("de", "del")
        return False

    def has_finite(self) -> bool:
        """Whether the clause so far, back to a comma or a linking word, has its finite verb."""
        for word in reversed(self.words):
            if word.mood in ("ind", "sub", "cnd"):
                return True
            if word.lower in (
                "que",
                "y",
                "e",
                "cuando",
                "si",
                ":",
                ";",
                "quien",
                "donde",
                "mientras",
            ):
                return False
        return False

    def subject_is_singular(self) -> bool:
        """The head of the noun phrases to the left: "la ministra de Exteriores visita"."""
        for word in self.words:
            if word.pos in ("NOUN", "PROPN"):
                return word.number != "p"
        return True

    def nominal(self, index: int, token: Token, lower: str, own: Profile) -> Word:
        previous = self.words[-1] if self.words else None
        before = previous.pos if previous else ""
        adjective = own.adjective or (own.adjectival and not own.noun)
        if not adjective:
            if lower == "tarde" and before in ("VERB", "AUX"):
                return as_plain(token, lower, "ADV", lower)
            return as_noun(token, lower, self.words)
        lemma = adjective_lemma(lower) if not lower.endswith(("ales", "les")) else noun_lemma(lower)
        after, coming = self.following(index)
        if before in ("NOUN", "PROPN", "AUX", "ADV") and not (
            own.noun and before == "ADV" and not own.adjective
        ):
            return as_adjective(token, lower, lemma)
        if before == "ADJ" and len(self.words) > 1 and self.words[-2].pos in ("NOUN", "PROPN"):
            return as_adjective(token, lower, lemma)
        if before == "VERB" and previous is not None and previous.mood == "par":
            return as_adjective(token, lower, lemma)
        if before == "CCONJ" and len(self.words) > 1 and self.words[-2].pos == "ADJ":
            return as_adjective(token, lower, lemma)
        if after == "^":
            return (
                as_noun(token, lower, self.words)
                if lemma not in _PRENOMINAL
                else as_adjective(token, lower, lemma)
            )
        noun_follows = self.next_is_nominal(index)
        if noun_follows and (not own.noun or not coming.adjective or lemma in _PRENOMINAL):
            return as_adjective(token, lower, lemma)
        if own.noun and lemma not in _PRENOMINAL:
            return as_noun(token, lower, self.words)
        if lemma in _PRENOMINAL and (coming.adjective or coming.noun):
            return as_adjective(token, lower, lemma)
        if before in ("DET", "NUM") and not noun_follows:
            if previous is not None and previous.lower == "lo":
                return as_adjective(token, lower, lemma)
            if coming.adjective and not coming.noun and not own.noun:
                return as_noun(token, lower, self.words)
            return as_noun(token, lower, self.words)
        if own.adjective:
            return as_adjective(token, lower, lemma)
        return as_noun(token, lower, self.words)

    def verb(self, index: int, token: Token, lower: str, reading: Reading) -> Word:
        lemma = reading.lemma
        if lemma == "ser" and lower.startswith("fu") and self.goes(index):
            lemma = "ir"
        helps = (
            lemma in ("ser", "estar")
            or (lemma == "haber" and self.participle_follows(index))
            or (lemma in _MODALS and self.infinitive_follows(index))
        )
        pos = "AUX" if helps else "VERB"
        return Word(
            token.start, token.end, token.text, lower, pos, lemma, reading.mood, reading.tense,
            reading.person, reading.number, reading.gender, reading.clitics,
        )  # fmt: skip

    def goes(self, index: int) -> bool:
        """Whether a form of ir rather than ser: fue a Moscú, se fue."""
        if self.words and self.words[-1].lower in ("se", "me", "nos"):
            return not self.profiles[min(index + 1, self.count - 1)].participle
        return self.following(index)[0] in ("al", "hacia", "a")

    def participle_follows(self, index: int) -> bool:
        for after in range(index + 1, min(index + 6, self.count)):
            own = self.profiles[after]
            if own.participle is not None:
                return True
            if self.lowers[after] == "de" and after == index + 1:
                return False
            adverb = own.adverb or (bool(own.closed) and own.closed[0][0] in ("ADV", "PRON"))
            if not adverb:
                return False
        return False

    def infinitive_follows(self, index: int) -> bool:
        for after in range(index + 1, min(index + 4, self.count)):
            own = self.profiles[after]
            if own.infinitive is not None:
                return True
            if not (own.adverb or (own.closed and own.closed[0][0] in ("ADV", "ADP"))):
                return False
        return False
