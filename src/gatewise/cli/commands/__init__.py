"""The commands, found by being there: each module here is one, named after it."""
