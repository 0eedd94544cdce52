"""Random people do random things for days, and after each of them everything must hold."""
