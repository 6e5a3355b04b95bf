"""Training and measuring the model for named entities: `make train`, docs/model.md."""
