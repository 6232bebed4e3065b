"""What leaves for analysis: facts as rows, without anything personal."""
