"""What commands share that play many games: the progress bar, compiled games, and the measures of luck."""
