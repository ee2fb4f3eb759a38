"""A device with passkeys, in software: it makes keys and answers challenges as real ones do."""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

USER_PRESENT, USER_VERIFIED, HAS_KEY = 1, 4, 64


def text(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def data(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Device:
    """Holds one key; `host` and `origin` are those of the page on which it is used."""

    def __init__(self, host="localhost", origin="http://localhost"):
        self.host = host
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.count = 0
        self.flags = USER_PRESENT | USER_VERIFIED

    def make(self, options):
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps(
            {
                1: 2,
                3: -7,
                -1: 1,
                -2: numbers.x.to_bytes(32, "big"),
                -3: numbers.y.to_bytes(32, "big"),
            }
        )
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        said = self._client("webauthn.create", options)
        attestation = {
            "fmt": "none",
            "attStmt": {},
            "authData": self._authenticator(HAS_KEY) + attested,
        }
        return self._credential(
            {"clientDataJSON": text(said), "attestationObject": text(cbor2.dumps(attestation))}
        )

    def use(self, options):
        self.count += 1
        said = self._client("webauthn.get", options)
        proof = self._authenticator()
        signed = self.key.sign(proof + sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._credential(
            {
                "clientDataJSON": text(said),
                "authenticatorData": text(proof),
                "signature": text(signed),
                "userHandle": None,
            }
        )

    def _client(self, kind, options):
        return json.dumps(
            {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        ).encode()

    def _authenticator(self, more=0):
        flags = (self.flags | more).to_bytes(1, "big")
        return sha256(self.host.encode()).digest() + flags + self.count.to_bytes(4, "big")

    def _credential(self, response):
        return {
            "id": text(self.id),
            "rawId": text(self.id),
            "type": "public-key",
            "response": response,
        }
