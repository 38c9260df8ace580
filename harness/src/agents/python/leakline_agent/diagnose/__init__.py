"""What the agent does only in diagnose mode: it remembers where everything that is alive was made."""
