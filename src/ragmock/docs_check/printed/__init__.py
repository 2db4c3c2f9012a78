"""JSON as it is printed: what is wrong with it as text, its repaired form, where its values are."""
