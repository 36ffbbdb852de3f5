"""Tokens and codes: made from the system's randomness, kept only as keyed digests."""

import hashlib
import hmac
import secrets

from django.conf import settings

# Without the letters and digits that children confuse: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET = "3479ACDEFGHJKMNPQRTWXY"


def make_token():
    """A token for links and QR codes, 192 bits."""
    return secrets.token_urlsafe(24)


def make_card_code():
    """What is printed under the QR code: ten letters in groups, 44 bits, behind a throttle."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{letters[:3]}-{letters[3:6]}-{letters[6:]}"


def make_mail_code():
    """Six digits for ten minutes and five tries."""
    return f"{secrets.randbelow(10**6):06d}"


def normal_code(typed):
    """A code as typed by a child, without the dashes, spaces and lower case."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def digest(kind, secret):
    """What is stored of a secret: an HMAC under the site's key, told apart by kind."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{secret}".encode(), hashlib.sha256).hexdigest()
