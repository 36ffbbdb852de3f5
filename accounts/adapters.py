"""Where django-allauth asks us: how secrets are kept, and who somebody is at a school's own accounts."""

import logging

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.actions.services import sign_in_with_service
from accounts.models import SignInService
from accounts.secrets import seal, unseal

logger = logging.getLogger(__name__)
# The two services have fixed addresses: what the office types never becomes an address that we fetch.
ISSUERS = {
    "google": "https://accounts.google.com",
    "microsoft": "https://login.microsoftonline.com/{tenant}/v2.0",
}


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
    """Sign-in services are rows of a school; who comes back from one is looked up and never made."""

    def list_apps(self, request, provider=None, client_id=None):
        return [app_of(service) for service in SignInService.objects.filter(key=provider or "")]

    def pre_social_login(self, request, sociallogin):
        """The end of allauth's part: it has checked what the service says. Nothing of that is stored."""
        service = SignInService.objects.select_related("school").get(key=sociallogin.account.provider)
        claims = sociallogin.account.extra_data.get("id_token") or {}
        onward = sociallogin.state.get("next") or "home"
        if request.user.is_authenticated:
            logout(request)
        try:
            sign_in_with_service(request, service, claims)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
            onward = "accounts:sign_in"
        raise ImmediateHttpResponse(redirect(onward))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """She changed her mind, the service refused, or somebody sent a link that was not hers."""
        logger.warning("Sign-in service %s: %s %s", provider.app.provider_id, error, type(exception).__name__)
        messages.warning(request, _("That did not work. Please try again, or sign in another way."))
        raise ImmediateHttpResponse(redirect("accounts:sign_in"))


def app_of(service):
    """A service in allauth's words. Its identity token suffices: it comes straight from there, over TLS."""
    hint = {"hd": service.domain} if service.kind == service.Kind.GOOGLE else {"domain_hint": service.domain}
    return SocialApp(
        provider="openid_connect",
        provider_id=service.key,
        name=str(service),
        client_id=service.client_id,
        secret=unseal(service.sealed_secret) or "",
        settings={
            "server_url": ISSUERS[service.kind].format(tenant=service.tenant),
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
            "auth_params": hint | {"prompt": "select_account"},
        },
    )
