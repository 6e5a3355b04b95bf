"""The model for named entities of our own: a linear-chain CRF over characters that knows what the rules say."""
