"""Every page through the test client: who gets it, what it costs, what it says to bad input."""
