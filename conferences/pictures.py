"""The pictures of a card, for whoever cannot read yet: our name, the icon, and what it shows."""

from django.utils.translation import gettext_lazy as _

PICTURES = {
    "hello": ("hand", _("A waving hand")),
    "me": ("smile", _("A smiling face")),
    "friends": ("users", _("Two people")),
    "place": ("house", _("A house")),
    "school": ("school", _("A school")),
    "book": ("book-open", _("A book")),
    "pencil": ("pencil", _("A pencil")),
    "numbers": ("calculator", _("A calculator")),
    "shapes": ("shapes", _("Shapes")),
    "game": ("dice-5", _("A die")),
    "puzzle": ("puzzle", _("A piece of a puzzle")),
    "blocks": ("blocks", _("Building blocks")),
    "art": ("palette", _("Paints")),
    "scissors": ("scissors", _("Scissors")),
    "music": ("music", _("Music")),
    "drum": ("drum", _("A drum")),
    "play": ("drama", _("Masks of a play")),
    "ball": ("volleyball", _("A ball")),
    "bike": ("bike", _("A bicycle")),
    "science": ("flask-conical", _("A flask")),
    "look": ("microscope", _("A microscope")),
    "stars": ("telescope", _("A telescope")),
    "rocket": ("rocket", _("A rocket")),
    "world": ("globe", _("The world")),
    "plant": ("sprout", _("A young plant")),
    "trees": ("trees", _("Trees")),
    "animal": ("dog", _("A dog")),
    "apple": ("apple", _("An apple")),
    "sun": ("sun", _("The sun")),
    "star": ("star", _("A star")),
    "heart": ("heart", _("A heart")),
    "goal": ("target", _("A target")),
    "hands": ("handshake", _("Two hands")),
    "ask": ("message-circle-question-mark", _("A question")),
    "talk": ("message-circle", _("Somebody talking")),
    "listen": ("ear", _("An ear")),
    "idea": ("lightbulb", _("A lamp")),
    "key": ("key", _("A key")),
    "gift": ("gift", _("A gift")),
    "camera": ("camera", _("A camera")),
    "way": ("route", _("A way")),
    "hat": ("graduation-cap", _("A graduation cap")),
}

CHOICES = [(name, label) for name, (_icon, label) in PICTURES.items()]


def icon_of(name):
    """The icon of a picture by our name for it, or "" if there is none of this name."""
    return PICTURES.get(name, ("", ""))[0]
