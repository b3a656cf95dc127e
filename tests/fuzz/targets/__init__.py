"""Everything that is fuzzed."""

from tests.fuzz.targets import asking, feeding, finding, reading, showing

TARGETS = (*reading.TARGETS, *feeding.TARGETS, *finding.TARGETS, *showing.TARGETS, *asking.TARGETS)
