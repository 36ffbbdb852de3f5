from django.contrib.auth.hashers import Argon2PasswordHasher


class LeanArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id as OWASP asks it of servers: 19 MiB, two rounds, one lane.

    Django's default takes 100 MiB and eight lanes, which two cores cannot give to a conference
    evening. Source: OWASP Password Storage Cheat Sheet.
    """

    memory_cost = 19 * 1024  # KiB
    time_cost = 2
    parallelism = 1
