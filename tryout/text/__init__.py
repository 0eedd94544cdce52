"""What Telegram makes of a text: tags become entities, odd characters go, the edges are trimmed."""
