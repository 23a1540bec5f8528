"""The headless front end: a command line in; a report on stdout, talk on stderr, and an exit code out."""
