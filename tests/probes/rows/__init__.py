"""One table a probe, in the module of its name."""
