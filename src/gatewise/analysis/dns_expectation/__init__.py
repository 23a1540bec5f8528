"""What a private API's names should resolve to, and why: judged from configuration alone, and compared with answers."""

from gatewise.analysis.dns_expectation.comparison import Comparison, compared
from gatewise.analysis.dns_expectation.expectation import Client, Decider, Expectation, Outcome, Reason
from gatewise.analysis.dns_expectation.judgement import expected

__all__ = ["Client", "Comparison", "Decider", "Expectation", "Outcome", "Reason", "compared", "expected"]
