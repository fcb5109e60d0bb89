"""A maze game with the rules of the 1980 classic; its maze, art, names and sounds are our own."""
