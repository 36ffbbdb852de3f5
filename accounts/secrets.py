"""Tokens and codes: made from the system's randomness, kept only as keyed digests."""

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# Without the letters and digits that children confuse: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET = "3479ACDEFGHJKMNPQRTWXY"


def make_token():
    """A token for links and QR codes, 192 bits."""
    return secrets.token_urlsafe(24)


def make_service_key():
    """What names a school's sign-in service in an address."""
    return secrets.token_hex(8)


def make_card_code():
    """What is printed under the QR code: ten letters in groups, 44 bits, behind a throttle."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{letters[:3]}-{letters[3:6]}-{letters[6:]}"


def make_letter_code():
    """What is printed under the link of a letter: eight letters, 35 bits, single use and few tries."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def make_mail_code():
    """Six digits for ten minutes and five tries."""
    return f"{secrets.randbelow(10**6):06d}"


def normal_code(typed):
    """A code as typed by a child, without the dashes, spaces and lower case."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def digest(kind, secret):
    """What is stored of a secret: an HMAC under the site's key, told apart by kind."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{secret}".encode(), hashlib.sha256).hexdigest()


def seal(text):
    """A secret that we must read again (of an authenticator app, of a school's service), for the database."""
    return lock().encrypt(text.encode()).decode()


def unseal(sealed, *, minutes=None):
    """What `seal` hid, under this key of the site or one before it; None if it is not ours, or too old."""
    try:
        return lock().decrypt(sealed, ttl=minutes * 60 if minutes else None).decode()
    except InvalidToken:
        return None


def lock():
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    hashed = (hashlib.sha256(f"lectern.seal:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in hashed])
