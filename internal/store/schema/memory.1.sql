-- Languages, filed by base and script. sum is the sum, modulo 2^256, of the
-- hashes of the pair's units: it names the content, in whatever order it came.
CREATE TABLE pair (
	id     INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	target TEXT NOT NULL,
	units  INTEGER NOT NULL,
	sum    BLOB NOT NULL,
	UNIQUE (source, target)
);
CREATE TABLE unit (
	id         INTEGER PRIMARY KEY,
	pair       INTEGER NOT NULL REFERENCES pair (id),
	exact      INTEGER NOT NULL, -- hash of the folded source
	identity   BLOB NOT NULL,    -- hash of tags, source, target and origin
	source_tag TEXT NOT NULL,
	target_tag TEXT NOT NULL,
	source     TEXT NOT NULL,
	target     TEXT NOT NULL,
	origin     TEXT NOT NULL,
	confidence REAL NOT NULL,
	date       TEXT NOT NULL,
	document   TEXT NOT NULL,
	person     TEXT NOT NULL,
	born       INTEGER NOT NULL, -- the generation that brought it
	died       INTEGER           -- the generation that replaced it; NULL while it lives
);
CREATE INDEX unit_exact ON unit (pair, exact);
CREATE UNIQUE INDEX unit_identity ON unit (identity) WHERE died IS NULL;
CREATE INDEX unit_document ON unit (document) WHERE document <> '';

-- Where a term occurs: for each unit, the distance to the one before it in the
-- list (uvarint) and its length in tokens (a byte, 255 for more).
CREATE TABLE posting (
	pair  INTEGER NOT NULL,
	term  INTEGER NOT NULL, -- hash
	chunk INTEGER NOT NULL, -- from 0
	n     INTEGER NOT NULL,
	last  INTEGER NOT NULL, -- the last unit's id
	list  BLOB NOT NULL,
	PRIMARY KEY (pair, term, chunk)
) WITHOUT ROWID;

-- A generation is a transaction that changed something.
CREATE TABLE generation (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, what TEXT NOT NULL);
