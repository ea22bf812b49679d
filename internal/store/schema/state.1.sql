-- Requests to engines, rejected answers among them. With verdicts it is a
-- stored answer, without it is about money alone.
CREATE TABLE entry (
	id        INTEGER PRIMARY KEY,
	key       BLOB NOT NULL,
	document  TEXT NOT NULL,
	engine    TEXT NOT NULL,
	host      TEXT NOT NULL,
	model     TEXT NOT NULL,
	units     TEXT NOT NULL, -- JSON list of ids
	verdicts  TEXT,          -- JSON, NULL for none
	input     INTEGER NOT NULL,
	output    INTEGER NOT NULL,
	estimated INTEGER NOT NULL,
	cost      REAL NOT NULL,
	at        TEXT NOT NULL, -- RFC 3339, UTC
	used      TEXT NOT NULL  -- the day it last served, UTC
);
CREATE INDEX entry_key ON entry (key, id) WHERE verdicts IS NOT NULL;
CREATE INDEX entry_document ON entry (document);

-- Other documents that a stored answer served.
CREATE TABLE use (
	document TEXT NOT NULL,
	key      BLOB NOT NULL,
	PRIMARY KEY (document, key)
) WITHOUT ROWID;

-- Small facts about engines.
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What people decided. The row with the highest turn holds; older ones are kept.
CREATE TABLE decision (
	document   TEXT NOT NULL,
	language   TEXT NOT NULL,
	text       BLOB NOT NULL,    -- SHA-256 of the anchor's text
	occurrence INTEGER NOT NULL,
	turn       INTEGER NOT NULL, -- from 1
	source     TEXT NOT NULL,
	target     TEXT NOT NULL,
	state      TEXT NOT NULL,
	reviewer   TEXT NOT NULL,
	date       TEXT NOT NULL,
	PRIMARY KEY (document, language, text, occurrence, turn)
) WITHOUT ROWID;

-- A document in one target language, for the night job.
CREATE TABLE job (
	document TEXT NOT NULL,
	language TEXT NOT NULL,
	state    TEXT NOT NULL,
	reason   TEXT NOT NULL,
	again    INTEGER NOT NULL, -- whether it can be tried again
	ignored  INTEGER NOT NULL,
	attempts INTEGER NOT NULL, -- failed ones since it last worked or changed
	identity TEXT NOT NULL,    -- what stat said of the file
	content  BLOB NOT NULL,    -- SHA-256 of its bytes
	settings TEXT NOT NULL,
	outputs  TEXT NOT NULL,    -- JSON
	result   TEXT NOT NULL,    -- JSON, for reports
	changed  TEXT NOT NULL,    -- RFC 3339, UTC
	seen     TEXT NOT NULL,    -- the day of the last run that found the file
	PRIMARY KEY (document, language)
) WITHOUT ROWID;

-- Runs of the night job.
CREATE TABLE night (
	id      INTEGER PRIMARY KEY,
	started TEXT NOT NULL,
	ended   TEXT NOT NULL, -- '' while it runs
	good    INTEGER NOT NULL,
	report  TEXT NOT NULL  -- JSON
);
