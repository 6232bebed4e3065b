"""Coming from another referral program: what its files say, and what was brought from them."""
