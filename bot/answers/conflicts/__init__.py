"""Where articles differ about one event, in dates and in numbers.

Precision comes first: what is shown as a difference has to be one. So a pair is only taken where what one article says
stands nowhere in the other: two articles that both know of two dates or counts tell of two events.
"""
