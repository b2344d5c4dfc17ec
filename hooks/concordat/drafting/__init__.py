"""Starting files: what an editor answers becomes the text of new files. Nothing is written here."""
