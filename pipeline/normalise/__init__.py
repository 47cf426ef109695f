"""What is printed, brought into one form: characters, numbers, units, dates, places."""
