"""The commands of the command line that are files of their own, and what several of them share."""
