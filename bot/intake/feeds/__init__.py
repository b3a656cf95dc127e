"""What feeds say: their documents, the lists of them (OPML), and the articles that their items announce."""
