"""The rule data of pressfacts: TOML tables read by `pipeline.rulebook`; no code lives here."""
