"""The list of images: what each filter lists, in which order, and what is searched."""

import pytest

from cnn.datasets.division.curation import Curation
from cnn.datasets.inspection.findings import Copies, Inspection, Odd
from cnn.datasets.inspection.review import FILTERS, Doubt, Filter, Review

KEYS = ("a/10.png", "a/2.png", "b/Ä.png", "b/4.png", "t/5.png")


@pytest.fixture
def review() -> Review:
    found = Review()
    found.add(KEYS[:2], ("train", "train"), ("a", "a"))
    found.add(KEYS[2:], ("train", "train", "test"), ("b", "b", "a"))
    worst = Copies(("b/4.png", "t/5.png"), ("train", "test"), ("b", "a"))
    found.inspection = Inspection(
        5,
        (worst, Copies(("a/10.png", "a/2.png"), ("train", "train"), ("a", "a"))),
        (Odd("b/Ä.png", "train", "b", "one-coloured", "All of it has one brightness, 3 of 255."),),
    )
    found.doubts = {"b/4.png": [Doubt(9.5, "a")], "a/2.png": [Doubt(3.25, "")]}
    return found


def keys(review: Review, *wanted: object, **options: bool) -> list[str]:
    return [review.keys[place] for place in review.listed(*wanted, **options)]  # type: ignore[arg-type]


def test_each_filter_lists_its_own_the_worst_first(review: Review) -> None:
    listed = {name: keys(review, name) for name in FILTERS}
    assert listed["all"] == list(KEYS)
    assert listed["copies"] == ["b/4.png", "t/5.png", "a/10.png", "a/2.png"], "the group across splits first"
    assert listed["odd"] == ["b/Ä.png"]
    assert listed["suspects"] == ["b/4.png", "a/2.png"]
    assert review.counts() == {name: len(found) for name, found in listed.items()}


def test_what_was_found_stands_beside_an_image(review: Review) -> None:
    remarks = {row.key: row.remark for row in map(review.row, range(5))}
    assert (
        remarks["b/4.png"]
        == "Shows the same as t/5.png, in another split, under another label. Hard to learn (loss 9.5), seen as a."
    )
    assert remarks["a/2.png"] == "Shows the same as a/10.png. Hard to learn (loss 3.25)."
    assert remarks["b/Ä.png"] == "All of it has one brightness, 3 of 255."


def test_before_anybody_has_looked_nothing_is_found() -> None:
    review = Review()
    review.add(KEYS, ("train",) * 5, ("a",) * 5)
    assert {name: count for name, count in review.counts().items() if count} == {"all": 5}
    assert review.row(0).remark == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", KEYS),
        ("TRAIN A/", KEYS[:2]),
        ("ä.PNG", ("b/Ä.png",)),
        ("brightness", ("b/Ä.png",)),
        ("seen as", ("b/4.png",)),
        ("zzz", ()),
    ],
)
def test_words_are_searched_in_names_labels_and_findings(review: Review, words: str, found: tuple[str, ...]) -> None:
    assert tuple(keys(review, "all", words)) == found


def test_columns_sort_numbers_by_their_value(review: Review) -> None:
    assert keys(review, "all", "", "image")[:2] == ["a/2.png", "a/10.png"]
    assert keys(review, "all", "", "image", descending=True)[-1] == "a/2.png"
    assert keys(review, "copies", "", "label")[-1] == "b/4.png"


def test_what_was_decided_is_seen_and_is_out_of_what_was_found(review: Review) -> None:
    review.curation = (
        Curation().exclude({"b/4.png": "1"}).relabel({"a/2.png": "2"}, "new").move({"t/5.png": "3", "a/10.png": "4"}, "train")
    )
    assert keys(review, "excluded") == ["b/4.png"]
    assert keys(review, "relabelled") == ["a/2.png"]
    assert keys(review, "moved") == ["a/10.png", "t/5.png"]
    assert keys(review, "copies") == ["a/10.png", "a/2.png"], "of the other group one is left, which has no copy any more"
    assert keys(review, "suspects") == [], "one is left out, the other has a label that somebody gave it"
    assert review.row(3).excluded
    assert review.row(1).label == "a → new"
    assert (review.row(4).split, review.row(0).split) == ("test → train", "train")
    assert keys(review, "all", "new") == ["a/2.png"]


@pytest.mark.parametrize("name", FILTERS)
def test_of_nothing_nothing_is_listed(name: Filter) -> None:
    assert Review().listed(name, "x", "image") == []


def test_each_of_several_things_has_its_column() -> None:
    review = Review()
    review.add(("1.png", "2.png", "3.png"), ("train",) * 3, ("cat", "owl", "cat"), (("10.5", "a, b"), ("9.25", "b"), ("-3", "–")))
    assert review.row(1).others == ("9.25", "b")
    assert keys(review, "all", "cat a,") == ["1.png"], "every label is searched"
    assert keys(review, "all", "", 0) == ["3.png", "2.png", "1.png"]
    assert keys(review, "all", "", 1, descending=True)[0] == "3.png"
    review.curation = Curation().exclude({"2.png": "c"})
    assert review.row(1).others == ("9.25", "b")
    review.learned = ("species", "age", "mood")
    review.curation = Curation().relabel({"2.png": "c"}, (8.0,), "age").relabel({"2.png": "c"}, "fox", "species")
    assert (review.row(1).label.rpartition(" → ")[2], review.row(1).others) == ("fox", ("9.25 → 8", "b"))
    assert review.counts()["relabelled"] == 1
    review.doubts = {"2.png": [Doubt(3.0, "a", "mood"), Doubt(2.0, "owl", "species")]}
    assert review.counts()["suspects"] == 1, "of one of its labels nothing was decided"
    review.curation = review.curation.relabel({"2.png": "c"}, "a", "mood")
    assert review.counts()["suspects"] == 0


def test_numbers_stand_in_the_order_of_their_values() -> None:
    review = Review()
    review.add(tuple("abcde"), ("train",) * 5, ("3.5", "3.25", "-1", "1e+03", "3.25, 7"))
    assert keys(review, "all", "", "label") == ["c", "b", "e", "a", "d"]
    review.curation = Curation().relabel({"d": "c"}, (-2.0,))
    assert review.row(3).label == "1e+03 → -2"
    assert keys(review, "all", "", "label")[0] == "d", "what was decided counts"
