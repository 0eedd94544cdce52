"""How a database of an earlier release becomes one of this release: one file per step in `versions/`.

A new step: change `storage/tables.py`; copy `script.py.mako` by hand or through
`alembic.command.revision(storage.migrate.config(), "what it brings", rev_id="0002")`; write it until
`tests/storage/test_migrate.py` passes, which compares the result with the tables and walks each step
up, down and up again. A released step is never changed.
"""
