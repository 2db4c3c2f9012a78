"""From a document to what it says: Markdown, MDX, and text as it is copied from a page."""
