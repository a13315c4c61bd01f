-- The registry's first tables. One file for both databases; the words in
-- double braces become each database's own types.

-- +goose Up

-- Who we are -----------------------------------------------------------------

CREATE TABLE organisation (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    name       TEXT NOT NULL,
    currency   TEXT NOT NULL,
    time_zone  TEXT NOT NULL,
    languages  {{json}} NOT NULL,
    version    INTEGER NOT NULL,
    created_at {{time}} NOT NULL
);

CREATE TABLE people (
    id            {{uuid}} PRIMARY KEY,
    name          TEXT NOT NULL,
    email         TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL DEFAULT '',
    roles         TEXT NOT NULL,
    active        BOOLEAN NOT NULL,
    version       INTEGER NOT NULL,
    created_at    {{time}} NOT NULL
);

CREATE TABLE teams (
    id         {{uuid}} PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    area       TEXT NOT NULL DEFAULT '',
    version    INTEGER NOT NULL,
    created_at {{time}} NOT NULL
);

CREATE TABLE memberships (
    team_id   {{uuid}} NOT NULL REFERENCES teams (id),
    person_id {{uuid}} NOT NULL REFERENCES people (id),
    PRIMARY KEY (team_id, person_id)
);
CREATE INDEX memberships_person ON memberships (person_id, team_id);

CREATE TABLE moments (
    id          {{uuid}} PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    version     INTEGER NOT NULL,
    created_at  {{time}} NOT NULL
);

CREATE TABLE routes (
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL
);
INSERT INTO routes (name, version) VALUES
    ('safety', 1), ('care', 1), ('legal', 1), ('partners', 1), ('privacy', 1),
    ('data', 1), ('brand', 1), ('people', 1), ('money', 1), ('lead', 1);

CREATE TABLE route_people (
    route     TEXT NOT NULL REFERENCES routes (name),
    person_id {{uuid}} NOT NULL REFERENCES people (id),
    backup    BOOLEAN NOT NULL,
    PRIMARY KEY (route, person_id)
);
CREATE INDEX route_people_person ON route_people (person_id, route);

-- Secrets are stored as SHA-256 of what was handed out, never as such.

CREATE TABLE sessions (
    id         {{uuid}} PRIMARY KEY,
    hash       {{bytes}} NOT NULL UNIQUE,
    person_id  {{uuid}} NOT NULL REFERENCES people (id),
    device     TEXT NOT NULL,
    created_at {{time}} NOT NULL,
    seen_at    {{time}} NOT NULL,
    expires_at {{time}} NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);

CREATE TABLE tokens (
    id         {{uuid}} PRIMARY KEY,
    hash       {{bytes}} NOT NULL UNIQUE,
    person_id  {{uuid}} NOT NULL REFERENCES people (id),
    name       TEXT NOT NULL,
    created_at {{time}} NOT NULL,
    seen_at    {{time}},
    expires_at {{time}}
);
CREATE INDEX tokens_person ON tokens (person_id);

CREATE TABLE invitations (
    id         {{uuid}} PRIMARY KEY,
    hash       {{bytes}} NOT NULL UNIQUE,
    person_id  {{uuid}} NOT NULL REFERENCES people (id),
    created_at {{time}} NOT NULL,
    expires_at {{time}} NOT NULL,
    used_at    {{time}}
);
CREATE INDEX invitations_person ON invitations (person_id);

CREATE TABLE sign_in_attempts (
    key       {{bytes}} PRIMARY KEY,
    failures  INTEGER NOT NULL,
    began_at  {{time}} NOT NULL,
    next_at   {{time}} NOT NULL
);

CREATE TABLE idempotency_keys (
    person_id  {{uuid}} NOT NULL,
    method     TEXT NOT NULL,
    path       TEXT NOT NULL,
    key        TEXT NOT NULL,
    body_hash  {{bytes}} NOT NULL,
    status     INTEGER NOT NULL,
    header     {{json}} NOT NULL,
    body       {{bytes}} NOT NULL,
    created_at {{time}} NOT NULL,
    PRIMARY KEY (person_id, method, path, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- What happened: append-only ----------------------------------------------------

CREATE TABLE events (
    seq           {{seq}},
    id            {{uuid}} NOT NULL UNIQUE,
    at            {{time}} NOT NULL,
    actor_id      {{uuid}},
    kind          TEXT NOT NULL,
    subject       TEXT NOT NULL,
    experiment_id {{uuid}},
    data          {{json}} NOT NULL
);
CREATE INDEX events_experiment ON events (experiment_id, seq);

-- Experiments ---------------------------------------------------------------------

CREATE TABLE policies (
    version    INTEGER PRIMARY KEY,
    source     TEXT NOT NULL,
    created_by {{uuid}},
    created_at {{time}} NOT NULL
);

CREATE TABLE experiments (
    number            {{seq}},
    id                {{uuid}} NOT NULL UNIQUE,
    title             TEXT NOT NULL,
    team_id           {{uuid}} NOT NULL REFERENCES teams (id),
    moment_id         {{uuid}} REFERENCES moments (id),
    language          TEXT NOT NULL,
    customer_job      TEXT NOT NULL,
    change            TEXT NOT NULL,
    effect            TEXT NOT NULL,
    because           TEXT NOT NULL,
    strategy_goal     TEXT NOT NULL,
    signal            {{json}},
    gaming_risk       TEXT NOT NULL,
    counter_signal    TEXT NOT NULL,
    way_back          TEXT NOT NULL,
    stop_rule         TEXT NOT NULL,
    starts_on         TEXT NOT NULL,
    ends_on           TEXT NOT NULL,
    answers           {{json}} NOT NULL,
    affected_team_ids {{json}} NOT NULL,
    tags              {{json}} NOT NULL,
    builds_on         {{json}} NOT NULL,
    premortem         TEXT NOT NULL,
    status            TEXT NOT NULL CHECK (status IN
        ('draft', 'in_review', 'ready', 'running', 'paused', 'concluded', 'withdrawn', 'declined', 'archived')),
    archived_from     TEXT NOT NULL,
    door              TEXT CHECK (door IN ('two_way', 'one_way')),
    revision          INTEGER NOT NULL,
    outcome           TEXT NOT NULL,
    owes_lesson       BOOLEAN NOT NULL,
    conclusion        {{json}},
    version           INTEGER NOT NULL,
    proposer_id       {{uuid}} NOT NULL REFERENCES people (id),
    created_at        {{time}} NOT NULL,
    submitted_at      {{time}},
    started_at        {{time}},
    concluded_at      {{time}},
    changed_at        {{time}} NOT NULL,
    CHECK (status <> 'running' OR (revision > 0 AND door IS NOT NULL))
);
CREATE INDEX experiments_status ON experiments (status, number);
CREATE INDEX experiments_team ON experiments (team_id, number);
CREATE INDEX experiments_moment ON experiments (moment_id, number);
CREATE INDEX experiments_door ON experiments (door, number);
CREATE INDEX experiments_outcome ON experiments (outcome, number) WHERE outcome <> '';
CREATE INDEX experiments_owing ON experiments (team_id, number) WHERE owes_lesson;

CREATE TABLE experiment_tags (
    tag           TEXT NOT NULL,
    experiment_id {{uuid}} NOT NULL REFERENCES experiments (id),
    PRIMARY KEY (tag, experiment_id)
);
CREATE INDEX experiment_tags_experiment ON experiment_tags (experiment_id);

CREATE TABLE revisions (
    experiment_id  {{uuid}} NOT NULL REFERENCES experiments (id),
    number         INTEGER NOT NULL,
    proposal       {{json}} NOT NULL,
    verdict        {{json}} NOT NULL,
    policy_version INTEGER NOT NULL REFERENCES policies (version),
    created_by     {{uuid}} NOT NULL REFERENCES people (id),
    created_at     {{time}} NOT NULL,
    PRIMARY KEY (experiment_id, number)
);

CREATE TABLE contributors (
    experiment_id {{uuid}} NOT NULL REFERENCES experiments (id),
    person_id     {{uuid}} NOT NULL REFERENCES people (id),
    PRIMARY KEY (experiment_id, person_id)
);

-- What a one-way door needs before it opens, per revision: an approval for
-- every closed gate, and the conditions that came with the approvals.
CREATE TABLE requirements (
    experiment_id {{uuid}} NOT NULL,
    revision      INTEGER NOT NULL,
    n             INTEGER NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('gate', 'condition')),
    gate          TEXT NOT NULL,
    route         TEXT NOT NULL,
    due           TEXT NOT NULL CHECK (due IN ('before_start', 'during')),
    text          TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('not_needed', 'open', 'met', 'dismissed', 'lowered')),
    note          TEXT NOT NULL,
    met_at        {{time}},
    PRIMARY KEY (experiment_id, revision, n),
    FOREIGN KEY (experiment_id, revision) REFERENCES revisions (experiment_id, number)
);
CREATE INDEX requirements_route ON requirements (route, state);

-- Reviews -----------------------------------------------------------------------------

CREATE TABLE reviews (
    id            {{uuid}} PRIMARY KEY,
    experiment_id {{uuid}} NOT NULL,
    revision      INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN
        ('open', 'approved', 'declined', 'superseded', 'expired', 'withdrawn')),
    turn          TEXT NOT NULL CHECK (turn IN ('team', 'route')),
    waiting_since {{time}} NOT NULL,
    version       INTEGER NOT NULL,
    opened_at     {{time}} NOT NULL,
    closed_at     {{time}},
    UNIQUE (experiment_id, revision),
    FOREIGN KEY (experiment_id, revision) REFERENCES revisions (experiment_id, number)
);
CREATE INDEX reviews_state ON reviews (state, waiting_since, id);

CREATE TABLE decisions (
    id           {{uuid}} PRIMARY KEY,
    review_id    {{uuid}} NOT NULL REFERENCES reviews (id),
    gate         TEXT NOT NULL,
    person_id    {{uuid}} NOT NULL REFERENCES people (id),
    verdict      TEXT NOT NULL CHECK (verdict IN
        ('approve', 'approve_with_conditions', 'disagree_and_commit', 'request_changes', 'decline')),
    reason       TEXT NOT NULL,
    created_at   {{time}} NOT NULL,
    dismissed_at {{time}}
);
CREATE INDEX decisions_review ON decisions (review_id);

-- Lessons: random ids, months instead of days, persons in a table of their own -----------

CREATE TABLE lessons (
    id            {{uuid}} PRIMARY KEY,
    experiment_id {{uuid}} NOT NULL UNIQUE REFERENCES experiments (id),
    team_id       {{uuid}} NOT NULL REFERENCES teams (id),
    draft         {{json}} NOT NULL,
    version       INTEGER NOT NULL,
    edition       INTEGER NOT NULL,
    month         TEXT NOT NULL,
    published     {{json}}
);
CREATE INDEX lessons_library ON lessons (month DESC, id) WHERE edition > 0;

CREATE TABLE lesson_editions (
    lesson_id {{uuid}} NOT NULL REFERENCES lessons (id),
    edition   INTEGER NOT NULL,
    published {{json}} NOT NULL,
    PRIMARY KEY (lesson_id, edition)
);

CREATE TABLE lesson_facets (
    facet     TEXT NOT NULL,
    value     TEXT NOT NULL,
    lesson_id {{uuid}} NOT NULL REFERENCES lessons (id),
    PRIMARY KEY (facet, value, lesson_id)
);
CREATE INDEX lesson_facets_lesson ON lesson_facets (lesson_id);

CREATE TABLE lesson_authors (
    lesson_id {{uuid}} NOT NULL REFERENCES lessons (id),
    person_id {{uuid}} NOT NULL REFERENCES people (id),
    PRIMARY KEY (lesson_id, person_id)
);

-- +goose Down
DROP TABLE lesson_authors;
DROP TABLE lesson_facets;
DROP TABLE lesson_editions;
DROP TABLE lessons;
DROP TABLE decisions;
DROP TABLE reviews;
DROP TABLE requirements;
DROP TABLE contributors;
DROP TABLE revisions;
DROP TABLE experiment_tags;
DROP TABLE experiments;
DROP TABLE policies;
DROP TABLE events;
DROP TABLE idempotency_keys;
DROP TABLE sign_in_attempts;
DROP TABLE invitations;
DROP TABLE tokens;
DROP TABLE sessions;
DROP TABLE route_people;
DROP TABLE routes;
DROP TABLE moments;
DROP TABLE memberships;
DROP TABLE teams;
DROP TABLE people;
DROP TABLE organisation;
