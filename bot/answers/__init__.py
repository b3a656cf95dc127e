"""One module a question: a frozen question in, a frozen answer out."""
