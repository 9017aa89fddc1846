"""What a word says against what it was given."""


class ConfigError(Exception):
    """The user asked for something that cannot be done; the message says what, where, and what would be right."""
