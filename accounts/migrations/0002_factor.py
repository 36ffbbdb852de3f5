from django.db import migrations


class Migration(migrations.Migration):
    """Second factors hang on users, and so come after them."""

    replaces = [("accounts", "0006_staff_sign_in")]

    dependencies = [
        ("accounts", "0001_squashed_0009_panels"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.CreateModel(
            name="Factor",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("mfa.authenticator",),
        ),
    ]
