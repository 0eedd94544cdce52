"""What can be wrong with the stored data at start-up, as a text key and its values."""


class StorageProblem(Exception):  # noqa: N818 - it is told to a person, in the words of a catalogue
    """`key` names a text such as "startup.key_missing", `values` fill it in; never a secret."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(key, self.values)
