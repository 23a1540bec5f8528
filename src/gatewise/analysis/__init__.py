"""Judgement over what was collected: pure functions that ask nobody anything."""
