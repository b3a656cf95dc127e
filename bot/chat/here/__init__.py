"""What is known of a message's names, dates and quoted words, for whoever asks by its menu."""
