"""A page of the review: its blocks (such as tables), and the code that writes the blocks as HTML or Markdown."""
