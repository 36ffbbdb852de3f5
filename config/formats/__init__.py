"""How the school writes times, where a language's own way would not read well in a sentence."""
