"""The one exception that a user meets."""


class UserError(Exception):
    """Something the user can mend. Its message says what is wrong, with what, and what to do."""
