"""The kinds of suspicious things, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from acuerdo.proofreading import (
    arguments,
    attributes,
    calendar,
    chains,
    marks,
    nouns,
    relations,
    repeats,
    sayings,
    slots,
    timeline,
    usage,
)
from acuerdo.proofreading.page import Page
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.usage import Usage


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of suspicion.

    Attributes:
        name: As ``--kind`` takes it.
        about: One line for a list of kinds.
        find: Its findings on a page, in any order, given the usage of the collection.
    """

    name: str
    about: str
    find: Callable[[Page, Usage], Iterator[Finding]]


def _alone(find: Callable[[Page], Iterator[Finding]]) -> Callable[[Page, Usage], Iterator[Finding]]:
    """A rule of thumb that looks at one page only."""

    def found(page: Page, _: Usage) -> Iterator[Finding]:
        return find(page)

    return found


_ON_A_PAGE = (
    ("repeated-trigger", "a trigger elsewhere in the text, none here", repeats.repeated_triggers),
    ("repeated-name", "a name elsewhere in the text, in no mention here", repeats.repeated_names),
    ("capital", "a capital inside a sentence, in no annotation", repeats.unmarked_names),
    ("demonym", "a demonym of a named country, in no mention", repeats.unmarked_demonyms),
    ("document", "a treaty, a law, a communiqué, in no mention", nouns.documents),
    ("organisation", "a government, a ministry, an agency, in no mention", nouns.organisations),
    ("person", "a president, a delegation, soldiers, in no mention", nouns.persons),
    ("place", "a country, a border, a port, in no mention", nouns.places),
    ("weapon", "arms, missiles, warships, in no mention", nouns.weapons),
    ("pronoun", "él, ellas, le, les, in no mention", nouns.pronouns),
    ("agreement", "an entity of two genders or numbers", chains.disagreements),
    ("names-apart", "an entity of two unlike names", chains.names_apart),
    ("shared-name", "two entities of one name", chains.shared_names),
    ("entity-name", "a canonical name that is not the fullest", chains.foreign_names),
    ("apposition", "noun and name side by side, two entities", chains.appositions_apart),
    ("time-word", "a word of time, in no time expression", calendar.time_words),
    ("number", "a year or clock time, in no time expression", calendar.numbers),
    ("idle-time", "a time expression that is the Time of nothing", slots.idle_times),
    ("polarity", "POS beside a negation, NEG without one", attributes.polarities),
    ("certainty", "CERTAIN under a hedge, a modal or a purpose", attributes.certainties),
    ("tense", "a future that is not FUTURE, a preterite not PAST", attributes.tenses),
    ("no-actor", "an active verb without Actor", arguments.no_actor),
    ("no-argument", "an event without arguments, beside one", arguments.no_argument),
    ("neighbour", "a mention beside a verb that is no argument of it", slots.neighbours),
    ("complement", "an event after a verb that is no argument of it", slots.complements),
    ("conjunct", "a conjunct of an argument that is none", slots.conjuncts),
    ("unsigned", "a signing without signatory_of", relations.unsigned),
    ("unreplaced", "a replacement without replaces", relations.unreplaced),
    ("office", "an office without leader_of or officer_of", relations.unled),
    ("institution", "a body of a country without part_of or located_in", relations.unplaced),
    ("unanchored", "a dated event without a link to its date", timeline.missing_anchors),
    ("unordered", "events of disjoint dates that no link orders", timeline.undated_order),
    ("misordered", "links against the dates", timeline.contradicted_dates),
    ("part-outside", "a SUBEVENT without CONTAINS", timeline.parts_outside),
    ("unlinked", "tras, antes de, después de without a link", timeline.signs_of_order),
    ("quotation-mark", "quotation marks outside any quote", marks.marks_outside_quotes),
    ("unbalanced-mark", "one mark of a pair, without its partner", marks.unbalanced_marks),
    ("quote-form", "the form of a quote against its marks", marks.contradicted_forms),
    ("saying", "a verb of saying that is no trigger", sayings.sayings_without_trigger),
    ("according-to", "según, neither cue nor trigger", sayings.according_to),
    ("cue", "a cue that is no trigger", sayings.cues_without_trigger),
    ("unsaid", "a STATEMENT without quote, Content and Theme", sayings.sayings_alone),
    ("unquoted", "a verb of saying with a clause, without quote", sayings.unquoted_clauses),
)

_ON_A_COLLECTION = (
    ("collection-trigger", "a trigger in other documents, none here", usage.overlooked_triggers),
    ("collection-mention", "a mention in other documents, none here", usage.overlooked_mentions),
)

KINDS = {name: Kind(name, about, _alone(find)) for name, about, find in _ON_A_PAGE} | {
    name: Kind(name, about, find) for name, about, find in _ON_A_COLLECTION
}
"""Every kind by name."""

COLLECTIVE = frozenset(name for name, _, _ in _ON_A_COLLECTION)
"""Kinds that compare documents with each other."""
