CREATE SCHEMA pressfacts;
CREATE TABLE pressfacts.blocks (
    document text NOT NULL,
    n integer NOT NULL,
    kind text NOT NULL,
    level integer,
    text text NOT NULL,
    text_start integer NOT NULL,
    text_end integer NOT NULL,
    original text NOT NULL,
    original_start integer NOT NULL,
    original_end integer NOT NULL,
    key text,
    value text,
    grid jsonb
);
CREATE TABLE pressfacts.bylines (
    document text NOT NULL,
    n integer NOT NULL,
    role text NOT NULL,
    name text NOT NULL,
    original text NOT NULL,
    original_start integer NOT NULL,
    original_end integer NOT NULL
);
CREATE TABLE pressfacts.check_facts (
    document text NOT NULL,
    id text NOT NULL,
    n integer NOT NULL,
    fact text NOT NULL
);
CREATE TABLE pressfacts.checks (
    document text NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    result text NOT NULL,
    detail text NOT NULL
);
CREATE TABLE pressfacts.documents (
    uid text NOT NULL,
    source_uri text NOT NULL,
    id text NOT NULL,
    place text,
    content text NOT NULL,
    source_sha256 text,
    encoding text,
    media_type text NOT NULL,
    url text,
    source_title text,
    script text,
    region text,
    title text,
    dateline text,
    published text,
    published_on date,
    published_basis text,
    publisher text,
    original_text text,
    text text NOT NULL,
    schema_version text NOT NULL,
    pipeline text NOT NULL,
    rules text NOT NULL,
    model text,
    reference_date text,
    region_evidence jsonb NOT NULL,
    title_text_start integer,
    title_text_end integer,
    title_original_start integer,
    title_original_end integer,
    dateline_text_start integer,
    dateline_text_end integer,
    dateline_original_start integer,
    dateline_original_end integer
);
CREATE TABLE pressfacts.entities (
    uid text NOT NULL,
    document text NOT NULL,
    id text NOT NULL,
    rule text NOT NULL,
    text text NOT NULL,
    text_start integer NOT NULL,
    text_end integer NOT NULL,
    original text NOT NULL,
    original_start integer NOT NULL,
    original_end integer NOT NULL,
    label text NOT NULL,
    score double precision NOT NULL,
    norm text,
    name text NOT NULL,
    title text,
    org text
);
CREATE TABLE pressfacts.entity_codes (
    document text NOT NULL,
    entity text NOT NULL,
    n integer NOT NULL,
    scheme text NOT NULL,
    value text NOT NULL,
    version text
);
CREATE TABLE pressfacts.errors (
    uid text NOT NULL,
    source_uri text NOT NULL,
    id text NOT NULL,
    place text,
    content text NOT NULL,
    source_sha256 text,
    stage text NOT NULL,
    code text NOT NULL,
    message text NOT NULL
);
CREATE TABLE pressfacts.fact_dimensions (
    document text NOT NULL,
    fact text NOT NULL,
    n integer NOT NULL,
    role text NOT NULL,
    text text NOT NULL,
    entity text,
    code text
);
CREATE TABLE pressfacts.facts (
    uid text NOT NULL,
    document text NOT NULL,
    id text NOT NULL,
    rule text NOT NULL,
    confidence double precision NOT NULL,
    quantity text,
    metric text,
    metric_norm text,
    metric_name text,
    metric_id text,
    metric_text_start integer,
    metric_text_end integer,
    metric_original_start integer,
    metric_original_end integer,
    subject text,
    subject_entity text,
    subject_text_start integer,
    subject_text_end integer,
    subject_original_start integer,
    subject_original_end integer,
    carried_from integer,
    carried_distance integer,
    period text,
    first_day date,
    last_day date,
    freq text,
    basis text,
    status text NOT NULL,
    provisional boolean NOT NULL,
    measure_type text NOT NULL,
    signed_value text,
    signed_value_number numeric,
    change_direction text,
    change_basis text,
    change_reference text,
    change_of_growth boolean,
    attributed_to text,
    negated boolean NOT NULL,
    same_as text,
    evidence text NOT NULL,
    evidence_text_start integer NOT NULL,
    evidence_text_end integer NOT NULL,
    evidence_original_start integer NOT NULL,
    evidence_original_end integer NOT NULL
);
CREATE VIEW pressfacts.names AS
 SELECT e.label,
    COALESCE(e.norm, e.text) AS name,
    count(*) AS mentions,
    count(DISTINCT e.document) AS documents
   FROM pressfacts.entities e
  GROUP BY e.label, COALESCE(e.norm, e.text);
CREATE TABLE pressfacts.pressfacts_meta (
    key text NOT NULL,
    value text NOT NULL
);
CREATE TABLE pressfacts.quantities (
    uid text NOT NULL,
    document text NOT NULL,
    id text NOT NULL,
    rule text NOT NULL,
    text text NOT NULL,
    text_start integer NOT NULL,
    text_end integer NOT NULL,
    original text NOT NULL,
    original_start integer NOT NULL,
    original_end integer NOT NULL,
    kind text NOT NULL,
    value text,
    value_number numeric,
    min text,
    min_number numeric,
    max text,
    max_number numeric,
    comparator text NOT NULL,
    comparator_text text,
    unit_text text,
    unit_code text,
    unit_dimension text,
    currency text,
    per text,
    unit_basis text,
    unit_original text,
    base_value text,
    base_value_number numeric,
    base_min text,
    base_min_number numeric,
    base_max text,
    base_max_number numeric,
    base_unit text,
    noun text
);
CREATE TABLE pressfacts.removed (
    document text NOT NULL,
    n integer NOT NULL,
    kind text NOT NULL,
    original_start integer NOT NULL,
    original_end integer NOT NULL,
    rule text NOT NULL
);
CREATE TABLE pressfacts.sentences (
    document text NOT NULL,
    n integer NOT NULL,
    text_start integer NOT NULL,
    text_end integer NOT NULL,
    original_start integer NOT NULL,
    original_end integer NOT NULL
);
CREATE VIEW pressfacts.statements AS
 SELECT f.uid,
    f.document,
    d.source_uri,
    d.id AS document_id,
    d.published_on,
    d.publisher,
    f.metric_id,
    COALESCE(f.metric_norm, f.metric) AS metric,
    f.subject,
    COALESCE(( SELECT a.code
           FROM pressfacts.fact_dimensions a
          WHERE ((a.document = f.document) AND (a.fact = f.uid) AND (a.role = 'area'::text))
          ORDER BY a.n
         LIMIT 1), ( SELECT c.value
           FROM pressfacts.entity_codes c
          WHERE ((c.document = f.document) AND (c.entity = f.subject_entity))
          ORDER BY c.n
         LIMIT 1)) AS region_code,
    COALESCE(( SELECT a.text
           FROM pressfacts.fact_dimensions a
          WHERE ((a.document = f.document) AND (a.fact = f.uid) AND (a.role = 'area'::text))
          ORDER BY a.n
         LIMIT 1), f.subject) AS region,
    f.first_day,
    f.last_day,
    f.freq,
    f.basis,
    q.value,
    q.value_number,
    q.min,
    q.min_number,
    q.max,
    q.max_number,
    q.comparator,
    q.unit_text,
    q.unit_code,
    q.currency,
    q.per,
    f.signed_value,
    f.signed_value_number,
    f.measure_type,
    f.change_direction,
    f.change_basis,
    f.change_of_growth,
    f.status,
    f.provisional,
    f.negated,
    f.same_as,
    said.text AS attributed_to,
    f.confidence,
    f.evidence,
    f.evidence_original_start,
    f.evidence_original_end
   FROM (((pressfacts.facts f
     JOIN pressfacts.documents d ON ((d.uid = f.document)))
     LEFT JOIN pressfacts.quantities q ON ((q.uid = f.quantity)))
     LEFT JOIN pressfacts.entities said ON ((said.uid = f.attributed_to)));
CREATE VIEW pressfacts.series AS
 SELECT s.metric_id,
    s.metric,
    s.region_code,
    s.region,
    s.first_day,
    s.last_day,
    s.freq,
    s.basis,
    s.measure_type,
    s.change_basis,
    s.signed_value AS value,
    s.signed_value_number AS value_number,
    s.min,
    s.max,
    s.comparator,
    s.unit_text,
    s.unit_code,
    s.currency,
    s.per,
    s.provisional,
    row_number() OVER (PARTITION BY COALESCE(s.metric_id, s.metric), COALESCE(s.region_code, s.region), s.first_day, s.last_day, s.measure_type, s.change_basis, COALESCE(s.unit_code, s.currency, s.unit_text) ORDER BY s.published_on DESC, s.confidence DESC, s.uid) AS vintage,
    s.published_on,
    s.confidence,
    s.source_uri,
    s.document_id,
    s.uid,
    s.evidence
   FROM pressfacts.statements s
  WHERE ((s.status = 'actual'::text) AND (NOT (s.negated = true)) AND (s.same_as IS NULL) AND (s.metric IS NOT NULL));
CREATE TABLE pressfacts.times (
    uid text NOT NULL,
    document text NOT NULL,
    id text NOT NULL,
    rule text NOT NULL,
    text text NOT NULL,
    text_start integer NOT NULL,
    text_end integer NOT NULL,
    original text NOT NULL,
    original_start integer NOT NULL,
    original_end integer NOT NULL,
    type text NOT NULL,
    value text NOT NULL,
    first_day date,
    last_day date,
    modifier text,
    anchored boolean NOT NULL,
    anchor text,
    anchored_by_reference boolean NOT NULL
);
CREATE TABLE pressfacts.warnings (
    document text NOT NULL,
    n integer NOT NULL,
    code text NOT NULL,
    message text NOT NULL
);
INSERT INTO pressfacts.blocks VALUES ('325962f146dae1b5c504', 1, 'title', NULL, '临江市外贸稳中有进', 0, 9, '臨江市外貿穩中有進', 0, 9, NULL, NULL, NULL);
INSERT INTO pressfacts.blocks VALUES ('325962f146dae1b5c504', 2, 'paragraph', NULL, '2023年10月，临江市完成外贸进出口18.6亿元，同比增长7.2%，其中出口机电产品6.1亿元。全省规模以上工业企业1,204家。', 10, 76, '2023年10月，臨江市完成外貿進出口18.6億元，同比增長7.2%，其中出口機電產品6.1億元。全省規模以上工業企業1,204家。', 10, 76, NULL, NULL, NULL);
INSERT INTO pressfacts.blocks VALUES ('60fc8e84ad2cce83d365', 1, 'paragraph', NULL, '113年8月我国对美国出口电子零部件12.5亿美元，年增3.4%。广东省社会消费品零售总额4,100亿元，下降1/3。香港零售业总销货价值初步估计为292亿元。', 0, 80, '113年8月我國對美國出口電子零組件12.5億美元，年增3.4%。廣東省社會消費品零售總額4,100億元，下降1/3。香港零售業總銷貨價值初步估計為292億元。', 0, 80, NULL, NULL, NULL);
INSERT INTO pressfacts.documents VALUES ('325962f146dae1b5c504', 'in/0.txt', 'release-0', NULL, 'eef8fd561124b1cf4d6c17982eebd28625c6430b', '0000000000000000000000000000000000000000000000000000000000000000', 'utf-8', 'text/plain', NULL, NULL, 'Hant', 'CN', '临江市外贸稳中有进', NULL, '2023-11-20', '2023-11-20', 'caller', NULL, '臨江市外貿穩中有進
2023年10月，臨江市完成外貿進出口18.6億元，同比增長7.2%，其中出口機電產品6.1億元。全省規模以上工業企業1,204家。
', '临江市外贸稳中有进
2023年10月，临江市完成外贸进出口18.6亿元，同比增长7.2%，其中出口机电产品6.1亿元。全省规模以上工业企业1,204家。
', '1.0', '0.1.0', '0000000000000000000000000000000000000000000000000000000000000000', 'press-0', '2023-11-20', '[{"words": ["同比", "规模以上", "全省"], "region": "CN", "weight": 8}]', 0, 9, 0, 9, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.documents VALUES ('60fc8e84ad2cce83d365', 'in/1.txt', 'release-1', NULL, 'eb149d4c5be22f69b2d8c0b2c16d9df9256967e0', '0000000000000000000000000000000000000000000000000000000000000000', 'utf-8', 'text/plain', NULL, NULL, 'Hant', 'TW', NULL, NULL, '2023-11-20', '2023-11-20', 'caller', NULL, '113年8月我國對美國出口電子零組件12.5億美元，年增3.4%。廣東省社會消費品零售總額4,100億元，下降1/3。香港零售業總銷貨價值初步估計為292億元。
', '113年8月我国对美国出口电子零部件12.5亿美元，年增3.4%。广东省社会消费品零售总额4,100亿元，下降1/3。香港零售业总销货价值初步估计为292亿元。
', '1.0', '0.1.0', '0000000000000000000000000000000000000000000000000000000000000000', 'press-0', '2023-11-20', '[{"words": ["电子零组件", "年增", "113年"], "region": "TW", "weight": 10}, {"words": ["我国", "广东省", "社会消费品零售总额"], "region": "CN", "weight": 5}, {"words": ["零售业总销货"], "region": "HK", "weight": 2}]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.entities VALUES ('c71d7f37f3979293eb95', '325962f146dae1b5c504', 'e1', 'places.division', '临江市', 0, 3, '臨江市', 0, 3, 'GPE', 0.95, '临江市', '临江市', NULL, NULL);
INSERT INTO pressfacts.entities VALUES ('82e5c20ad85ab4cdb3f9', '325962f146dae1b5c504', 'e2', 'places.division', '临江市', 19, 22, '臨江市', 19, 22, 'GPE', 0.95, '临江市', '临江市', NULL, NULL);
INSERT INTO pressfacts.entities VALUES ('93a1346de5c17b73327c', '60fc8e84ad2cce83d365', 'e1', 'countries.us', '美国', 9, 11, '美國', 9, 11, 'GPE', 0.95, '美国', '美国', NULL, NULL);
INSERT INTO pressfacts.entities VALUES ('2891ff12d31df501f801', '60fc8e84ad2cce83d365', 'e2', 'places.division', '广东省', 33, 36, '廣東省', 33, 36, 'GPE', 0.95, '广东省', '广东省', NULL, NULL);
INSERT INTO pressfacts.entities VALUES ('e2a19481cd3fec57855f', '60fc8e84ad2cce83d365', 'e3', 'countries.hk', '香港', 59, 61, '香港', 59, 61, 'GPE', 0.95, '香港', '香港', NULL, NULL);
INSERT INTO pressfacts.entity_codes VALUES ('325962f146dae1b5c504', 'c71d7f37f3979293eb95', 1, 'GB/T 2260', '220681', '2023');
INSERT INTO pressfacts.entity_codes VALUES ('325962f146dae1b5c504', '82e5c20ad85ab4cdb3f9', 1, 'GB/T 2260', '220681', '2023');
INSERT INTO pressfacts.entity_codes VALUES ('60fc8e84ad2cce83d365', '93a1346de5c17b73327c', 1, 'ISO 3166-1', 'US', NULL);
INSERT INTO pressfacts.entity_codes VALUES ('60fc8e84ad2cce83d365', '2891ff12d31df501f801', 1, 'GB/T 2260', '440000', '2023');
INSERT INTO pressfacts.entity_codes VALUES ('60fc8e84ad2cce83d365', 'e2a19481cd3fec57855f', 1, 'ISO 3166-1', 'HK', NULL);
INSERT INTO pressfacts.entity_codes VALUES ('60fc8e84ad2cce83d365', 'e2a19481cd3fec57855f', 2, 'GB/T 2260', '810000', '2023');
INSERT INTO pressfacts.errors VALUES ('d7957ec5d91d8a8607dd', 'in/9.txt', 'broken', NULL, '5e5894924bf9ae787c9cbb130b30a7336ff0e0ba', '0000000000000000000000000000000000000000000000000000000000000000', 'decode', 'binary', 'in/9.txt: no text');
INSERT INTO pressfacts.fact_dimensions VALUES ('325962f146dae1b5c504', '1106cf720ecb9bcda232', 1, 'area', '临江市', '82e5c20ad85ab4cdb3f9', '220681');
INSERT INTO pressfacts.fact_dimensions VALUES ('325962f146dae1b5c504', '0579c0c852cdb6715dec', 1, 'area', '临江市', '82e5c20ad85ab4cdb3f9', '220681');
INSERT INTO pressfacts.fact_dimensions VALUES ('325962f146dae1b5c504', '42274e6640f5d0711297', 1, 'area', '临江市', '82e5c20ad85ab4cdb3f9', '220681');
INSERT INTO pressfacts.fact_dimensions VALUES ('60fc8e84ad2cce83d365', 'daa15ed8d21d08e6ab87', 1, 'partner', '美国', '93a1346de5c17b73327c', 'US');
INSERT INTO pressfacts.fact_dimensions VALUES ('60fc8e84ad2cce83d365', '8d05079f33699520c11e', 1, 'area', '广东省', '2891ff12d31df501f801', '440000');
INSERT INTO pressfacts.fact_dimensions VALUES ('60fc8e84ad2cce83d365', 'b09e621f5bf06144c261', 1, 'area', '广东省', '2891ff12d31df501f801', '440000');
INSERT INTO pressfacts.fact_dimensions VALUES ('60fc8e84ad2cce83d365', 'b2fbd00be354fbf2a674', 1, 'area', '香港', 'e2a19481cd3fec57855f', 'HK');
INSERT INTO pressfacts.facts VALUES ('1106cf720ecb9bcda232', '325962f146dae1b5c504', 'f1', 'fact.before', 0.91, '9c1fc57fc25480dde2e6', '外贸进出口', '进出口', '进出口', 'trade-total', 24, 29, 24, 29, '临江市', '82e5c20ad85ab4cdb3f9', 19, 22, 19, 22, NULL, NULL, '2bffc6daca6c92aa32b6', '2023-10-01', '2023-10-31', 'M', 'flow', 'actual', false, 'level', '1860000000', 1860000000, NULL, NULL, NULL, NULL, NULL, false, NULL, '2023年10月，临江市完成外贸进出口18.6亿元，同比增长7.2%，其中出口机电产品6.1亿元。', 10, 59, 10, 59);
INSERT INTO pressfacts.facts VALUES ('0579c0c852cdb6715dec', '325962f146dae1b5c504', 'f2', 'fact.carried-clause', 0.81, '952693f5ad31c2524d68', '外贸进出口', '进出口', '进出口', 'trade-total', 24, 29, 24, 29, '临江市', '82e5c20ad85ab4cdb3f9', 19, 22, 19, 22, NULL, NULL, '2bffc6daca6c92aa32b6', '2023-10-01', '2023-10-31', 'M', 'flow', 'actual', false, 'growth', '7.2', 7.2, 'increase', 'yoy', NULL, false, NULL, false, NULL, '2023年10月，临江市完成外贸进出口18.6亿元，同比增长7.2%，其中出口机电产品6.1亿元。', 10, 59, 10, 59);
INSERT INTO pressfacts.facts VALUES ('42274e6640f5d0711297', '325962f146dae1b5c504', 'f3', 'fact.before', 0.91, '9e5a1c78233ba601b3b2', '出口机电产品', '机电产品出口', '机电产品出口', 'electromechanical-exports', 47, 53, 47, 53, '临江市', '82e5c20ad85ab4cdb3f9', 19, 22, 19, 22, NULL, NULL, '2bffc6daca6c92aa32b6', '2023-10-01', '2023-10-31', 'M', 'flow', 'actual', false, 'level', '610000000', 610000000, NULL, NULL, NULL, NULL, NULL, false, NULL, '2023年10月，临江市完成外贸进出口18.6亿元，同比增长7.2%，其中出口机电产品6.1亿元。', 10, 59, 10, 59);
INSERT INTO pressfacts.facts VALUES ('318ad7d4e2a9dd5bc377', '325962f146dae1b5c504', 'f4', 'fact.before', 0.86, 'fbc5fe0f1afdbde39c2d', '规模以上工业企业', '规模以上工业企业', '规模以上工业企业', 'large-industrial-firms', 61, 69, 61, 69, '全省', NULL, 59, 61, 59, 61, NULL, NULL, '2bffc6daca6c92aa32b6', '2023-10-01', '2023-10-31', 'M', 'stock', 'actual', false, 'level', '1204', 1204, NULL, NULL, NULL, NULL, NULL, false, NULL, '全省规模以上工业企业1,204家。', 59, 76, 59, 76);
INSERT INTO pressfacts.facts VALUES ('daa15ed8d21d08e6ab87', '60fc8e84ad2cce83d365', 'f1', 'fact.before', 0.9, 'a4583b7e481fdf4fcd9b', '出口电子零部件', '出口电子零部件', '出口电子零部件', NULL, 11, 18, 11, 18, '我国', NULL, 6, 8, 6, 8, NULL, NULL, '502a816f2addcd362b08', '2024-08-01', '2024-08-31', 'M', NULL, 'actual', false, 'amount', '1250000000', 1250000000, NULL, NULL, NULL, NULL, NULL, false, NULL, '113年8月我国对美国出口电子零部件12.5亿美元，年增3.4%。', 0, 33, 0, 33);
INSERT INTO pressfacts.facts VALUES ('2aaf313aebaef62f1ac6', '60fc8e84ad2cce83d365', 'f2', 'fact.carried-clause', 0.75, 'f8dca36199119a426382', '出口电子零部件', '出口电子零部件', '出口电子零部件', NULL, 11, 18, 11, 18, '我国', NULL, 6, 8, 6, 8, NULL, NULL, '502a816f2addcd362b08', '2024-08-01', '2024-08-31', 'M', NULL, 'actual', false, 'growth', '3.4', 3.4, 'increase', 'yoy', NULL, false, NULL, false, NULL, '113年8月我国对美国出口电子零部件12.5亿美元，年增3.4%。', 0, 33, 0, 33);
INSERT INTO pressfacts.facts VALUES ('8d05079f33699520c11e', '60fc8e84ad2cce83d365', 'f3', 'fact.before', 0.86, 'f2855c2d105951d27d5c', '社会消费品零售总额', '社会消费品零售总额', '社会消费品零售总额', 'retail-sales', 36, 45, 36, 45, '广东省', '2891ff12d31df501f801', 33, 36, 33, 36, NULL, NULL, '502a816f2addcd362b08', '2024-08-01', '2024-08-31', 'M', 'flow', 'actual', false, 'level', '410000000000', 410000000000, NULL, NULL, NULL, NULL, NULL, false, NULL, '广东省社会消费品零售总额4,100亿元，下降1/3。', 33, 59, 33, 59);
INSERT INTO pressfacts.facts VALUES ('b09e621f5bf06144c261', '60fc8e84ad2cce83d365', 'f4', 'fact.carried-clause', 0.76, 'af6cedb0d40366153d72', '社会消费品零售总额', '社会消费品零售总额', '社会消费品零售总额', 'retail-sales', 36, 45, 36, 45, '广东省', '2891ff12d31df501f801', 33, 36, 33, 36, NULL, NULL, '502a816f2addcd362b08', '2024-08-01', '2024-08-31', 'M', 'flow', 'actual', false, 'growth', '-1/3', -0.333333333333333333333333333333, 'decrease', 'other', NULL, false, NULL, false, NULL, '广东省社会消费品零售总额4,100亿元，下降1/3。', 33, 59, 33, 59);
INSERT INTO pressfacts.facts VALUES ('b2fbd00be354fbf2a674', '60fc8e84ad2cce83d365', 'f5', 'fact.before', 0.81, '01848743b6f87eadeb5f', '零售业总销货价值', '零售业总销货价值', '零售业总销货价值', 'retail-sales-hong-kong', 61, 69, 61, 69, '香港', 'e2a19481cd3fec57855f', 59, 61, 59, 61, NULL, NULL, '502a816f2addcd362b08', '2024-08-01', '2024-08-31', 'M', 'flow', 'actual', true, 'level', '29200000000', 29200000000, NULL, NULL, NULL, NULL, NULL, false, NULL, '香港零售业总销货价值初步估计为292亿元。', 59, 80, 59, 80);
INSERT INTO pressfacts.pressfacts_meta VALUES ('version', '1');
INSERT INTO pressfacts.quantities VALUES ('9c1fc57fc25480dde2e6', '325962f146dae1b5c504', 'q1', 'money.yuan', '18.6亿元', 29, 35, '18.6億元', 29, 35, 'money', '1860000000', 1860000000, NULL, NULL, NULL, NULL, '=', NULL, '元', 'CNY', 'money', 'CNY', NULL, 'region', '元', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.quantities VALUES ('952693f5ad31c2524d68', '325962f146dae1b5c504', 'q2', 'unit.percent', '7.2%', 40, 44, '7.2%', 40, 44, 'percent', '7.2', 7.2, NULL, NULL, NULL, NULL, '=', NULL, '%', '%', 'ratio', NULL, NULL, NULL, '%', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.quantities VALUES ('9e5a1c78233ba601b3b2', '325962f146dae1b5c504', 'q3', 'money.yuan', '6.1亿元', 53, 58, '6.1億元', 53, 58, 'money', '610000000', 610000000, NULL, NULL, NULL, NULL, '=', NULL, '元', 'CNY', 'money', 'CNY', NULL, 'region', '元', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.quantities VALUES ('fbc5fe0f1afdbde39c2d', '325962f146dae1b5c504', 'q4', 'count.mw-001', '1,204家', 69, 75, '1,204家', 69, 75, 'count', '1204', 1204, NULL, NULL, NULL, NULL, '=', NULL, '家', NULL, NULL, NULL, NULL, NULL, '家', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.quantities VALUES ('a4583b7e481fdf4fcd9b', '60fc8e84ad2cce83d365', 'q1', 'money.usd', '12.5亿美元', 18, 25, '12.5億美元', 18, 25, 'money', '1250000000', 1250000000, NULL, NULL, NULL, NULL, '=', NULL, '美元', 'USD', 'money', 'USD', NULL, 'explicit', '美元', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.quantities VALUES ('f8dca36199119a426382', '60fc8e84ad2cce83d365', 'q2', 'unit.percent', '3.4%', 28, 32, '3.4%', 28, 32, 'percent', '3.4', 3.4, NULL, NULL, NULL, NULL, '=', NULL, '%', '%', 'ratio', NULL, NULL, NULL, '%', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.quantities VALUES ('f2855c2d105951d27d5c', '60fc8e84ad2cce83d365', 'q3', 'money.yuan', '4,100亿元', 45, 52, '4,100億元', 45, 52, 'money', '410000000000', 410000000000, NULL, NULL, NULL, NULL, '=', NULL, '元', 'TWD', 'money', 'TWD', NULL, 'region', '元', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.quantities VALUES ('af6cedb0d40366153d72', '60fc8e84ad2cce83d365', 'q4', 'fraction.stroke', '1/3', 55, 58, '1/3', 55, 58, 'fraction', '1/3', 0.333333333333333333333333333333, NULL, NULL, NULL, NULL, '=', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.quantities VALUES ('01848743b6f87eadeb5f', '60fc8e84ad2cce83d365', 'q5', 'money.yuan', '292亿元', 74, 79, '292億元', 74, 79, 'money', '29200000000', 29200000000, NULL, NULL, NULL, NULL, '=', NULL, '元', 'HKD', 'money', 'HKD', NULL, 'subject', '元', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pressfacts.sentences VALUES ('325962f146dae1b5c504', 1, 0, 9, 0, 9);
INSERT INTO pressfacts.sentences VALUES ('325962f146dae1b5c504', 2, 10, 59, 10, 59);
INSERT INTO pressfacts.sentences VALUES ('325962f146dae1b5c504', 3, 59, 76, 59, 76);
INSERT INTO pressfacts.sentences VALUES ('60fc8e84ad2cce83d365', 1, 0, 33, 0, 33);
INSERT INTO pressfacts.sentences VALUES ('60fc8e84ad2cce83d365', 2, 33, 59, 33, 59);
INSERT INTO pressfacts.sentences VALUES ('60fc8e84ad2cce83d365', 3, 59, 80, 59, 80);
INSERT INTO pressfacts.times VALUES ('2bffc6daca6c92aa32b6', '325962f146dae1b5c504', 't1', 'date.month', '2023年10月', 10, 18, '2023年10月', 10, 18, 'date', '2023-10', '2023-10-01', '2023-10-31', NULL, false, NULL, false);
INSERT INTO pressfacts.times VALUES ('502a816f2addcd362b08', '60fc8e84ad2cce83d365', 't1', 'date.month', '113年8月', 0, 6, '113年8月', 0, 6, 'date', '2024-08', '2024-08-01', '2024-08-31', NULL, false, NULL, false);
ALTER TABLE ONLY pressfacts.blocks
    ADD CONSTRAINT blocks_pkey PRIMARY KEY (document, n);
ALTER TABLE ONLY pressfacts.bylines
    ADD CONSTRAINT bylines_pkey PRIMARY KEY (document, n);
ALTER TABLE ONLY pressfacts.check_facts
    ADD CONSTRAINT check_facts_pkey PRIMARY KEY (document, id, n);
ALTER TABLE ONLY pressfacts.checks
    ADD CONSTRAINT checks_pkey PRIMARY KEY (document, id);
ALTER TABLE ONLY pressfacts.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (uid);
ALTER TABLE ONLY pressfacts.entities
    ADD CONSTRAINT entities_pkey PRIMARY KEY (document, uid);
ALTER TABLE ONLY pressfacts.entity_codes
    ADD CONSTRAINT entity_codes_pkey PRIMARY KEY (document, entity, n);
ALTER TABLE ONLY pressfacts.errors
    ADD CONSTRAINT errors_pkey PRIMARY KEY (uid);
ALTER TABLE ONLY pressfacts.fact_dimensions
    ADD CONSTRAINT fact_dimensions_pkey PRIMARY KEY (document, fact, n);
ALTER TABLE ONLY pressfacts.facts
    ADD CONSTRAINT facts_pkey PRIMARY KEY (document, uid);
ALTER TABLE ONLY pressfacts.pressfacts_meta
    ADD CONSTRAINT pressfacts_meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY pressfacts.quantities
    ADD CONSTRAINT quantities_pkey PRIMARY KEY (document, uid);
ALTER TABLE ONLY pressfacts.removed
    ADD CONSTRAINT removed_pkey PRIMARY KEY (document, n);
ALTER TABLE ONLY pressfacts.sentences
    ADD CONSTRAINT sentences_pkey PRIMARY KEY (document, n);
ALTER TABLE ONLY pressfacts.times
    ADD CONSTRAINT times_pkey PRIMARY KEY (document, uid);
ALTER TABLE ONLY pressfacts.warnings
    ADD CONSTRAINT warnings_pkey PRIMARY KEY (document, n);
CREATE INDEX checks_by_result ON pressfacts.checks USING btree (result);
CREATE INDEX documents_by_id ON pressfacts.documents USING hash (id);
CREATE INDEX documents_by_place ON pressfacts.documents USING btree (place);
CREATE INDEX documents_by_published_on ON pressfacts.documents USING btree (published_on);
CREATE INDEX documents_by_source_uri ON pressfacts.documents USING hash (source_uri);
CREATE INDEX entities_by_name ON pressfacts.entities USING btree (name);
CREATE INDEX entity_codes_by_scheme_value ON pressfacts.entity_codes USING btree (scheme, value);
CREATE INDEX errors_by_code ON pressfacts.errors USING btree (code);
CREATE INDEX errors_by_place ON pressfacts.errors USING btree (place);
CREATE INDEX fact_dimensions_by_role_code ON pressfacts.fact_dimensions USING btree (role, code);
CREATE INDEX facts_by_metric_id_first_day ON pressfacts.facts USING btree (metric_id, first_day);
CREATE INDEX facts_by_metric_name_first_day ON pressfacts.facts USING btree (metric_name, first_day);
CREATE INDEX facts_by_uid ON pressfacts.facts USING btree (uid);
CREATE INDEX warnings_by_code ON pressfacts.warnings USING btree (code);
ALTER TABLE ONLY pressfacts.blocks
    ADD CONSTRAINT blocks_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.bylines
    ADD CONSTRAINT bylines_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.check_facts
    ADD CONSTRAINT check_facts_document_fact_fkey FOREIGN KEY (document, fact) REFERENCES pressfacts.facts(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.check_facts
    ADD CONSTRAINT check_facts_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.checks
    ADD CONSTRAINT checks_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.entities
    ADD CONSTRAINT entities_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.entities
    ADD CONSTRAINT entities_document_org_fkey FOREIGN KEY (document, org) REFERENCES pressfacts.entities(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.entity_codes
    ADD CONSTRAINT entity_codes_document_entity_fkey FOREIGN KEY (document, entity) REFERENCES pressfacts.entities(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.entity_codes
    ADD CONSTRAINT entity_codes_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.fact_dimensions
    ADD CONSTRAINT fact_dimensions_document_entity_fkey FOREIGN KEY (document, entity) REFERENCES pressfacts.entities(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.fact_dimensions
    ADD CONSTRAINT fact_dimensions_document_fact_fkey FOREIGN KEY (document, fact) REFERENCES pressfacts.facts(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.fact_dimensions
    ADD CONSTRAINT fact_dimensions_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.facts
    ADD CONSTRAINT facts_document_attributed_to_fkey FOREIGN KEY (document, attributed_to) REFERENCES pressfacts.entities(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.facts
    ADD CONSTRAINT facts_document_change_reference_fkey FOREIGN KEY (document, change_reference) REFERENCES pressfacts.times(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.facts
    ADD CONSTRAINT facts_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.facts
    ADD CONSTRAINT facts_document_period_fkey FOREIGN KEY (document, period) REFERENCES pressfacts.times(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.facts
    ADD CONSTRAINT facts_document_quantity_fkey FOREIGN KEY (document, quantity) REFERENCES pressfacts.quantities(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.facts
    ADD CONSTRAINT facts_document_same_as_fkey FOREIGN KEY (document, same_as) REFERENCES pressfacts.facts(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.facts
    ADD CONSTRAINT facts_document_subject_entity_fkey FOREIGN KEY (document, subject_entity) REFERENCES pressfacts.entities(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.quantities
    ADD CONSTRAINT quantities_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.removed
    ADD CONSTRAINT removed_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.sentences
    ADD CONSTRAINT sentences_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.times
    ADD CONSTRAINT times_document_anchor_fkey FOREIGN KEY (document, anchor) REFERENCES pressfacts.times(document, uid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pressfacts.times
    ADD CONSTRAINT times_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
ALTER TABLE ONLY pressfacts.warnings
    ADD CONSTRAINT warnings_document_fkey FOREIGN KEY (document) REFERENCES pressfacts.documents(uid) ON DELETE CASCADE;
