"""The whole program as a process of its own, over HTTP, with faults and kills."""
