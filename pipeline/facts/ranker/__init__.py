"""Choosing among candidates: what the rules propose for metric, subject and period is ranked by trained weights.

A candidate is described by features (short strings); its score is the sum of their weights, and the scores of all
candidates of one question give probabilities (softmax). The weights are fitted by `training.facts` on annotated
passages, so what a choice rests on can be read off: the features with the largest weights.
"""
