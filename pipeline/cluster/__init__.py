"""The same run on several machines: Ray Data reads, actors of it extract, Parquet is written (`pipeline.parts`).

`source` reads the inputs, `actor` makes results of them with the unit of work that the batch of one machine has
(`pipeline.batch.unit`), `journal` finds the document that ends its process, `sizing` says how many actors there are,
`settle` makes parts and checkpoints agree, `reprints` tells what is told across documents, `job` is the run that they make.
Ray itself is imported by `source` and `job` alone.
"""
