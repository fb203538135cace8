-- Loads what `manicule list --format ndjson` prints into PostgreSQL, from version 12 on, and indexes it for searching.
--
--     manicule list FOLDER --format ndjson > documents.ndjson
--     psql DATABASE --file=corpus/postgresql.sql < documents.ndjson
--
-- The table is made anew each time. `simple` keeps every word as it is; put the name of a language there for stemming.
\set ON_ERROR_STOP on

CREATE TEMPORARY TABLE raw (record jsonb);
-- A line is one JSON value: no character that JSON leaves unescaped parts or quotes it.
\copy raw from pstdin with (format csv, quote e'\x01', delimiter e'\x02')

DROP TABLE IF EXISTS manicule;
CREATE TABLE manicule AS
SELECT
    record ->> 'file' AS file,
    record ->> 'id' AS id,
    (record ->> 'number')::integer AS number,
    record ->> 'title' AS title,
    record ->> 'edtf' AS edtf,
    (record ->> 'earliest')::integer AS earliest,
    (record ->> 'latest')::integer AS latest,
    ARRAY(SELECT jsonb_array_elements_text(record -> 'from')) AS sender,
    ARRAY(SELECT jsonb_array_elements_text(record -> 'to')) AS addressee,
    record ->> 'archive' AS archive,
    record ->> 'genre' AS genre,
    record ->> 'text' AS text,
    record -> 'notes' AS notes,
    record -> 'layers' AS layers,
    record -> 'points' AS points,
    record -> 'metadata' AS metadata,
    to_tsvector('simple', record ->> 'text') AS words,
    jsonb_to_tsvector('simple', coalesce(record -> 'layers', '{}'), '["string"]') AS layer_words
FROM raw;

ALTER TABLE manicule ADD PRIMARY KEY (file, number);
CREATE INDEX manicule_words ON manicule USING gin (words);
CREATE INDEX manicule_layer_words ON manicule USING gin (layer_words);
CREATE INDEX manicule_sender ON manicule USING gin (sender);
CREATE INDEX manicule_dates ON manicule (earliest, latest);
