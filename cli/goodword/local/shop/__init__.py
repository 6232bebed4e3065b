"""A small bakery, a shop of the Shopify kind: it speaks by webhooks, links and its API alone."""
