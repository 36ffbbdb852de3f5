from accounts.forms.signin import (
    AddressForm,
    CardCodeForm,
    MailCodeForm,
    NewCardsForm,
    OnwardForm,
    PlainForm,
    PreferencesForm,
    SignInForm,
)

__all__ = [
    "AddressForm",
    "CardCodeForm",
    "MailCodeForm",
    "NewCardsForm",
    "OnwardForm",
    "PlainForm",
    "PreferencesForm",
    "SignInForm",
]
