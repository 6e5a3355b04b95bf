BEGIN TRANSACTION;
CREATE TABLE blocks (document TEXT NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, level INTEGER, text TEXT NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, original TEXT NOT NULL, original_start INTEGER NOT NULL, original_end INTEGER NOT NULL, key TEXT, value TEXT, grid TEXT, PRIMARY KEY (document, n), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE);
INSERT INTO "blocks" VALUES('325962f146dae1b5c504',1,'title',NULL,'临江市外贸稳中有进',0,9,'臨江市外貿穩中有進',0,9,NULL,NULL,NULL);
INSERT INTO "blocks" VALUES('325962f146dae1b5c504',2,'paragraph',NULL,'2023年10月，临江市完成外贸进出口18.6亿元，同比增长7.2%，其中出口机电产品6.1亿元。全省规模以上工业企业1,204家。',10,76,'2023年10月，臨江市完成外貿進出口18.6億元，同比增長7.2%，其中出口機電產品6.1億元。全省規模以上工業企業1,204家。',10,76,NULL,NULL,NULL);
INSERT INTO "blocks" VALUES('60fc8e84ad2cce83d365',1,'paragraph',NULL,'113年8月我国对美国出口电子零部件12.5亿美元，年增3.4%。广东省社会消费品零售总额4,100亿元，下降1/3。香港零售业总销货价值初步估计为292亿元。',0,80,'113年8月我國對美國出口電子零組件12.5億美元，年增3.4%。廣東省社會消費品零售總額4,100億元，下降1/3。香港零售業總銷貨價值初步估計為292億元。',0,80,NULL,NULL,NULL);
CREATE TABLE bylines (document TEXT NOT NULL, n INTEGER NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, original TEXT NOT NULL, original_start INTEGER NOT NULL, original_end INTEGER NOT NULL, PRIMARY KEY (document, n), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE);
CREATE TABLE check_facts (document TEXT NOT NULL, id TEXT NOT NULL, n INTEGER NOT NULL, fact TEXT NOT NULL, PRIMARY KEY (document, id, n), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE, FOREIGN KEY (document, fact) REFERENCES facts (document, uid) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE checks (document TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, result TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (document, id), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE);
CREATE TABLE documents (uid TEXT NOT NULL, source_uri TEXT NOT NULL, id TEXT NOT NULL, place TEXT, content TEXT NOT NULL, source_sha256 TEXT, encoding TEXT, media_type TEXT NOT NULL, url TEXT, source_title TEXT, script TEXT, region TEXT, title TEXT, dateline TEXT, published TEXT, published_on DATE, published_basis TEXT, publisher TEXT, original_text TEXT, text TEXT NOT NULL, schema_version TEXT NOT NULL, pipeline TEXT NOT NULL, rules TEXT NOT NULL, model TEXT, reference_date TEXT, region_evidence TEXT NOT NULL, title_text_start INTEGER, title_text_end INTEGER, title_original_start INTEGER, title_original_end INTEGER, dateline_text_start INTEGER, dateline_text_end INTEGER, dateline_original_start INTEGER, dateline_original_end INTEGER, PRIMARY KEY (uid));
INSERT INTO "documents" VALUES('325962f146dae1b5c504','in/0.txt','release-0',NULL,'eef8fd561124b1cf4d6c17982eebd28625c6430b','0000000000000000000000000000000000000000000000000000000000000000','utf-8','text/plain',NULL,NULL,'Hant','CN','临江市外贸稳中有进',NULL,'2023-11-20','2023-11-20','caller',NULL,'臨江市外貿穩中有進
2023年10月，臨江市完成外貿進出口18.6億元，同比增長7.2%，其中出口機電產品6.1億元。全省規模以上工業企業1,204家。
','临江市外贸稳中有进
2023年10月，临江市完成外贸进出口18.6亿元，同比增长7.2%，其中出口机电产品6.1亿元。全省规模以上工业企业1,204家。
','1.0','0.1.0','0000000000000000000000000000000000000000000000000000000000000000','press-0','2023-11-20','[{"region": "CN", "weight": 8, "words": ["同比", "规模以上", "全省"]}]',0,9,0,9,NULL,NULL,NULL,NULL);
INSERT INTO "documents" VALUES('60fc8e84ad2cce83d365','in/1.txt','release-1',NULL,'eb149d4c5be22f69b2d8c0b2c16d9df9256967e0','0000000000000000000000000000000000000000000000000000000000000000','utf-8','text/plain',NULL,NULL,'Hant','TW',NULL,NULL,'2023-11-20','2023-11-20','caller',NULL,'113年8月我國對美國出口電子零組件12.5億美元，年增3.4%。廣東省社會消費品零售總額4,100億元，下降1/3。香港零售業總銷貨價值初步估計為292億元。
','113年8月我国对美国出口电子零部件12.5亿美元，年增3.4%。广东省社会消费品零售总额4,100亿元，下降1/3。香港零售业总销货价值初步估计为292亿元。
','1.0','0.1.0','0000000000000000000000000000000000000000000000000000000000000000','press-0','2023-11-20','[{"region": "TW", "weight": 10, "words": ["电子零组件", "年增", "113年"]}, {"region": "CN", "weight": 5, "words": ["我国", "广东省", "社会消费品零售总额"]}, {"region": "HK", "weight": 2, "words": ["零售业总销货"]}]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE entities (uid TEXT NOT NULL, document TEXT NOT NULL, id TEXT NOT NULL, rule TEXT NOT NULL, text TEXT NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, original TEXT NOT NULL, original_start INTEGER NOT NULL, original_end INTEGER NOT NULL, label TEXT NOT NULL, score REAL NOT NULL, norm TEXT, name TEXT NOT NULL, title TEXT, org TEXT, PRIMARY KEY (document, uid), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE, FOREIGN KEY (document, org) REFERENCES entities (document, uid) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "entities" VALUES('c71d7f37f3979293eb95','325962f146dae1b5c504','e1','places.division','临江市',0,3,'臨江市',0,3,'GPE',0.95,'临江市','临江市',NULL,NULL);
INSERT INTO "entities" VALUES('82e5c20ad85ab4cdb3f9','325962f146dae1b5c504','e2','places.division','临江市',19,22,'臨江市',19,22,'GPE',0.95,'临江市','临江市',NULL,NULL);
INSERT INTO "entities" VALUES('93a1346de5c17b73327c','60fc8e84ad2cce83d365','e1','countries.us','美国',9,11,'美國',9,11,'GPE',0.95,'美国','美国',NULL,NULL);
INSERT INTO "entities" VALUES('2891ff12d31df501f801','60fc8e84ad2cce83d365','e2','places.division','广东省',33,36,'廣東省',33,36,'GPE',0.95,'广东省','广东省',NULL,NULL);
INSERT INTO "entities" VALUES('e2a19481cd3fec57855f','60fc8e84ad2cce83d365','e3','countries.hk','香港',59,61,'香港',59,61,'GPE',0.95,'香港','香港',NULL,NULL);
CREATE TABLE entity_codes (document TEXT NOT NULL, entity TEXT NOT NULL, n INTEGER NOT NULL, scheme TEXT NOT NULL, value TEXT NOT NULL, version TEXT, PRIMARY KEY (document, entity, n), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE, FOREIGN KEY (document, entity) REFERENCES entities (document, uid) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "entity_codes" VALUES('325962f146dae1b5c504','c71d7f37f3979293eb95',1,'GB/T 2260','220681','2023');
INSERT INTO "entity_codes" VALUES('325962f146dae1b5c504','82e5c20ad85ab4cdb3f9',1,'GB/T 2260','220681','2023');
INSERT INTO "entity_codes" VALUES('60fc8e84ad2cce83d365','93a1346de5c17b73327c',1,'ISO 3166-1','US',NULL);
INSERT INTO "entity_codes" VALUES('60fc8e84ad2cce83d365','2891ff12d31df501f801',1,'GB/T 2260','440000','2023');
INSERT INTO "entity_codes" VALUES('60fc8e84ad2cce83d365','e2a19481cd3fec57855f',1,'ISO 3166-1','HK',NULL);
INSERT INTO "entity_codes" VALUES('60fc8e84ad2cce83d365','e2a19481cd3fec57855f',2,'GB/T 2260','810000','2023');
CREATE TABLE errors (uid TEXT NOT NULL, source_uri TEXT NOT NULL, id TEXT NOT NULL, place TEXT, content TEXT NOT NULL, source_sha256 TEXT, stage TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (uid));
INSERT INTO "errors" VALUES('d7957ec5d91d8a8607dd','in/9.txt','broken',NULL,'5e5894924bf9ae787c9cbb130b30a7336ff0e0ba','0000000000000000000000000000000000000000000000000000000000000000','decode','binary','in/9.txt: no text');
CREATE TABLE fact_dimensions (document TEXT NOT NULL, fact TEXT NOT NULL, n INTEGER NOT NULL, role TEXT NOT NULL, text TEXT NOT NULL, entity TEXT, code TEXT, PRIMARY KEY (document, fact, n), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE, FOREIGN KEY (document, fact) REFERENCES facts (document, uid) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (document, entity) REFERENCES entities (document, uid) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "fact_dimensions" VALUES('325962f146dae1b5c504','1106cf720ecb9bcda232',1,'area','临江市','82e5c20ad85ab4cdb3f9','220681');
INSERT INTO "fact_dimensions" VALUES('325962f146dae1b5c504','0579c0c852cdb6715dec',1,'area','临江市','82e5c20ad85ab4cdb3f9','220681');
INSERT INTO "fact_dimensions" VALUES('325962f146dae1b5c504','42274e6640f5d0711297',1,'area','临江市','82e5c20ad85ab4cdb3f9','220681');
INSERT INTO "fact_dimensions" VALUES('60fc8e84ad2cce83d365','daa15ed8d21d08e6ab87',1,'partner','美国','93a1346de5c17b73327c','US');
INSERT INTO "fact_dimensions" VALUES('60fc8e84ad2cce83d365','8d05079f33699520c11e',1,'area','广东省','2891ff12d31df501f801','440000');
INSERT INTO "fact_dimensions" VALUES('60fc8e84ad2cce83d365','b09e621f5bf06144c261',1,'area','广东省','2891ff12d31df501f801','440000');
INSERT INTO "fact_dimensions" VALUES('60fc8e84ad2cce83d365','b2fbd00be354fbf2a674',1,'area','香港','e2a19481cd3fec57855f','HK');
CREATE TABLE facts (uid TEXT NOT NULL, document TEXT NOT NULL, id TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL, quantity TEXT, metric TEXT, metric_norm TEXT, metric_name TEXT, metric_id TEXT, metric_text_start INTEGER, metric_text_end INTEGER, metric_original_start INTEGER, metric_original_end INTEGER, subject TEXT, subject_entity TEXT, subject_text_start INTEGER, subject_text_end INTEGER, subject_original_start INTEGER, subject_original_end INTEGER, carried_from INTEGER, carried_distance INTEGER, period TEXT, first_day DATE, last_day DATE, freq TEXT, basis TEXT, status TEXT NOT NULL, provisional INTEGER NOT NULL, measure_type TEXT NOT NULL, signed_value TEXT, signed_value_number NUMERIC, change_direction TEXT, change_basis TEXT, change_reference TEXT, change_of_growth INTEGER, attributed_to TEXT, negated INTEGER NOT NULL, same_as TEXT, evidence TEXT NOT NULL, evidence_text_start INTEGER NOT NULL, evidence_text_end INTEGER NOT NULL, evidence_original_start INTEGER NOT NULL, evidence_original_end INTEGER NOT NULL, PRIMARY KEY (document, uid), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE, FOREIGN KEY (document, quantity) REFERENCES quantities (document, uid) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (document, subject_entity) REFERENCES entities (document, uid) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (document, period) REFERENCES times (document, uid) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (document, change_reference) REFERENCES times (document, uid) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (document, attributed_to) REFERENCES entities (document, uid) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (document, same_as) REFERENCES facts (document, uid) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "facts" VALUES('1106cf720ecb9bcda232','325962f146dae1b5c504','f1','fact.before',0.91,'9c1fc57fc25480dde2e6','外贸进出口','进出口','进出口','trade-total',24,29,24,29,'临江市','82e5c20ad85ab4cdb3f9',19,22,19,22,NULL,NULL,'2bffc6daca6c92aa32b6','2023-10-01','2023-10-31','M','flow','actual',0,'level','1860000000',1860000000,NULL,NULL,NULL,NULL,NULL,0,NULL,'2023年10月，临江市完成外贸进出口18.6亿元，同比增长7.2%，其中出口机电产品6.1亿元。',10,59,10,59);
INSERT INTO "facts" VALUES('0579c0c852cdb6715dec','325962f146dae1b5c504','f2','fact.carried-clause',0.81,'952693f5ad31c2524d68','外贸进出口','进出口','进出口','trade-total',24,29,24,29,'临江市','82e5c20ad85ab4cdb3f9',19,22,19,22,NULL,NULL,'2bffc6daca6c92aa32b6','2023-10-01','2023-10-31','M','flow','actual',0,'growth','7.2',7.2,'increase','yoy',NULL,0,NULL,0,NULL,'2023年10月，临江市完成外贸进出口18.6亿元，同比增长7.2%，其中出口机电产品6.1亿元。',10,59,10,59);
INSERT INTO "facts" VALUES('42274e6640f5d0711297','325962f146dae1b5c504','f3','fact.before',0.91,'9e5a1c78233ba601b3b2','出口机电产品','机电产品出口','机电产品出口','electromechanical-exports',47,53,47,53,'临江市','82e5c20ad85ab4cdb3f9',19,22,19,22,NULL,NULL,'2bffc6daca6c92aa32b6','2023-10-01','2023-10-31','M','flow','actual',0,'level','610000000',610000000,NULL,NULL,NULL,NULL,NULL,0,NULL,'2023年10月，临江市完成外贸进出口18.6亿元，同比增长7.2%，其中出口机电产品6.1亿元。',10,59,10,59);
INSERT INTO "facts" VALUES('318ad7d4e2a9dd5bc377','325962f146dae1b5c504','f4','fact.before',0.86,'fbc5fe0f1afdbde39c2d','规模以上工业企业','规模以上工业企业','规模以上工业企业','large-industrial-firms',61,69,61,69,'全省',NULL,59,61,59,61,NULL,NULL,'2bffc6daca6c92aa32b6','2023-10-01','2023-10-31','M','stock','actual',0,'level','1204',1204,NULL,NULL,NULL,NULL,NULL,0,NULL,'全省规模以上工业企业1,204家。',59,76,59,76);
INSERT INTO "facts" VALUES('daa15ed8d21d08e6ab87','60fc8e84ad2cce83d365','f1','fact.before',0.9,'a4583b7e481fdf4fcd9b','出口电子零部件','出口电子零部件','出口电子零部件',NULL,11,18,11,18,'我国',NULL,6,8,6,8,NULL,NULL,'502a816f2addcd362b08','2024-08-01','2024-08-31','M',NULL,'actual',0,'amount','1250000000',1250000000,NULL,NULL,NULL,NULL,NULL,0,NULL,'113年8月我国对美国出口电子零部件12.5亿美元，年增3.4%。',0,33,0,33);
INSERT INTO "facts" VALUES('2aaf313aebaef62f1ac6','60fc8e84ad2cce83d365','f2','fact.carried-clause',0.75,'f8dca36199119a426382','出口电子零部件','出口电子零部件','出口电子零部件',NULL,11,18,11,18,'我国',NULL,6,8,6,8,NULL,NULL,'502a816f2addcd362b08','2024-08-01','2024-08-31','M',NULL,'actual',0,'growth','3.4',3.4,'increase','yoy',NULL,0,NULL,0,NULL,'113年8月我国对美国出口电子零部件12.5亿美元，年增3.4%。',0,33,0,33);
INSERT INTO "facts" VALUES('8d05079f33699520c11e','60fc8e84ad2cce83d365','f3','fact.before',0.86,'f2855c2d105951d27d5c','社会消费品零售总额','社会消费品零售总额','社会消费品零售总额','retail-sales',36,45,36,45,'广东省','2891ff12d31df501f801',33,36,33,36,NULL,NULL,'502a816f2addcd362b08','2024-08-01','2024-08-31','M','flow','actual',0,'level','410000000000',410000000000,NULL,NULL,NULL,NULL,NULL,0,NULL,'广东省社会消费品零售总额4,100亿元，下降1/3。',33,59,33,59);
INSERT INTO "facts" VALUES('b09e621f5bf06144c261','60fc8e84ad2cce83d365','f4','fact.carried-clause',0.76,'af6cedb0d40366153d72','社会消费品零售总额','社会消费品零售总额','社会消费品零售总额','retail-sales',36,45,36,45,'广东省','2891ff12d31df501f801',33,36,33,36,NULL,NULL,'502a816f2addcd362b08','2024-08-01','2024-08-31','M','flow','actual',0,'growth','-1/3',-3.33333333333333314829e-01,'decrease','other',NULL,0,NULL,0,NULL,'广东省社会消费品零售总额4,100亿元，下降1/3。',33,59,33,59);
INSERT INTO "facts" VALUES('b2fbd00be354fbf2a674','60fc8e84ad2cce83d365','f5','fact.before',0.81,'01848743b6f87eadeb5f','零售业总销货价值','零售业总销货价值','零售业总销货价值','retail-sales-hong-kong',61,69,61,69,'香港','e2a19481cd3fec57855f',59,61,59,61,NULL,NULL,'502a816f2addcd362b08','2024-08-01','2024-08-31','M','flow','actual',1,'level','29200000000',29200000000,NULL,NULL,NULL,NULL,NULL,0,NULL,'香港零售业总销货价值初步估计为292亿元。',59,80,59,80);
CREATE TABLE pressfacts_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "pressfacts_meta" VALUES('version','1');
CREATE TABLE quantities (uid TEXT NOT NULL, document TEXT NOT NULL, id TEXT NOT NULL, rule TEXT NOT NULL, text TEXT NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, original TEXT NOT NULL, original_start INTEGER NOT NULL, original_end INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT, value_number NUMERIC, min TEXT, min_number NUMERIC, max TEXT, max_number NUMERIC, comparator TEXT NOT NULL, comparator_text TEXT, unit_text TEXT, unit_code TEXT, unit_dimension TEXT, currency TEXT, per TEXT, unit_basis TEXT, unit_original TEXT, base_value TEXT, base_value_number NUMERIC, base_min TEXT, base_min_number NUMERIC, base_max TEXT, base_max_number NUMERIC, base_unit TEXT, noun TEXT, PRIMARY KEY (document, uid), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE);
INSERT INTO "quantities" VALUES('9c1fc57fc25480dde2e6','325962f146dae1b5c504','q1','money.yuan','18.6亿元',29,35,'18.6億元',29,35,'money','1860000000',1860000000,NULL,NULL,NULL,NULL,'=',NULL,'元','CNY','money','CNY',NULL,'region','元',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "quantities" VALUES('952693f5ad31c2524d68','325962f146dae1b5c504','q2','unit.percent','7.2%',40,44,'7.2%',40,44,'percent','7.2',7.2,NULL,NULL,NULL,NULL,'=',NULL,'%','%','ratio',NULL,NULL,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "quantities" VALUES('9e5a1c78233ba601b3b2','325962f146dae1b5c504','q3','money.yuan','6.1亿元',53,58,'6.1億元',53,58,'money','610000000',610000000,NULL,NULL,NULL,NULL,'=',NULL,'元','CNY','money','CNY',NULL,'region','元',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "quantities" VALUES('fbc5fe0f1afdbde39c2d','325962f146dae1b5c504','q4','count.mw-001','1,204家',69,75,'1,204家',69,75,'count','1204',1204,NULL,NULL,NULL,NULL,'=',NULL,'家',NULL,NULL,NULL,NULL,NULL,'家',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "quantities" VALUES('a4583b7e481fdf4fcd9b','60fc8e84ad2cce83d365','q1','money.usd','12.5亿美元',18,25,'12.5億美元',18,25,'money','1250000000',1250000000,NULL,NULL,NULL,NULL,'=',NULL,'美元','USD','money','USD',NULL,'explicit','美元',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "quantities" VALUES('f8dca36199119a426382','60fc8e84ad2cce83d365','q2','unit.percent','3.4%',28,32,'3.4%',28,32,'percent','3.4',3.4,NULL,NULL,NULL,NULL,'=',NULL,'%','%','ratio',NULL,NULL,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "quantities" VALUES('f2855c2d105951d27d5c','60fc8e84ad2cce83d365','q3','money.yuan','4,100亿元',45,52,'4,100億元',45,52,'money','410000000000',410000000000,NULL,NULL,NULL,NULL,'=',NULL,'元','TWD','money','TWD',NULL,'region','元',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "quantities" VALUES('af6cedb0d40366153d72','60fc8e84ad2cce83d365','q4','fraction.stroke','1/3',55,58,'1/3',55,58,'fraction','1/3',3.33333333333333314829e-01,NULL,NULL,NULL,NULL,'=',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "quantities" VALUES('01848743b6f87eadeb5f','60fc8e84ad2cce83d365','q5','money.yuan','292亿元',74,79,'292億元',74,79,'money','29200000000',29200000000,NULL,NULL,NULL,NULL,'=',NULL,'元','HKD','money','HKD',NULL,'subject','元',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE removed (document TEXT NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, original_start INTEGER NOT NULL, original_end INTEGER NOT NULL, rule TEXT NOT NULL, PRIMARY KEY (document, n), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE);
CREATE TABLE sentences (document TEXT NOT NULL, n INTEGER NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, original_start INTEGER NOT NULL, original_end INTEGER NOT NULL, PRIMARY KEY (document, n), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE);
INSERT INTO "sentences" VALUES('325962f146dae1b5c504',1,0,9,0,9);
INSERT INTO "sentences" VALUES('325962f146dae1b5c504',2,10,59,10,59);
INSERT INTO "sentences" VALUES('325962f146dae1b5c504',3,59,76,59,76);
INSERT INTO "sentences" VALUES('60fc8e84ad2cce83d365',1,0,33,0,33);
INSERT INTO "sentences" VALUES('60fc8e84ad2cce83d365',2,33,59,33,59);
INSERT INTO "sentences" VALUES('60fc8e84ad2cce83d365',3,59,80,59,80);
CREATE TABLE times (uid TEXT NOT NULL, document TEXT NOT NULL, id TEXT NOT NULL, rule TEXT NOT NULL, text TEXT NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, original TEXT NOT NULL, original_start INTEGER NOT NULL, original_end INTEGER NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, first_day DATE, last_day DATE, modifier TEXT, anchored INTEGER NOT NULL, anchor TEXT, anchored_by_reference INTEGER NOT NULL, PRIMARY KEY (document, uid), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE, FOREIGN KEY (document, anchor) REFERENCES times (document, uid) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "times" VALUES('2bffc6daca6c92aa32b6','325962f146dae1b5c504','t1','date.month','2023年10月',10,18,'2023年10月',10,18,'date','2023-10','2023-10-01','2023-10-31',NULL,0,NULL,0);
INSERT INTO "times" VALUES('502a816f2addcd362b08','60fc8e84ad2cce83d365','t1','date.month','113年8月',0,6,'113年8月',0,6,'date','2024-08','2024-08-01','2024-08-31',NULL,0,NULL,0);
CREATE TABLE warnings (document TEXT NOT NULL, n INTEGER NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (document, n), FOREIGN KEY (document) REFERENCES documents (uid) ON DELETE CASCADE);
CREATE INDEX documents_by_source_uri ON documents  (source_uri);
CREATE INDEX documents_by_id ON documents  (id);
CREATE INDEX documents_by_place ON documents  (place);
CREATE INDEX documents_by_published_on ON documents  (published_on);
CREATE INDEX errors_by_place ON errors  (place);
CREATE INDEX errors_by_code ON errors  (code);
CREATE INDEX entities_by_name ON entities  (name);
CREATE INDEX entity_codes_by_scheme_value ON entity_codes  (scheme, value);
CREATE INDEX facts_by_uid ON facts  (uid);
CREATE INDEX facts_by_metric_id_first_day ON facts  (metric_id, first_day);
CREATE INDEX facts_by_metric_name_first_day ON facts  (metric_name, first_day);
CREATE INDEX fact_dimensions_by_role_code ON fact_dimensions  (role, code);
CREATE INDEX checks_by_result ON checks  (result);
CREATE INDEX warnings_by_code ON warnings  (code);
CREATE VIEW statements AS 
        SELECT f.uid, f.document, d.source_uri, d.id AS document_id, d.published_on, d.publisher,
            f.metric_id, coalesce(f.metric_norm, f.metric) AS metric, f.subject,
            coalesce(
                (SELECT a.code FROM fact_dimensions a WHERE a.document = f.document AND a.fact = f.uid AND a.role = 'area' ORDER BY a.n LIMIT 1),
                (SELECT c.value FROM entity_codes c WHERE c.document = f.document AND c.entity = f.subject_entity ORDER BY c.n LIMIT 1)
            ) AS region_code,
            coalesce(
                (SELECT a.text FROM fact_dimensions a WHERE a.document = f.document AND a.fact = f.uid AND a.role = 'area' ORDER BY a.n LIMIT 1),
                f.subject
            ) AS region,
            f.first_day, f.last_day, f.freq, f.basis,
            q.value, q.value_number, q.min, q.min_number, q.max, q.max_number, q.comparator,
            q.unit_text, q.unit_code, q.currency, q.per, f.signed_value, f.signed_value_number,
            f.measure_type, f.change_direction, f.change_basis, f.change_of_growth, f.status, f.provisional, f.negated,
            f.same_as, said.text AS attributed_to, f.confidence, f.evidence,
            f.evidence_original_start, f.evidence_original_end
        FROM facts f
        JOIN documents d ON d.uid = f.document
        LEFT JOIN quantities q ON q.uid = f.quantity
        LEFT JOIN entities said ON said.uid = f.attributed_to;
CREATE VIEW series AS 
        SELECT s.metric_id, s.metric, s.region_code, s.region, s.first_day, s.last_day, s.freq, s.basis,
            s.measure_type, s.change_basis, s.signed_value AS value, s.signed_value_number AS value_number,
            s.min, s.max, s.comparator, s.unit_text, s.unit_code, s.currency, s.per, s.provisional,
            row_number() OVER (
                PARTITION BY coalesce(s.metric_id, s.metric), coalesce(s.region_code, s.region), s.first_day, s.last_day,
                    s.measure_type, s.change_basis, coalesce(s.unit_code, s.currency, s.unit_text)
                ORDER BY s.published_on DESC, s.confidence DESC, s.uid
            ) AS vintage,
            s.published_on, s.confidence, s.source_uri, s.document_id, s.uid, s.evidence
        FROM statements s
        WHERE s.status = 'actual' AND NOT (s.negated = 1) AND s.same_as IS NULL AND s.metric IS NOT NULL;
CREATE VIEW names AS 
        SELECT e.label, coalesce(e.norm, e.text) AS name, count(*) AS mentions, count(DISTINCT e.document) AS documents
        FROM entities e
        GROUP BY e.label, coalesce(e.norm, e.text);
COMMIT;
