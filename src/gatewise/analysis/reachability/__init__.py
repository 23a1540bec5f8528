"""Would a TCP packet reach the endpoint, and would its reply come back: judged from `describe_*` replies alone."""
