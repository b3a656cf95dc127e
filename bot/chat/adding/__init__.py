"""Adding articles to a server's library: links and files that members send."""
