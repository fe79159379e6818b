"""What governs more than one actor: choice, pressure, the theatre of war, the hold on power."""
