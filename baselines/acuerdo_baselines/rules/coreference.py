"""Coreference: same name, apposition, copula, definite descriptions, pronouns.

One pass over the mentions in text order; every mention joins at most one earlier chain, the most
recent one that agrees with it in type, number, gender and country.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from acuerdo_baselines.rules.appositions import appositions
from acuerdo_baselines.rules.chains import Chain, Chains
from acuerdo_baselines.rules.found import Found, lower_at, word_at
from acuerdo_baselines.spanish.analysis import Sentence

_HEADS_OF_STATE = frozenset({"leader_of"})
_ANY_LEADER = frozenset({"mandatario", "dirigente", "líder", "gobernante", "jefe"})
_IGO_WORDS = frozenset({"organización", "organismo", "institución", "entidad", "alianza"})
_FOREIGN = frozenset(
    [
        "vecino",
        "vecina",
        "tercero",
        "tercer",
        "otro",
        "otra",
        "extranjero",
        "extranjera",
        "fronterizo",
        "fronteriza",
        "aliado",
        "aliada",
        "europeo",
        "europea",
        "asiático",
        "asiática",
        "africano",
        "africana",
        "occidental",
    ]
)
_PRONOUN_REACH = 1
_DESCRIPTION_REACH = 8
"""Sentences back that a pronoun and a description without a name look."""


def resolve(mentions: Sequence[Found], sentences: Sequence[Sentence]) -> list[list[Found]]:
    """Return the mentions in chains, in order of first mention.

    Args:
        mentions: Every mention of the document, in text order.
        sentences: Its sentences.
    """
    chains = Chains(mentions, sentences)
    linked = appositions(mentions, sentences)
    linked |= _doubled(mentions, sentences)
    named = {left: right for right, left in linked.items() if mentions[right].level == "NAM"}
    doubled = {
        left: mentions[right].type
        for right, left in linked.items()
        if mentions[left].level == "PRO"
    }
    for position, mention in enumerate(mentions):
        if position in doubled:
            chains.add(chains.typed(mention, doubled[position]), None)
            continue
        chain = _by_name(mention, chains)
        partner = linked.get(position)
        if partner is not None and partner < position:
            other = chains.of(mentions[partner])
            if other is not None and other.type in (mention.type, ""):
                chain = chain or other
                if chain is not other and not _clash(chain, other):
                    chains.merge(chain, other)
        if chain is None:
            chain = _by_description(mention, chains, sentences)
            if position in named and chain is not None and chain.names:
                # Its name follows in apposition and decides whose description it is.
                chain = _by_name(mentions[named[position]], chains)
        if chain is None and mention.level == "PRO":
            chain = _by_pronoun(mention, chains)
            if chain is None:
                if mention.kind == "clitic" or mention.lemma.startswith("mism"):
                    continue
                mention = chains.typed(mention, mention.type or "PER")
        chains.add(mention, chain)
    return chains.lists()


def _doubled(mentions: Sequence[Found], sentences: Sequence[Sentence]) -> dict[int, int]:
    """Positions of complements with *a* to those of the clitics that double them.

    *Le pidió al ministro*: the pronoun and the complement are one.
    """
    found: dict[int, int] = {}
    for position, mention in enumerate(mentions):
        if mention.level != "PRO" or mention.lemma not in ("le", "les"):
            continue
        for later in range(position + 1, min(position + 4, len(mentions))):
            other = mentions[later]
            if other.sentence != mention.sentence or other.first - mention.last > _DOUBLING_REACH:
                break
            words = sentences[other.sentence].words
            gap = words[mention.last + 1 : other.first]
            introduced = [w.lower for w in gap[-2:]]
            opens = any(w.lower == "que" or w.text in (",", ";", ":", ".") for w in gap)
            if other.level in ("PRO", "ADJ") or opens:
                continue
            if introduced[-1:] in (["a"], ["al"]) or introduced[:1] == ["a"]:
                if other.number == mention.number:
                    found[later] = position
                break
    return found


_DOUBLING_REACH = 7


def acts_for_state(mention: Found, sentence: Sentence) -> bool:
    """Return whether a capital stands for its country: a subject, under no preposition (E4)."""
    before, after = word_at(sentence, mention.first - 1), word_at(sentence, mention.last + 1)
    if before is not None and (before.pos in ("ADP", "NOUN", "PROPN", "ADJ") or before.text == ","):
        return False
    if after is None:
        return False
    if after.lower in ("y", "e", "no", "se", "ya", "también") or after.pos == "AUX":
        return True
    return after.pos == "VERB" and after.mood not in ("par", "ger", "inf")


def _by_name(mention: Found, chains: Chains) -> Chain | None:
    if mention.level not in ("NAM", "ADJ"):
        return None
    return chains.by_key(mention) or (
        chains.by_person(mention) if mention.type == "PER" else chains.by_acronym_or_part(mention)
    )


def _clash(chain: Chain, other: Chain) -> bool:
    return bool(chain.names and other.names and chain.names.isdisjoint(other.names))


def _by_description(mention: Found, chains: Chains, sentences: Sequence[Sentence]) -> Chain | None:
    if mention.level != "NOM":
        return None
    if mention.determiner == "indefinite" or (mention.flags & {"partes"} and mention.number != "p"):
        if mention.type == "DOC" and "agreement" in mention.flags:
            return _loose_apposition(mention, chains, sentences[mention.sentence])
        return None
    resolvers: dict[str, Callable[[Found, Chains], Chain | None]] = {
        "PER": _person,
        "GPE": _country,
        "ORG": _organisation,
        "DOC": _document,
    }
    return resolvers.get(mention.type, _same_noun)(mention, chains)


def _loose_apposition(mention: Found, chains: Chains, sentence: Sentence) -> Chain | None:
    """``firman un acuerdo con X, un pacto que…``: a resuming apposition in one sentence."""
    if lower_at(sentence, mention.first - 2) != ",":
        return None
    for chain in chains.recent("DOC"):
        last = chain.last
        if last.sentence == mention.sentence and last.number == "s" and "agreement" in last.flags:
            return chain
    return None


def _reachable(mention: Found, chain: Chain, reach: int) -> bool:
    return mention.sentence - chain.last.sentence <= reach


def _person(mention: Found, chains: Chains) -> Chain | None:
    country = chains.country_inside(mention)
    for chain in chains.recent("PER"):
        if chain.number != mention.number or not chain.agrees(mention):
            continue
        if mention.number == "p":
            if _same_group(mention, chain, chains):
                return chain
            continue
        if not mention.determiner and not country:
            continue
        if country and chain.countries and country not in chain.countries:
            continue
        if mention.lemma in chain.lemmas:
            same_complement = not mention.complemented or country in chain.countries
            if same_complement or chains.complement(mention) in chain.complements:
                return chain
        leader = mention.kind in _HEADS_OF_STATE and chain.kinds & _HEADS_OF_STATE
        if leader and (country in chain.countries if country else mention.lemma in _ANY_LEADER):
            return chain
    return None


def _same_group(mention: Found, chain: Chain, chains: Chains) -> bool:
    """Whether two plural descriptions name the same persons (C5)."""
    mine = mention.determiner == "dual" or chains.dual_inside(mention)
    theirs = chain.dual
    if mine and theirs:
        return mention.lemma in chain.lemmas or bool({mention.kind} & chain.kinds & _HEADS_OF_STATE)
    definite = mention.determiner in ("definite", "demonstrative")
    return definite and not mention.complemented and mention.lemma in chain.lemmas


def _country(mention: Found, chains: Chains) -> Chain | None:
    if mention.number == "p":
        definite = mention.determiner in ("definite", "demonstrative")
        parties = "partes" in mention.flags
        for chain in chains.recent("GPE"):
            if chain.number != "p":
                continue
            dual = mention.determiner == "dual" or parties
            if dual and chain.dual:
                return chain
            if definite and not mention.complemented and mention.lemma in chain.lemmas:
                return chain
        return None
    if "country" not in mention.flags or mention.determiner not in ("definite", "demonstrative"):
        return None
    inner = chains.inside(mention, "GPE")
    if inner is not None:
        return inner if chains.last_inside(mention, "ADJ") else None
    if mention.complemented and chains.adjective(mention) in _FOREIGN - _CONTINENTAL:
        return None
    recent = [
        chain
        for chain in chains.recent("GPE")
        if chain.number == "s" and chain.is_country and _reachable(mention, chain, 3)
    ]
    far = [chain for chain in recent if chains.distance(chain, mention) > _SAME_PHRASE]
    return far[0] if far else None


_CONTINENTAL = frozenset({"europeo", "europea", "asiático", "asiática", "africano", "africana"})
_SAME_PHRASE = 4
"""Words: nearer than this, the country named last is another participant of the same phrase."""


def _organisation(mention: Found, chains: Chains) -> Chain | None:
    if mention.determiner in ("", "indefinite"):
        return None
    country = chains.country_inside(mention)
    for chain in chains.recent("ORG"):
        if chain.number != mention.number:
            continue
        if country and chain.countries and country not in chain.countries:
            continue
        government = "government" in mention.flags and chain.has_flag("government")
        if mention.lemma in chain.lemmas or government:
            complement = chains.complement(mention)
            if not mention.complemented or complement in chain.complements or country:
                return chain
        named = bool(chain.names) and not mention.complemented
        if named and mention.lemma in _IGO_WORDS and chain.sector in ("IGO", "NGO"):
            return chain
        if named and mention.lemma == "agencia" and chain.sector == "JRN":
            return chain
    return None


def _document(mention: Found, chains: Chains) -> Chain | None:
    definite = mention.determiner in ("definite", "demonstrative", "possessive")
    if not definite:
        return None
    for chain in chains.recent("DOC"):
        if chain.number != mention.number or not _reachable(mention, chain, _DESCRIPTION_REACH):
            continue
        same = mention.lemma in chain.lemmas
        if not same and chains.distance(chain, mention) <= _SAME_PHRASE:
            # "El protocolo reemplaza al convenio": two participants of one verb.
            continue
        agreement = "agreement" in mention.flags and chain.has_flag("agreement")
        any_document = "anydoc" in mention.flags and mention.number == "s"
        if not (same or agreement or any_document):
            continue
        if not mention.complemented or chains.complement(mention) in chain.complements:
            return chain
        if mention.determiner == "demonstrative":
            return chain
    return None


def _same_noun(mention: Found, chains: Chains) -> Chain | None:
    if mention.determiner not in ("definite", "demonstrative", "possessive"):
        return None
    for chain in chains.recent(mention.type):
        if mention.lemma in chain.lemmas and chain.number == mention.number:
            same = not mention.complemented or chains.complement(mention) in chain.complements
            if same and _reachable(mention, chain, _DESCRIPTION_REACH):
                return chain
    return None


def _by_pronoun(mention: Found, chains: Chains) -> Chain | None:
    if mention.kind == "partitive":
        return None
    if mention.lemma in ("yo", "tú", "nosotros", "nosotras", "quien", "quienes"):
        return None
    people = mention.kind == "pronoun" and not mention.lemma.startswith("mism")
    wanted: tuple[str, ...] = (
        ("PER",) if mention.number == "s" and people else ("PER", "GPE", "ORG", "WEA", "DOC")
    )
    if mention.lemma in ("le", "les", "lo"):
        wanted = ("PER", "GPE", "ORG")
    for chain in chains.recent(*wanted):
        if not _reachable(mention, chain, _PRONOUN_REACH):
            continue
        if mention.kind == "clitic" and chains.distance(chain, mention) <= _SAME_PHRASE:
            # The subject right before the verb is not its object.
            continue
        if chain.number == mention.number and chain.agrees(mention):
            if mention.determiner == "dual" and not chain.dual:
                continue
            return chain
    return None
