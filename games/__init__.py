"""The bundled games: rules without pygame, and views that draw them."""
