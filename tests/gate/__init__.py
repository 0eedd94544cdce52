"""The gate as it runs: when what waits arrives, what becomes of it when things go wrong, and two whole years."""
