import pytest

from accounts.sentences import one_dot


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Your time is Sun 22 Nov 2:50 p.m..", "Your time is Sun 22 Nov 2:50 p.m."),
        ("Before, it was 5:20 p.m.. If not, say so.", "Before, it was 5:20 p.m. If not, say so."),
        ("Wait... then come.", "Wait... then come."),
    ],
)
def test_an_abbreviation_ends_its_sentence(words, said):
    assert one_dot(words) == said
