"""A device in software that makes passkeys and answers questions, as a telephone does."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://localhost"
UP, UV, AT = 1, 4, 64  # flags: somebody touched it; it knows who; a new key is inside


class Device:
    def __init__(self, *, origin=ORIGIN, knows_its_owner=True):
        self.origin, self.flags = origin, UP | (UV if knows_its_owner else 0)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.owner = None

    def make(self, question):
        """The answer to a question for a new passkey."""
        asked = question["publicKey"]
        self.owner = asked["user"]["id"]
        new = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(self.site(), self.flags | AT, 0, new)
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(data)})
        said = self.said("webauthn.create", asked["challenge"])
        response = {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(attested)}
        return self.credential(response, {"credProps": {"rk": True}})

    def answer(self, question):
        """The answer to a question for a passkey that it has."""
        said = self.said("webauthn.get", question["publicKey"]["challenge"])
        data = bytes(AuthenticatorData.create(self.site(), self.flags, 1))
        signed = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signed),
            "userHandle": self.owner,
        }
        return self.credential(response, {})

    def site(self):
        return hashlib.sha256(b"localhost").digest()

    def said(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def credential(self, response, results):
        name = websafe_encode(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": results,
        }


def a_credential():
    """A passkey as it is kept, of a device that is thrown away."""
    return Device().make(
        {"publicKey": {"user": {"id": "MQ"}, "challenge": websafe_encode(secrets.token_bytes(16))}}
    )
