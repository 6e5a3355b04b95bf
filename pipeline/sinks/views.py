"""Views that answer the first questions, in SQL that SQLite and PostgreSQL read alike. They hold no data."""

from __future__ import annotations

VIEWS = {
    # One row a fact with its number and its document.
    "statements": """
        SELECT f.uid, f.document, d.source_uri, d.id AS document_id, d.published_on, d.publisher,
            f.metric_id, f.metric_name AS metric, f.subject,
            f.region_code, f.region, f.breakdown,
            f.first_day, f.last_day, f.freq, f.basis,
            q.value, q.value_number, q.min, q.min_number, q.max, q.max_number, q.comparator,
            q.unit_text, q.unit_code, q.currency, q.per, f.signed_value, f.signed_value_number,
            f.measure_type, f.change_direction, f.change_basis, f.change_of_growth, f.status, f.provisional, f.negated,
            f.same_as, said.text AS attributed_to, f.confidence, f.evidence,
            f.evidence_original_start, f.evidence_original_end,
            f.subject_entity, coalesce(who.name, f.subject) AS subject_name
        FROM facts f
        JOIN documents d ON d.uid = f.document
        LEFT JOIN quantities q ON q.document = f.document AND q.uid = f.quantity
        LEFT JOIN entities said ON said.document = f.document AND said.uid = f.attributed_to
        LEFT JOIN entities who ON who.document = f.document AND who.uid = f.subject_entity""",
    # What was measured, by metric and region over time. `vintage` 1 is what the latest document says of it. Metric and
    # region stand in the partition as they are, so that a question about one of them reads no more than its rows.
    # `only_in`: of 全市 or 公司 whose name is not told, and of no time, only figures of one document are of the same thing.
    "series": """
        SELECT s.metric_id, s.metric, s.region_code, s.region, s.subject, s.breakdown, s.first_day, s.last_day,
            s.freq, s.basis, s.measure_type, s.change_basis, s.value, s.value_number, s.min, s.max, s.comparator,
            s.unit_text, s.unit_code, s.currency, s.per, s.provisional,
            row_number() OVER (
                PARTITION BY s.metric_id, CASE WHEN s.metric_id IS NULL THEN s.metric END,
                    s.region_code, CASE WHEN s.region_code IS NULL THEN s.region END,
                    CASE WHEN s.subject = s.region THEN NULL ELSE s.subject_name END, s.breakdown,
                    s.first_day, s.last_day, s.measure_type, s.change_basis,
                    coalesce(s.unit_code, s.currency, s.unit_text), s.per, s.only_in
                ORDER BY s.published_on IS NULL, s.published_on DESC, s.confidence DESC, s.uid
            ) AS vintage,
            s.published_on, s.confidence, s.source_uri, s.document_id, s.uid, s.evidence, s.subject_name, s.only_in
        FROM (
            SELECT metric_id, metric, region_code, region, subject, subject_name, breakdown, first_day, last_day, freq,
                basis, measure_type, change_basis, signed_value AS value, signed_value_number AS value_number, min, max,
                comparator, unit_text, unit_code, currency, per, provisional, published_on, confidence, source_uri,
                document_id, uid, evidence,
                CASE WHEN (first_day IS NULL AND last_day IS NULL) OR (region IS NULL AND subject_entity IS NULL)
                    THEN document END AS only_in
            FROM statements
            WHERE status = 'actual' AND NOT (negated = {true}) AND same_as IS NULL AND metric IS NOT NULL
        ) s""",
    # Who and what is named, how often, in how many documents.
    "names": """
        SELECT e.label, e.name, count(*) AS mentions, count(DISTINCT e.document) AS documents
        FROM entities e
        GROUP BY e.label, e.name""",
}
"""By name, in the order of what reads what; `{true}` is how the database writes it."""
