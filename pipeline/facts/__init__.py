"""Facts: which metric, subject, period, status and change each quantity states.

`words` reads a sentence as words with the marks of the rules, `clauses` divides it, `metric`, `subject`, `period`,
`status` and `change` each answer one question about one quantity, `link` puts the answers together and carries
over what the text leaves out.
"""
