-- The database of an office: its units and officers, and its campaigns side by side.
--
-- Dates are text yyyy-mm-dd, instants text yyyy-mm-ddThh:mm:ssZ (UTC), quantities integers in
-- thousandths, money integers in đồng, choices their codes, flags 0 and 1, "not given" NULL.
-- A record is hidden by deleted_at, never removed. `version` grows by one with every change.
-- Columns KEY_fold and KEY_order beside a name are its keys for search and for order (text.h).
--
-- Longer than other files: it is one statement of what an office keeps, each table beside what refers
-- to it, and it is read whole when the program is built.
--
-- user_version says which schema this is; src/store/migrate.c brings an older one up to it.

PRAGMA application_id = 0x74686475; -- "thdu"
PRAGMA user_version = 2;

-- What the database itself is: mode (single: one owner, her own file; service: many officers).
CREATE TABLE setting (
    key   TEXT PRIMARY KEY CHECK (key <> ''),
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE unit (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL CHECK (version > 0),
    author     TEXT NOT NULL REFERENCES officer (login),
    created_at TEXT NOT NULL CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
    deleted_at TEXT CHECK (deleted_at IS strftime('%Y-%m-%dT%H:%M:%SZ', deleted_at)),
    code       TEXT NOT NULL UNIQUE CHECK (code <> '' AND code NOT GLOB '*[^a-z0-9-]*'),
    name       TEXT NOT NULL CHECK (name <> ''),
    name_fold  TEXT NOT NULL,
    name_order TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('commune', 'town', 'affiliate', 'district')),
    head       TEXT CHECK (head <> ''),
    phone      TEXT CHECK (phone <> ''),
    branches   INTEGER CHECK (branches >= 0),
    women      INTEGER CHECK (women >= 0),
    members    INTEGER CHECK (members >= 0)
) STRICT;
CREATE UNIQUE INDEX unit_by_name ON unit (name_order, code);
-- Which units are the district itself: asked by every count that leaves them out.
CREATE INDEX unit_of_district ON unit (code) WHERE kind = 'district';

-- uid: the account of this machine she comes from (the owner of a single database; sudo).
CREATE TABLE officer (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL CHECK (version > 0),
    unit       TEXT REFERENCES unit (code),
    author     TEXT NOT NULL REFERENCES officer (login),
    created_at TEXT NOT NULL CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
    deleted_at TEXT CHECK (deleted_at IS strftime('%Y-%m-%dT%H:%M:%SZ', deleted_at)),
    login      TEXT NOT NULL UNIQUE CHECK (login <> ''),
    uid        INTEGER UNIQUE CHECK (uid >= 0),
    name       TEXT NOT NULL CHECK (name <> ''),
    name_fold  TEXT NOT NULL,
    name_order TEXT NOT NULL,
    phone      TEXT CHECK (phone <> ''),
    role       TEXT NOT NULL CHECK (role IN ('viewer', 'unit_officer', 'district_officer',
                                             'leader', 'administrator', 'owner')),
    disabled   INTEGER CHECK (disabled IN (0, 1))
) STRICT;

-- The keys by which the SSH server of a service knows its officers. One that is no longer hers is
-- taken away: the log keeps what it was.
CREATE TABLE officer_key (
    fingerprint TEXT PRIMARY KEY CHECK (fingerprint GLOB 'SHA256:*'),
    officer     TEXT NOT NULL REFERENCES officer (login),
    type        TEXT NOT NULL CHECK (type <> ''),
    key         TEXT NOT NULL CHECK (key <> '' AND key NOT GLOB '*[^A-Za-z0-9+/=]*'),
    comment     TEXT NOT NULL,
    author      TEXT NOT NULL REFERENCES officer (login),
    created_at  TEXT NOT NULL CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at))
) STRICT, WITHOUT ROWID;
CREATE INDEX officer_key_of ON officer_key (officer, created_at);

-- hash is that of the campaign file whose terms are here; plan is the imported text, NULL while the
-- file's own is in force. From name to behind_percent they mirror the file: the log tells what changed
-- of them, and works are measured again where that moves their days.
CREATE TABLE campaign (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL CHECK (version > 0),
    code           TEXT NOT NULL UNIQUE CHECK (code <> ''),
    name           TEXT NOT NULL CHECK (name <> ''),
    state          TEXT NOT NULL DEFAULT 'launched'
                   CHECK (state IN ('drafted', 'launched', 'locked', 'ended', 'closed')),
    start          TEXT NOT NULL CHECK (start IS date(start, '+0 days')),
    finish         TEXT NOT NULL CHECK (finish IS date(finish, '+0 days') AND finish >= start),
    stale_days     INTEGER NOT NULL,
    behind_percent INTEGER NOT NULL,
    hash           TEXT NOT NULL,
    plan           TEXT CHECK (plan <> ''),
    created_at     TEXT NOT NULL CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at))
) STRICT;

-- What a campaign file names by code; records refer to it. extra: a theme of the unit's own choice,
-- which does not count toward the minimum; a duty every entry of which counts.
CREATE TABLE term (
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    kind     TEXT NOT NULL CHECK (kind IN ('deadline', 'target', 'theme', 'content', 'duty',
                                           'criterion', 'dossier', 'award')),
    code     TEXT NOT NULL CHECK (code <> ''),
    label    TEXT NOT NULL,
    clause   TEXT NOT NULL,
    position INTEGER NOT NULL,
    retired  INTEGER NOT NULL CHECK (retired IN (0, 1)),
    extra    INTEGER NOT NULL CHECK (extra IN (0, 1)),
    PRIMARY KEY (campaign, kind, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE work (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL CHECK (version > 0),
    campaign      INTEGER NOT NULL REFERENCES campaign (id),
    unit          TEXT NOT NULL REFERENCES unit (code),
    author        TEXT NOT NULL REFERENCES officer (login),
    created_at    TEXT NOT NULL CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
    deleted_at    TEXT CHECK (deleted_at IS strftime('%Y-%m-%dT%H:%M:%SZ', deleted_at)),
    -- its life
    state         TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved',
                                                 'completed', 'stopped')),
    submitted     TEXT CHECK (submitted IS date(submitted, '+0 days')),
    sent          TEXT CHECK (sent IS date(sent, '+0 days')),
    approved      TEXT CHECK (approved IS date(approved, '+0 days')),
    closed        TEXT CHECK (closed IS date(closed, '+0 days')),
    on_time       INTEGER CHECK (on_time IN (0, 1)),
    reason        TEXT CHECK (reason <> ''),
    -- totals of its progress entries, and what follows from them (pace.h)
    done          INTEGER NOT NULL DEFAULT 0,
    value         INTEGER NOT NULL DEFAULT 0,
    women         INTEGER NOT NULL DEFAULT 0,
    children      INTEGER NOT NULL DEFAULT 0,
    participants  INTEGER NOT NULL DEFAULT 0,
    entries       INTEGER NOT NULL DEFAULT 0 CHECK (entries >= 0),
    percent       INTEGER NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    last_entry    TEXT CHECK (last_entry IS date(last_entry, '+0 days')),
    behind_from   TEXT CHECK (behind_from IS date(behind_from, '+0 days')),
    stale_from    TEXT CHECK (stale_from IS date(stale_from, '+0 days')),
    -- what is registered
    title         TEXT NOT NULL CHECK (title <> ''),
    title_fold    TEXT NOT NULL,
    title_order   TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('collective', 'individual')),
    theme         TEXT NOT NULL,
    theme_kind    TEXT GENERATED ALWAYS AS ('theme') VIRTUAL,
    contents      TEXT CHECK (contents <> '' AND contents NOT GLOB '*[^a-z0-9 -]*'),
    person        TEXT CHECK (person <> ''),
    birth_year    INTEGER CHECK (birth_year BETWEEN 1900 AND 2199),
    category      TEXT CHECK (category IN ('officer', 'member', 'woman')),
    post          TEXT CHECK (post <> ''),
    full_time     INTEGER CHECK (full_time IN (0, 1)),
    goal          INTEGER CHECK (goal > 0),
    unit_of_measure TEXT CHECK (unit_of_measure <> ''),
    cost          INTEGER CHECK (cost >= 0),
    source        TEXT CHECK (source <> ''),
    beneficiaries INTEGER CHECK (beneficiaries >= 0),
    start         TEXT CHECK (start IS date(start, '+0 days')),
    finish        TEXT CHECK (finish IS date(finish, '+0 days') AND (start IS NULL OR finish >= start)),
    in_charge     TEXT CHECK (in_charge <> ''),
    phone         TEXT CHECK (phone <> ''),
    note          TEXT CHECK (note <> ''),
    paper         TEXT CHECK (paper <> ''),
    received      TEXT CHECK (received IS date(received, '+0 days')),
    UNIQUE (id, unit, campaign),
    FOREIGN KEY (campaign, theme_kind, theme) REFERENCES term (campaign, kind, code),
    CHECK (kind = 'individual' OR person IS NULL),
    CHECK (state = 'draft' OR submitted IS NOT NULL),
    CHECK ((submitted IS NULL) = (on_time IS NULL)),
    CHECK (state NOT IN ('approved', 'completed') OR approved IS NOT NULL),
    CHECK ((closed IS NULL) = (state NOT IN ('completed', 'stopped'))),
    CHECK (state = 'approved' OR (behind_from IS NULL AND stale_from IS NULL))
) STRICT;
CREATE INDEX work_by_unit ON work (campaign, unit, title_order) WHERE deleted_at IS NULL;
CREATE INDEX work_waiting ON work (campaign, sent, unit)
    WHERE state = 'submitted' AND deleted_at IS NULL;
-- Urgency: the day a work falls behind, or becomes stale, is known in advance, so that counting
-- those behind on a day is one range of an index. Each holds the other's day too: the list of works
-- under way is ordered by both, and the stale are counted apart from the behind.
CREATE INDEX work_behind ON work (campaign, behind_from, stale_from, unit)
    WHERE state = 'approved' AND deleted_at IS NULL;
CREATE INDEX work_stale ON work (campaign, stale_from, behind_from, unit)
    WHERE state = 'approved' AND deleted_at IS NULL;

-- work.contents, one row a code, so that each is a term: kept by triggers, since two statements of
-- the same thing may not differ. The key's columns come first: SQLite 3.40 else takes one column of
-- such a table for another when it checks the file.
CREATE TABLE work_content (
    work         INTEGER NOT NULL REFERENCES work (id),
    content      TEXT NOT NULL,
    campaign     INTEGER NOT NULL,
    content_kind TEXT GENERATED ALWAYS AS ('content') VIRTUAL,
    PRIMARY KEY (work, content),
    FOREIGN KEY (campaign, content_kind, content) REFERENCES term (campaign, kind, code)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER work_content_insert AFTER INSERT ON work WHEN new.contents IS NOT NULL BEGIN
    INSERT INTO work_content (work, campaign, content)
        SELECT new.id, new.campaign, value
        FROM json_each('["' || replace(new.contents, ' ', '","') || '"]');
END;
CREATE TRIGGER work_content_update AFTER UPDATE OF contents ON work
WHEN new.contents IS NOT old.contents BEGIN
    DELETE FROM work_content WHERE work = new.id;
    INSERT INTO work_content (work, campaign, content)
        SELECT new.id, new.campaign, value
        FROM json_each('["' || replace(new.contents, ' ', '","') || '"]')
        WHERE new.contents IS NOT NULL;
END;

-- Works counted as they change, a row for each unit, theme and kind, so that home and status add up
-- a few thousand rows instead of reading every work. on_time: works first submitted in time. From
-- percent_sum on: sums over those approved or completed, but for the entries, which are all. Kept by
-- triggers alone; doctor proves it equal to a count. A row may stand at zero.
CREATE TABLE tally (
    campaign     INTEGER NOT NULL,
    unit         TEXT NOT NULL,
    theme        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    draft        INTEGER NOT NULL,
    submitted    INTEGER NOT NULL,
    returned     INTEGER NOT NULL,
    approved     INTEGER NOT NULL,
    completed    INTEGER NOT NULL,
    stopped      INTEGER NOT NULL,
    on_time      INTEGER NOT NULL,
    percent_sum  INTEGER NOT NULL,
    value        INTEGER NOT NULL,
    women        INTEGER NOT NULL,
    children     INTEGER NOT NULL,
    participants INTEGER NOT NULL,
    entries      INTEGER NOT NULL,
    PRIMARY KEY (campaign, unit, theme, kind)
) STRICT, WITHOUT ROWID;
-- One work more (sign 1) or less (-1): never holds a row, its trigger does the adding.
CREATE VIEW tally_change AS
    SELECT campaign, unit, theme, kind, state, on_time, percent, value, women, children,
           participants, entries, 0 AS sign FROM work WHERE false;
CREATE TRIGGER tally_add INSTEAD OF INSERT ON tally_change BEGIN
    INSERT INTO tally
        SELECT new.campaign, new.unit, new.theme, new.kind,
               new.sign * (new.state = 'draft'), new.sign * (new.state = 'submitted'),
               new.sign * (new.state = 'returned'), new.sign * (new.state = 'approved'),
               new.sign * (new.state = 'completed'), new.sign * (new.state = 'stopped'),
               new.sign * coalesce(new.on_time, 0), results * new.percent, results * new.value,
               results * new.women, results * new.children, results * new.participants,
               new.sign * new.entries
        FROM (SELECT new.sign * (new.state IN ('approved', 'completed')) AS results) WHERE true
    ON CONFLICT DO UPDATE SET
        draft = draft + excluded.draft, submitted = submitted + excluded.submitted,
        returned = returned + excluded.returned, approved = approved + excluded.approved,
        completed = completed + excluded.completed, stopped = stopped + excluded.stopped,
        on_time = on_time + excluded.on_time, percent_sum = percent_sum + excluded.percent_sum,
        value = value + excluded.value, women = women + excluded.women,
        children = children + excluded.children,
        participants = participants + excluded.participants, entries = entries + excluded.entries;
END;
CREATE TRIGGER tally_insert AFTER INSERT ON work WHEN new.deleted_at IS NULL BEGIN
    INSERT INTO tally_change VALUES (
        new.campaign, new.unit, new.theme, new.kind, new.state, new.on_time, new.percent,
        new.value, new.women, new.children, new.participants, new.entries, 1);
END;
CREATE TRIGGER tally_delete AFTER DELETE ON work WHEN old.deleted_at IS NULL BEGIN
    INSERT INTO tally_change VALUES (
        old.campaign, old.unit, old.theme, old.kind, old.state, old.on_time, old.percent,
        old.value, old.women, old.children, old.participants, old.entries, -1);
END;
CREATE TRIGGER tally_update
AFTER UPDATE OF campaign, unit, theme, kind, state, on_time, percent, value, women, children,
                participants, entries, deleted_at ON work
WHEN (old.campaign, old.unit, old.theme, old.kind, old.state, old.on_time, old.percent, old.value,
      old.women, old.children, old.participants, old.entries, old.deleted_at) IS NOT
     (new.campaign, new.unit, new.theme, new.kind, new.state, new.on_time, new.percent, new.value,
      new.women, new.children, new.participants, new.entries, new.deleted_at) BEGIN
    INSERT INTO tally_change SELECT
        old.campaign, old.unit, old.theme, old.kind, old.state, old.on_time, old.percent,
        old.value, old.women, old.children, old.participants, old.entries, -1
        WHERE old.deleted_at IS NULL;
    INSERT INTO tally_change SELECT
        new.campaign, new.unit, new.theme, new.kind, new.state, new.on_time, new.percent,
        new.value, new.women, new.children, new.participants, new.entries, 1
        WHERE new.deleted_at IS NULL;
END;

CREATE TABLE progress (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL CHECK (version > 0),
    campaign     INTEGER NOT NULL,
    unit         TEXT NOT NULL,
    author       TEXT NOT NULL REFERENCES officer (login),
    created_at   TEXT NOT NULL CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
    deleted_at   TEXT CHECK (deleted_at IS strftime('%Y-%m-%dT%H:%M:%SZ', deleted_at)),
    work         INTEGER NOT NULL,
    day          TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    quantity     INTEGER,
    percent      INTEGER CHECK (percent BETWEEN 0 AND 100),
    value        INTEGER,
    women        INTEGER,
    children     INTEGER,
    participants INTEGER,
    note         TEXT CHECK (note <> ''),
    evidence     TEXT CHECK (evidence <> ''),
    FOREIGN KEY (work, unit, campaign) REFERENCES work (id, unit, campaign)
) STRICT;
CREATE INDEX progress_by_work ON progress (work, day) WHERE deleted_at IS NULL;
CREATE INDEX progress_by_day ON progress (campaign, day, id, unit) WHERE deleted_at IS NULL;

-- A duty done by a unit.
CREATE TABLE duty_done (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL CHECK (version > 0),
    campaign   INTEGER NOT NULL REFERENCES campaign (id),
    unit       TEXT NOT NULL REFERENCES unit (code),
    author     TEXT NOT NULL REFERENCES officer (login),
    created_at TEXT NOT NULL CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
    deleted_at TEXT CHECK (deleted_at IS strftime('%Y-%m-%dT%H:%M:%SZ', deleted_at)),
    duty       TEXT NOT NULL,
    duty_kind  TEXT GENERATED ALWAYS AS ('duty') VIRTUAL,
    day        TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    title      TEXT CHECK (title <> ''),
    evidence   TEXT CHECK (evidence <> ''),
    FOREIGN KEY (campaign, duty_kind, duty) REFERENCES term (campaign, kind, code)
) STRICT;
CREATE INDEX duty_done_by_unit ON duty_done (campaign, unit, duty) WHERE deleted_at IS NULL;
CREATE INDEX duty_done_by_duty ON duty_done (campaign, duty, unit) WHERE deleted_at IS NULL;

-- Who of a unit received and read the plan.
CREATE TABLE receipt (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL CHECK (version > 0),
    campaign   INTEGER NOT NULL REFERENCES campaign (id),
    unit       TEXT NOT NULL REFERENCES unit (code),
    author     TEXT NOT NULL REFERENCES officer (login),
    created_at TEXT NOT NULL CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
    deleted_at TEXT CHECK (deleted_at IS strftime('%Y-%m-%dT%H:%M:%SZ', deleted_at)),
    day        TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    person     TEXT CHECK (person <> ''),
    note       TEXT CHECK (note <> '')
) STRICT;
CREATE INDEX receipt_by_unit ON receipt (campaign, unit) WHERE deleted_at IS NULL;

CREATE TABLE nomination (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL CHECK (version > 0),
    campaign   INTEGER NOT NULL,
    unit       TEXT NOT NULL,
    author     TEXT NOT NULL REFERENCES officer (login),
    created_at TEXT NOT NULL CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
    deleted_at TEXT CHECK (deleted_at IS strftime('%Y-%m-%dT%H:%M:%SZ', deleted_at)),
    work       INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('collective', 'individual')),
    summary    TEXT CHECK (summary <> ''),
    state      TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'eligible',
                                              'ineligible')),
    submitted  TEXT CHECK (submitted IS date(submitted, '+0 days')),
    reason     TEXT CHECK (reason <> ''),
    UNIQUE (id, unit, campaign),
    FOREIGN KEY (work, unit, campaign) REFERENCES work (id, unit, campaign),
    CHECK (state = 'draft' OR submitted IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX nomination_of_work ON nomination (work) WHERE deleted_at IS NULL;
CREATE INDEX nomination_by_unit ON nomination (campaign, unit, state) WHERE deleted_at IS NULL;

-- A line of a nomination's checklist that was judged; `part` is the kind of term it names.
CREATE TABLE judgement (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL CHECK (version > 0),
    campaign   INTEGER NOT NULL,
    unit       TEXT NOT NULL,
    author     TEXT NOT NULL REFERENCES officer (login),
    created_at TEXT NOT NULL CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
    deleted_at TEXT CHECK (deleted_at IS strftime('%Y-%m-%dT%H:%M:%SZ', deleted_at)),
    nomination INTEGER NOT NULL,
    part       TEXT NOT NULL CHECK (part IN ('criterion', 'dossier')),
    criterion  TEXT NOT NULL,
    result     TEXT NOT NULL CHECK (result IN ('met', 'unmet', 'na')),
    evidence   TEXT CHECK (evidence <> ''),
    FOREIGN KEY (nomination, unit, campaign) REFERENCES nomination (id, unit, campaign),
    FOREIGN KEY (campaign, part, criterion) REFERENCES term (campaign, kind, code)
) STRICT;
CREATE UNIQUE INDEX judgement_line ON judgement (nomination, part, criterion)
    WHERE deleted_at IS NULL;

-- What an officer has typed and not saved yet: hers alone, so that a cut line loses nothing. A
-- private working copy, no record: it is the one thing written without a row in the log (draft.h),
-- and it is gone once saved or given up. form is the kind of record, or the question that asked for
-- a line (reason, evidence); record 0 a new one, version that of the record when the form was
-- opened; place says what a new one was begun for, or the line asked for; fields is a JSON object,
-- key: [text as typed, text when the form was opened]; unit is that of its officer then. stamp grows
-- with every write: who holds an older one has been overtaken by another window.
CREATE TABLE draft (
    id       INTEGER PRIMARY KEY,
    stamp    INTEGER NOT NULL CHECK (stamp > 0),
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    officer  TEXT NOT NULL REFERENCES officer (login),
    form     TEXT NOT NULL CHECK (form <> ''),
    record   INTEGER NOT NULL CHECK (record >= 0),
    version  INTEGER NOT NULL CHECK (version >= 0),
    place    TEXT NOT NULL,
    label    TEXT NOT NULL,
    focus    TEXT NOT NULL,
    fields   TEXT NOT NULL CHECK (fields GLOB '{*}'),
    saved_at TEXT NOT NULL CHECK (saved_at IS strftime('%Y-%m-%dT%H:%M:%SZ', saved_at)),
    unit     TEXT REFERENCES unit (code)
) STRICT;
CREATE INDEX draft_by_officer ON draft (officer, campaign, form, record);

-- Who changed what. `kind` and `record` name the record (campaign and term have their campaign's
-- id), before and after are JSON objects of the members that changed. Rows are only ever added.
-- change: the first row of the save this one belongs to; undoes: the save that it takes back.
-- Rows are numbered 1, 2, 3 …; hash chains each to all before it, in the way chain.h says: a new
-- column of this table is one more member of what is hashed.
CREATE TABLE log (
    id       INTEGER PRIMARY KEY CHECK (id > 0),
    at       TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%SZ', at)),
    officer  TEXT NOT NULL REFERENCES officer (login),
    source   TEXT NOT NULL,
    campaign INTEGER REFERENCES campaign (id),
    kind     TEXT NOT NULL CHECK (kind <> ''),
    record   INTEGER,
    unit     TEXT REFERENCES unit (code),
    verb     TEXT NOT NULL CHECK (verb <> ''),
    reason   TEXT CHECK (reason <> ''),
    before   TEXT CHECK (before GLOB '{*}'),
    after    TEXT CHECK (after GLOB '{*}'),
    change   INTEGER NOT NULL CHECK (change BETWEEN 1 AND id),
    undoes   INTEGER REFERENCES log (id) CHECK (undoes < change),
    hash     BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX log_of_record ON log (kind, record);
CREATE INDEX log_by_unit ON log (unit);
CREATE INDEX log_by_officer ON log (officer);
CREATE INDEX log_undone ON log (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER log_never_changes BEFORE UPDATE ON log BEGIN
    SELECT raise(ABORT, 'the log is only ever added to');
END;
CREATE TRIGGER log_never_shrinks BEFORE DELETE ON log BEGIN
    SELECT raise(ABORT, 'the log is only ever added to');
END;
