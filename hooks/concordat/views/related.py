"""Posts that are about the same thing, by the meaning of their words.

Each post is a vector of its words: how often a word stands in it, weighed by how few posts have that word
(TF-IDF). Two posts are as near as the angle between their vectors is small (the cosine).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log, sqrt

from concordat.dates import in_words
from concordat.model.records import PostFile
from concordat.places import Place
from concordat.record import Record
from concordat.seal import words
from concordat.views.cells import Cell

_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_SUBJECT = frozenset(
    _WORD.findall("""
about after again all also and any are because been before being both but can could did does done down
each else few for from give given had has have her his how into its just last less let made make many
may mean more most much must never next not now off often once one only other our out over own same say
says she should since some still such take than that the their them then there these they thing this
those three through too two under until very was way well went were what when where which while who why
will with without would year years yet you your
""")
)
"""Words that are in every text, whatever it is about."""
_ENDINGS = ("ments", "ment", "ings", "ing", "edly", "ies", "es", "ed", "ly", "s", "e", "y")
_SHORTEST = 4  # letters of a word that stay when its ending goes
_TERMS = 40  # of a post: those with the most weight
_SHARED = range(2, 101)  # by how many posts: a word of one links nothing, a word of hundreds says nothing
_TITLE = 4  # times as much does a word count that stands in the title or names the category
NEAR = 0.1  # the least likeness that is worth a link
SHOWN = 3

Vector = Mapping[str, float]


def related(record: Record) -> Mapping[str, tuple[Cell, ...]]:
    """Return for each post, by its path, links to the posts nearest to it: at most three, perhaps none."""
    posts = [post for post in record.posts if not post.front.draft]
    vectors = _vectors([_terms(post) for post in posts])
    holding: dict[str, list[int]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for term in vector:
            holding[term].append(at)
    return {post.document.path: _nearest(at, posts, vectors, holding) for at, post in enumerate(posts)}


def _nearest(
    at: int, posts: Sequence[PostFile], vectors: Sequence[Vector], holding: Mapping[str, list[int]]
) -> tuple[Cell, ...]:
    likeness: dict[int, float] = defaultdict(float)
    for term, weight in vectors[at].items():
        for other in holding[term]:
            likeness[other] += weight * vectors[other][term]
    found = [
        (-score, -posts[other].front.day.created.toordinal(), posts[other].document.path, other)
        for other, score in likeness.items()
        if other != at and score >= NEAR
    ]
    return tuple(_link(posts[other]) for *_, other in sorted(found)[:SHOWN])


def _link(post: PostFile) -> Cell:
    label = post.title or post.document.path
    return Cell(label, Place(post.document.path, label=in_words(post.front.day.created)))


def _terms(post: PostFile) -> Counter[str]:
    """Return how often each word stands in a post, without its endings."""
    counted = Counter(_stems(words(post.text)))
    for text in (post.title, *post.front.categories, *post.front.tags):
        for term in _stems(text):
            counted[term] += _TITLE
    return counted


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text.casefold()) if word not in _NO_SUBJECT]


def stem(word: str) -> str:
    """Return a word without the endings that English puts on it: `challenges` and `challenging` are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def _vectors(counted: Sequence[Counter[str]]) -> list[Vector]:
    """Return a vector of length 1 for each text."""
    having = Counter(term for terms in counted for term in terms)
    vectors: list[Vector] = []
    for terms in counted:
        weights = {
            term: (1 + log(count)) * log((1 + len(counted)) / having[term])
            for term, count in terms.items()
            if having[term] in _SHARED
        }
        heaviest = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:_TERMS]
        length = sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
        vectors.append({term: weight / length for term, weight in heaviest})
    return vectors
