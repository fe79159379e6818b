"""What an analyst should watch: signs that an outsider can see, and how they lead entry."""
