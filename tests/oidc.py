"""An OpenID Connect service on this machine, which says of its one user what a test wants."""

import hashlib
import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


class Service:
    """Its answers: who is there (`claims`), whether they agree (`agrees`), whether it works (`broken`)."""

    def __init__(self):
        self.key = rsa.generate_private_key(65537, 2048)
        self.claims, self.agrees, self.broken = {}, True, False
        self.asked, self.codes, self.clients = [], {}, []

    def configuration(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, asked):
        """The user is there and agrees, or does not: the address to which her browser is sent back."""
        self.asked.append(asked)
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        answer = {"code": code} if self.agrees else {"error": "access_denied"}
        return f"{asked['redirect_uri']}?{urlencode(answer | {'state': asked['state']})}"

    def token(self, sent):
        """As the standard has it: a code counts once, for its client and for who can prove the challenge."""
        asked = self.codes.pop(sent.get("code"), None)
        proof = urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(
            b"="
        )
        self.clients.append((sent.get("client_id"), sent.get("client_secret")))
        if (
            asked is None
            or asked["code_challenge"] != proof.decode()
            or sent["client_id"] != asked["client_id"]
        ):
            return {"error": "invalid_grant"}
        now = int(time.time())
        said = {"iss": self.issuer, "aud": asked["client_id"], "iat": now, "exp": now + 60} | self.claims
        return {
            "access_token": "unused",
            "token_type": "Bearer",
            "id_token": jwt.encode(said, self.key, "RS256"),
        }


@contextmanager
def running_service():
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked = urlsplit(self.path)
            if asked.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", service.authorize(dict(one(asked.query))))
                self.end_headers()
            else:
                self.say(service.configuration())

        def do_POST(self):
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.say(service.token(dict(one(sent))))

        def say(self, answer):
            body = json.dumps(answer).encode()
            self.send_response(500 if service.broken else 400 if "error" in answer else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def one(query):
    return ((name, values[0]) for name, values in parse_qs(query).items())
