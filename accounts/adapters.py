"""Where django-allauth asks us: how secrets are kept, and who somebody is at a school's own accounts."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from accounts.secrets import seal, unseal


class FactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def get_totp_issuer(self):
        return "Lectern"

    def _get_site_name(self):
        return "Lectern"


class ServiceAdapter(DefaultSocialAccountAdapter):
    pass
