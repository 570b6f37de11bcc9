-- Full text of blocks. What the index holds are words as search.Words makes them, so that every
-- database finds the same; the text itself stays in blocks.

CREATE TABLE block_numbers (
  n        INTEGER NOT NULL PRIMARY KEY, -- the index knows rows by numbers
  block_id ${text} NOT NULL UNIQUE REFERENCES blocks (id) ON DELETE CASCADE
);
CREATE VIRTUAL TABLE block_index USING fts5 (
  label, description, value,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
INSERT INTO block_numbers (block_id) SELECT id FROM blocks;
INSERT INTO block_index (rowid, label, description, value)
  SELECT n, search_words(label), search_words(coalesce(description, '')), search_words(value)
  FROM block_numbers JOIN blocks ON id = block_id;
