"""Orders as text: their grammar, how they are read, completed and priced, and drafts."""
