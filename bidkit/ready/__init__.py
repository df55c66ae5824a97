"""What would get a bid rejected, looked for in the files that are about to be handed in."""
