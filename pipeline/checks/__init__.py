"""Cross-checks inside a document: figures that state the same thing are compared by exact arithmetic.

`figures` reads how far a figure may be from what it stands for, `ledger` finds the levels of one metric by period, `growth`,
`shares` and `sums` each know one kind of relation, `verdict` compares and says what may be wrong. Facts are never made or changed.
"""
