def choose_language(user, language):
    """In which language we write to her, and show her pages in a browser that has not been told."""
    user.language = language
    user.save(update_fields=["language"])
